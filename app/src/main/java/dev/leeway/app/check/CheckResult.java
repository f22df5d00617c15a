package dev.leeway.app.check;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.alert.Recommendation;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Finding;
import dev.leeway.core.monitor.PerformanceComparison;
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
/// @param evaluation what was found of the current data as a whole
/// @param referenceWindows the reference by windows, measured only; empty unless asked for
/// @param windows the current data by windows; empty unless asked for
/// @param overTime the windows of time followed under a budget of false alarms; empty unless asked
///   for
/// @param segments the current data by segments; empty without a segment column
/// @param worst the most unusual current rows, worst first
/// @param alerts what a person should know, most severe first
/// @param playbook what to do about alerts
/// @param recommendation whether to retrain, and if not, what to do
/// @param notes what was noticed on the way, such as columns only one side has
public record CheckResult(
    Instant generatedAt,
    String version,
    Input referenceInput,
    Input currentInput,
    Map<String, Object> options,
    Reference reference,
    Evaluation evaluation,
    List<WindowResult> referenceWindows,
    List<WindowResult> windows,
    Optional<OverTime> overTime,
    List<SegmentResult> segments,
    List<WorstRow> worst,
    List<Alert> alerts,
    Playbook playbook,
    Recommendation recommendation,
    List<String> notes) {

  public CheckResult {
    referenceWindows = List.copyOf(referenceWindows);
    windows = List.copyOf(windows);
    segments = List.copyOf(segments);
    worst = List.copyOf(worst);
    alerts = List.copyOf(alerts);
    notes = List.copyOf(notes);
  }

  /// Every column against the reference.
  public DriftResult drift() {
    return evaluation.drift();
  }

  /// The current data, counted.
  public Profile current() {
    return evaluation.profile();
  }

  /// How good the answers are.
  public PerformanceComparison performance() {
    return evaluation.performance();
  }

  /// One finding for each component, in their order; that on performance tells a loss over time.
  public List<Finding> findings() {
    return evaluation.findings().stream().map(this::overTime).toList();
  }

  private Finding overTime(Finding finding) {
    return finding.component() == Component.PERFORMANCE_METRICS
        ? overTime
            .flatMap(OverTime::loss)
            .map(loss ->
                new Finding(
                    finding.component(),
                    Verdict.DRIFTED,
                    loss.summary() + "; " + finding.sentence()))
            .orElse(finding)
        : finding;
  }

  /// A large loss that is not confirmed, in the period or over time, is neither drifted nor stable.
  public boolean isPending(Finding finding) {
    return evaluation.isPending(finding);
  }

  /// The verdict of one of [#findings] in reports: `pending` or its id.
  public String state(Finding finding) {
    return evaluation.state(finding);
  }

  /// The severity of the worst alert.
  public Optional<Severity> highestSeverity() {
    return alerts.stream().map(Alert::severity).max(Comparator.naturalOrder());
  }

  /// Drifted when any column did, inconclusive when none could be judged.
  public Verdict verdict() {
    return drift().verdict(Role.values());
  }

  /// The verdict in one sentence.
  public String headline() {
    return Headline.of(this);
  }

  /// 1 when an alert is at or above `failOn`, 2 when no column could be judged, else 0.
  public int exitCode(Optional<Severity> failOn) {
    if (drift().judged() == 0) {
      return 2;
    }
    boolean failed =
        failOn.isPresent()
            && highestSeverity().filter(worst -> worst.compareTo(failOn.get()) >= 0).isPresent();
    return failed ? 1 : 0;
  }
}
