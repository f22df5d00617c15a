package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.performance.ClassificationState.Recorder;
import dev.leeway.core.performance.Degradation.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The classifier of California's house prices, whose areas go up and down from month to month with
/// the region. The data lie beside the repository, in `../shared/data`; without them there is
/// nothing to test.
class RealDataTest {

  private static final Path DATA = repository().resolveSibling("shared").resolve("data");

  @BeforeAll
  static void dataAreThere() {
    if (!Files.isDirectory(DATA)) {
      System.out.println("skipped: no ../shared/data");
      Assumptions.abort("no " + DATA);
    }
  }

  private static Path repository() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("leeway")) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }

  /// The months of the reference by name, and each month's state.
  private static SortedMap<String, ClassificationState> months() throws IOException {
    List<String> lines = Files.readAllLines(DATA.resolve("california_housing_reference.csv"));
    List<String> columns = Arrays.asList(lines.get(0).split(",", -1));
    SortedMap<String, Recorder> months = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      months
          .computeIfAbsent(
              cells[columns.indexOf("timestamp")].substring(0, 7),
              month -> Recorder.ofScores(ClassLabel.of(1), Resolution.EXACT))
          .add(
              ClassLabel.of(cells[columns.indexOf("clf_target")]),
              ClassLabel.of(cells[columns.indexOf("y_pred")]),
              Double.parseDouble(cells[columns.indexOf("y_pred_proba")]));
    }
    SortedMap<String, ClassificationState> states = new TreeMap<>();
    months.forEach((month, recorder) -> states.put(month, recorder.snapshot()));
    return states;
  }

  private static ClassificationState whole(Iterable<ClassificationState> parts) {
    ClassificationState whole = Recorder.ofScores(ClassLabel.of(1), Resolution.EXACT).snapshot();
    for (ClassificationState part : parts) {
      whole = whole.merge(part);
    }
    return whole;
  }

  /// scikit-learn 1.9.1.
  @Test
  void areasAreScikitLearns() throws IOException {
    SortedMap<String, ClassificationState> months = months();
    ClassificationState whole = whole(months.values());
    assertThat(whole.rows()).isEqualTo(5832);
    assertThat(whole.metric(Metric.ROC_AUC).value()).isCloseTo(0.9079415179034716, within(1e-12));
    assertThat(whole.metric(Metric.ACCURACY).value()).isCloseTo(0.6704389574759945, within(1e-15));
    assertThat(months).hasSize(8);
    assertThat(months.values())
        .allSatisfy(
            month -> assertThat(month.metric(Metric.ROC_AUC).value()).isBetween(0.78, 0.97));
  }

  /// Each month of the reference against the seven others. Against their rows as one sample, two
  /// months at least would be critical; against their spread none is, since months differ like
  /// that.
  @Test
  void noMonthsAreaIsADegradationOfTheOthers() throws IOException {
    assertThat(confirmedAmongTheOthers(Metric.ROC_AUC)).isEmpty();
    assertThat(criticalAgainstTheirRows(Metric.ROC_AUC)).contains("2021-03", "2021-04");
  }

  /// Accuracy was 0.43 in March, and 0.61 to 0.76 in all other months.
  @Test
  void aMonthUnlikeAllOthersIsFound() throws IOException {
    assertThat(confirmedAmongTheOthers(Metric.ACCURACY)).containsExactly("2021-03");
    assertThat(criticalAgainstTheirRows(Metric.ACCURACY)).contains("2021-02", "2021-04");
  }

  private static List<String> confirmedAmongTheOthers(Metric metric) throws IOException {
    return months(
        (reference, windows, current) ->
            Degradation.between(
                reference.metric(metric),
                windows.stream().map(window -> window.metric(metric)).toList(),
                current.metric(metric),
                1),
        State.CONFIRMED,
        State.CRITICAL);
  }

  private static List<String> criticalAgainstTheirRows(Metric metric) throws IOException {
    return months(
        (reference, windows, current) ->
            Degradation.between(reference.metric(metric), current.metric(metric)),
        State.CRITICAL);
  }

  private interface Comparison {
    Optional<Degradation> compare(
        ClassificationState reference,
        Collection<ClassificationState> windows,
        ClassificationState current);
  }

  private static List<String> months(Comparison comparison, State... states) throws IOException {
    SortedMap<String, ClassificationState> months = months();
    List<String> found = new ArrayList<>();
    for (String month : months.keySet()) {
      SortedMap<String, ClassificationState> others = new TreeMap<>(months);
      ClassificationState current = Objects.requireNonNull(others.remove(month));
      Degradation degradation =
          comparison.compare(whole(others.values()), others.values(), current).orElseThrow();
      if (List.of(states).contains(degradation.state())) {
        found.add(month);
      }
    }
    return found;
  }
}
