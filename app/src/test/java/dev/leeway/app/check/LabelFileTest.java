package dev.leeway.app.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.Table;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelFileTest {

  private static final ColumnData IDS = TextData.of("a", "b", "c", "d");

  @Test
  void labelsAreJoinedById() {
    LabelFile labels = labels(TextData.of("c", "a", "x"), NumericData.of(1, 0, 1));
    LabelFile.Joined joined = labels.join(table("data.csv", Map.of("id", IDS)), "current");

    assertThat(names(joined)).containsExactly("0", null, "1", null);
    assertThat(joined.labelled()).isEqualTo(2);
    assertThat(joined.taken()).isEqualTo(2);
  }

  @Test
  void theLaterWordWinsOverALabelThatIsThere() {
    LabelFile labels = labels(TextData.of("b", "c"), TextData.of("yes", "no"));
    Table data = table("data.csv", Map.of("id", IDS, "y", TextData.of("no", "no", null, null)));

    LabelFile.Joined joined = labels.join(data, "current");
    assertThat(names(joined)).containsExactly("no", "yes", "no", null);
    assertThat(joined.labelled()).isEqualTo(3);
  }

  @Test
  void numbersAndTextsTogetherAreText() {
    LabelFile labels = labels(TextData.of("b"), TextData.of("yes"));
    Table data = table("data.csv", Map.of("id", IDS, "y", NumericData.of(1, 2, 3, 4.5)));

    assertThat(names(labels.join(data, "current"))).containsExactly("1", "yes", "3", "4.5");
  }

  @Test
  void oneIdWithTwoLabelsIsRefusedAndTheSameTwiceIsNot() {
    assertThatThrownBy(() -> labels(TextData.of("a", "b", "a"), TextData.of("1", "1", "2")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "labels.csv: id a has two labels, 1 (row 1) and 2 (row 3); expected one label an id");
    assertThat(labels(TextData.of("a", "a"), TextData.of("1", "1"))).isNotNull();
  }

  @Test
  void idsThatMatchNothingAreRefusedWithAnExampleOfEach() {
    LabelFile labels = labels(TextData.of("7.0", "8.0"), NumericData.of(1, 0));

    assertThatThrownBy(() -> labels.join(table("data.csv", Map.of("id", IDS)), "current"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no row of the current data gets a label: none of its ids, such as a, is among those of"
                + " labels.csv, such as 7.0");
  }

  @Test
  void aMissingColumnIsNamedWithTheOption() {
    Table table = table("labels.csv", Map.of("id", IDS));

    assertThatThrownBy(() -> new LabelFile(table, "id", "y"))
        .isInstanceOf(DataException.class)
        .hasMessage("labels.csv has no column y (--label); it has id");
  }

  private static LabelFile labels(ColumnData ids, ColumnData labels) {
    return new LabelFile(
        new Table(
            new Batch(List.of("id", "y"), List.of(ids, labels), ids.size()),
            List.of(Path.of("labels.csv")),
            Set.of(),
            Map.of(),
            Map.of()),
        "id",
        "y");
  }

  private static Table table(String file, Map<String, ColumnData> columns) {
    List<String> names = columns.keySet().stream().sorted().toList();
    return new Table(
        new Batch(
            names,
            names.stream().map(columns::get).toList(),
            columns.values().iterator().next().size()),
        List.of(Path.of(file)),
        Set.of(),
        Map.of(),
        Map.of());
  }

  private static String[] names(LabelFile.Joined joined) {
    ColumnData labels = joined.table().batch().column("y").orElseThrow();
    String[] names = new String[labels.size()];
    for (int row = 0; row < names.length; row++) {
      names[row] = CategoryNames.of(labels, row);
    }
    return names;
  }
}
