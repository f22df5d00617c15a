package dev.leeway.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.alert.Playbook.Entry;
import dev.leeway.core.alert.Playbook.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlaybookTest {

  private static final Playbook BOOK =
      all(
          entry(AlertType.DATA_DRIFT, Severity.HIGH, "high"),
          entry(AlertType.DATA_DRIFT, Severity.LOW, "low"));

  @Test
  void anAlertGetsTheStepsOfItsTypeAndSeverity() {
    Alert alert =
        new Alert(Instant.EPOCH, Severity.HIGH, AlertType.DATA_DRIFT, List.of("x"), "x drifted");

    assertThat(BOOK.steps(alert)).extracting(Step::text).containsExactly("high");
  }

  @Test
  void withoutAnEntryTheNextLowerSeverityCounts() {
    assertThat(text(BOOK, AlertType.DATA_DRIFT, Severity.CRITICAL)).isEqualTo("high");
    assertThat(text(BOOK, AlertType.DATA_DRIFT, Severity.MEDIUM)).isEqualTo("low");
  }

  @Test
  void withoutALowerSeverityTheLowestCounts() {
    assertThat(text(BOOK, AlertType.OUTPUT_DRIFT, Severity.LOW)).isEqualTo("output_drift");
  }

  @Test
  void entriesAreInOrderWhateverTheOrderGiven() {
    assertThat(BOOK.entries())
        .isSortedAccordingTo((a, b) ->
            a.type() == b.type()
                ? a.severity().compareTo(b.severity())
                : a.type().compareTo(b.type()));
  }

  @Test
  void changesReplaceTheirEntryAndLeaveTheOthers() {
    Playbook changed =
        BOOK.with(
            List.of(
                entry(AlertType.DATA_DRIFT, Severity.HIGH, "ours"),
                entry(AlertType.DATA_DRIFT, Severity.CRITICAL, "new")));

    assertThat(text(changed, AlertType.DATA_DRIFT, Severity.HIGH)).isEqualTo("ours");
    assertThat(text(changed, AlertType.DATA_DRIFT, Severity.CRITICAL)).isEqualTo("new");
    assertThat(text(changed, AlertType.DATA_DRIFT, Severity.LOW)).isEqualTo("low");
    assertThat(changed.entries()).hasSize(BOOK.entries().size() + 1);
    assertThat(BOOK.with(List.of())).isEqualTo(BOOK);
  }

  @Test
  void everyTypeNeedsAnEntry() {
    assertThatThrownBy(() -> new Playbook(List.of(entry(AlertType.DATA_DRIFT, Severity.LOW, "x"))))
        .hasMessage("the playbook needs an entry for output_drift");
  }

  @Test
  void twoEntriesForOneAlertAreRefused() {
    Entry entry = entry(AlertType.DATA_DRIFT, Severity.LOW, "x");

    assertThatThrownBy(() -> new Playbook(List.of(entry, entry)))
        .hasMessage("the playbook has two entries for data_drift, low");
  }

  @Test
  void anEntryNeedsStepsAndAStepNeedsTextAndOwner() {
    assertThatThrownBy(() -> new Entry(AlertType.DATA_DRIFT, Severity.LOW, List.of()))
        .hasMessage("data_drift, low needs at least one step");
    assertThatThrownBy(() -> new Step(" ", "on-call", null))
        .hasMessage("a step's text must not be blank");
    assertThatThrownBy(() -> new Step("look", "", null))
        .hasMessage("a step's owner must not be blank");
    assertThatThrownBy(() -> new Step("look", "on-call", "javascript:alert(1)"))
        .hasMessage("a step's link must start with https:// or http://, was javascript:alert(1)");
  }

  private static String text(Playbook book, AlertType type, Severity severity) {
    return book.steps(type, severity).get(0).text();
  }

  /// A book with those entries, and one of medium severity for every other type.
  private static Playbook all(Entry... given) {
    List<Entry> entries = new ArrayList<>(List.of(given));
    for (AlertType type : AlertType.values()) {
      if (entries.stream().noneMatch(entry -> entry.type() == type)) {
        entries.add(entry(type, Severity.MEDIUM, type.id()));
      }
    }
    return new Playbook(entries);
  }

  private static Entry entry(AlertType type, Severity severity, String text) {
    return new Entry(type, severity, List.of(new Step(text, "on-call", null)));
  }
}
