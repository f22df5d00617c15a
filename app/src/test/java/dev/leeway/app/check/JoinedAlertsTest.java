package dev.leeway.app.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Severity;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedAlertsTest {

  @ParameterizedTest(name = "{0} | {1} → {2}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        // of the period                | over time                     | what is told
        "''                             | ''                            | ''",
        "low data_drift a: 1 moved      | ''                            | low data_drift a: 1 moved",
        "''                             | low data_drift a: since May   | low data_drift a: since May",
        "low label_drift y: moved       | low label_drift y: since May  | low label_drift y: since May",
        "low latency_drift -: slower    | low latency_drift t: since May | low latency_drift t: since May",
        "low data_drift b,a: 2 moved    | high data_drift a,b,c: since May | high data_drift a,b,c: since May",
        "low data_drift a,b: 2 moved    | low data_drift c,b: since May "
            + "| low data_drift c,b,a: since May; in the period as a whole also a",
        "high data_drift a,b,c: 3 moved | low data_drift b,d: since May "
            + "| high data_drift a,b,c,d: 3 moved; since May",
        "critical performance_degradation -: fell | low performance_degradation -: since May "
            + "| critical performance_degradation -: fell; since May",
        "low performance_degradation -: fell | critical performance_degradation -: since May "
            + "| critical performance_degradation -: since May",
        "medium concept_drift -: labels / low label_drift y: moved | low label_drift y: since May "
            + "| low label_drift y: since May / medium concept_drift -: labels",
      })
  void ofOneTypeThereIsOneAlert(String period, String overTime, String told) {
    JoinedAlerts joined = JoinedAlerts.of(alerts(period), alerts(overTime));

    assertThat(joined.all()).containsExactlyElementsOf(alerts(told));
    assertThat(joined.overTime())
        .extracting(Alert::severity, Alert::type)
        .containsExactlyElementsOf(
            alerts(overTime).stream()
                .map(alert -> org.assertj.core.groups.Tuple.tuple(alert.severity(), alert.type()))
                .toList());
  }

  /// `severity type columns: summary`, several with slashes.
  private static List<Alert> alerts(String text) {
    return Arrays.stream(text.split(" / ", -1))
        .filter(alert -> !alert.isBlank())
        .map(JoinedAlertsTest::alert)
        .toList();
  }

  private static Alert alert(String text) {
    int colon = text.indexOf(':');
    String[] words = text.substring(0, colon).split(" ", -1);
    return new Alert(
        Instant.EPOCH,
        Severity.valueOf(words[0].toUpperCase(Locale.ROOT)),
        AlertType.valueOf(words[1].toUpperCase(Locale.ROOT)),
        words[2].equals("-") ? List.of() : List.of(words[2].split(",", -1)),
        text.substring(colon + 2));
  }
}
