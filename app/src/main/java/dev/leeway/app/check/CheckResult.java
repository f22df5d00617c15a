package dev.leeway.app.check;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a check found; all reports are made from it.
///
/// @param generatedAt when the check ran
/// @param version the program's version
/// @param referenceInput where the reference came from
/// @param currentInput where the current data came from
/// @param options the options that shaped the result, by their names on the command line
/// @param reference the profiled reference
/// @param current the profiled current data
/// @param drift the comparison
/// @param performance accuracy on both sides, where labels and predictions are there
/// @param alerts what a person should know, most severe first
/// @param notes what was noticed on the way, such as columns only one side has
public record CheckResult(
    Instant generatedAt,
    String version,
    Input referenceInput,
    Input currentInput,
    Map<String, Object> options,
    Reference reference,
    Profile current,
    DriftResult drift,
    Optional<PerformanceComparison> performance,
    List<Alert> alerts,
    List<String> notes) {

  public CheckResult {
    alerts = List.copyOf(alerts);
    notes = List.copyOf(notes);
  }

  /// The severity of the worst alert.
  public Optional<Severity> highestSeverity() {
    return alerts.stream().map(Alert::severity).max(Comparator.naturalOrder());
  }

  /// Drifted when any column did, inconclusive when none could be judged.
  public Verdict verdict() {
    return drift.verdict(Role.values());
  }

  /// The verdict in one sentence.
  public String headline() {
    return Headline.of(this);
  }

  /// 1 when an alert is at or above `failOn`, 2 when no column could be judged, else 0.
  public int exitCode(Optional<Severity> failOn) {
    if (drift.judged() == 0) {
      return 2;
    }
    boolean failed =
        failOn.isPresent()
            && highestSeverity().filter(worst -> worst.compareTo(failOn.get()) >= 0).isPresent();
    return failed ? 1 : 0;
  }
}
