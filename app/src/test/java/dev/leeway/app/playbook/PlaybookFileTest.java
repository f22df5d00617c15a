package dev.leeway.app.playbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.alert.Playbook.Entry;
import dev.leeway.core.alert.Playbook.Step;
import dev.leeway.core.alert.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlaybookFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(AlertType.class)
  void everyAlertHasStepsToTake(AlertType type) {
    for (Severity severity : Severity.values()) {
      assertThat(PlaybookFile.standard().steps(type, severity))
          .as("%s, %s", type, severity)
          .isNotEmpty()
          .allSatisfy(step -> {
            assertThat(step.text()).hasSizeBetween(40, 400).matches("[A-Z](?s:.*)\\.");
            assertThat(step.owner())
                .isIn("on-call", "data engineer", "ml engineer", "model owner", "service owner");
          });
    }
  }

  /// The severities of the default policy; their steps are written for them.
  @ParameterizedTest
  @CsvSource({
    "PERFORMANCE_DEGRADATION, CRITICAL",
    "DATA_DRIFT, HIGH",
    "OUTPUT_DRIFT, MEDIUM",
    "CONCEPT_DRIFT, MEDIUM",
    "DATA_DRIFT, LOW",
    "LABEL_DRIFT, LOW",
    "DATA_QUALITY, LOW",
    "PERFORMANCE_DEGRADATION, LOW",
    "LATENCY_DRIFT, LOW",
    "SEGMENT_DRIFT, LOW",
    "UNUSUAL_SAMPLES, LOW",
  })
  void whatThePolicyRaisesHasAnEntryOfItsOwn(AlertType type, Severity severity) {
    assertThat(PlaybookFile.standard().entries())
        .anyMatch(entry -> entry.type() == type && entry.severity() == severity);
  }

  @Test
  void aFaultOfTheDataForbidsRetrainingInTheFirstStep() {
    assertThat(PlaybookFile.standard().steps(AlertType.DATA_QUALITY, Severity.HIGH).get(0).text())
        .startsWith("Do not retrain");
  }

  @Test
  void theStandardTextIsTheStandardPlaybook() throws IOException {
    assertThat(read(PlaybookFile.standardText())).isEqualTo(PlaybookFile.standard());
  }

  @Test
  void whatIsWrittenReadsTheSame() throws IOException {
    Entry odd =
        new Entry(
            AlertType.DATA_DRIFT,
            Severity.CRITICAL,
            List.of(
                new Step("a: \"b\" \\ # c\nd\té – 漢 \u2028\u0007", "- x", "https://x.org/?a=b#c"),
                new Step("{}", "null", null)));
    Playbook playbook = PlaybookFile.standard().with(List.of(odd));

    assertThat(read(PlaybookFile.write(playbook))).isEqualTo(playbook);
  }

  @Test
  void entriesOfTheFileReplaceTheirOwn() throws IOException {
    Playbook playbook =
        read(
            """
            # ours
            output_drift:
              medium:
                - text: Call Ada.
                  owner: risk desk
                  link: https://wiki.example.com/rollback
              high:
                - {owner: on-call, text: 42}
            """);

    assertThat(playbook.steps(AlertType.OUTPUT_DRIFT, Severity.MEDIUM))
        .containsExactly(new Step("Call Ada.", "risk desk", "https://wiki.example.com/rollback"));
    assertThat(playbook.steps(AlertType.OUTPUT_DRIFT, Severity.HIGH))
        .containsExactly(new Step("42", "on-call", null));
    assertThat(playbook.steps(AlertType.DATA_DRIFT, Severity.HIGH))
        .isEqualTo(PlaybookFile.standard().steps(AlertType.DATA_DRIFT, Severity.HIGH));
  }

  @Test
  void everyProblemIsToldAtOnceWithItsLine() {
    assertThatThrownBy(() ->
            read(
                """
                data_drift:
                  high:
                    - text: Look.
                      ownr: on-call
                    - owner: on-call
                      text: "  "
                    - text: [a, b]
                      owner: on-call
                      link: runbook
                    - {}
                  urgent: []
                label_drift: now
                drift:
                  low:
                    - text: x
                      owner: y
                output_drift:
                  low: {text: x, owner: y}
                  low: []
                  ? [medium]
                  : 3
                """))
        .isInstanceOf(PlaybookException.class)
        .hasMessage(
            lines(
                "3: a step of data_drift, high has no owner",
                "4: unknown key `ownr` in a step; known are text, owner, link",
                "6: text of a step must be a text",
                "7: text of a step must be a text",
                "9: link must start with https:// or http://, was runbook",
                "10: a step of data_drift, high must have a text and an owner",
                "11: unknown severity `urgent`; known are low, medium, high, critical",
                "11: data_drift, urgent must be a list of steps, like `- text: …`",
                "12: label_drift must hold severities, like `high:`",
                "13: unknown alert type `drift`; known are data_drift, output_drift, label_drift,"
                    + " latency_drift, segment_drift, data_quality, performance_degradation,"
                    + " concept_drift, unusual_samples",
                "18: output_drift, low must be a list of steps, like `- text: …`",
                "19: the key `low` stands here for the second time",
                "20: a key must be a word"));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      quoteCharacter = '|',
      textBlock =
          """
          ||,              : is empty; expected alert types, like `data_drift:`
          |# nothing|,     : is empty; expected alert types, like `data_drift:`
          {},              :1: a playbook must hold alert types, like `data_drift:`
          - x,             :1: a playbook must hold alert types, like `data_drift:`
          data_drift:,     |:1: data_drift must hold severities, like `high:`|
          |a: [b|,         :1: is not valid YAML
          """)
  void whatIsNoPlaybookIsRefused(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(PlaybookException.class)
        .hasMessageStartingWith(folder.resolve("own.yaml") + message);
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Path none = folder.resolve("none.yaml");
    Path latin = folder.resolve("latin.yaml");
    Files.write(latin, "label_drift: Größe".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> PlaybookFile.read(none)).hasMessage("there is no playbook " + none);
    assertThatThrownBy(() -> PlaybookFile.read(latin))
        .hasMessage("cannot read " + latin + ": it is not written in UTF-8");
    assertThatThrownBy(() -> PlaybookFile.read(folder))
        .isInstanceOf(PlaybookException.class)
        .hasMessageStartingWith("cannot read " + folder + ": ");
  }

  private Playbook read(String text) throws IOException {
    return PlaybookFile.read(Files.writeString(folder.resolve("own.yaml"), text));
  }

  private String lines(String... problems) {
    List<String> lines = new ArrayList<>();
    for (String problem : problems) {
      lines.add(folder.resolve("own.yaml") + ":" + problem);
    }
    return String.join(System.lineSeparator(), lines);
  }
}
