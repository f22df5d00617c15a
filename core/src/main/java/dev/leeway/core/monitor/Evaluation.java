package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Profile;
import java.util.List;

/// Everything found of one set of rows, such as a window.
///
/// @param profile the rows, counted on the reference's bins
/// @param drift every column against the reference
/// @param performance how good the answers are
/// @param latency how fast they came
/// @param concept the relation of label and inputs
/// @param unusual single unusual rows
public record Evaluation(
    Profile profile,
    DriftResult drift,
    PerformanceComparison performance,
    PerformanceComparison latency,
    ConceptDrift concept,
    UnusualSamples unusual) {

  /// One finding for each component, in their order.
  public List<Finding> findings() {
    return Findings.of(this);
  }

  /// What has to be known beside the figures on performance and latency, as sentences without a
  /// full stop: scores that are missing, classes that the reference lacks, averages over fewer
  /// classes than there are, latencies that cannot be. Empty when there is nothing.
  public List<String> caveats() {
    return Caveats.of(this);
  }

  /// That predictions or scores are lost, and which metrics with them, as some of [#caveats]; empty
  /// when none are.
  public List<String> lostAnswers() {
    return Caveats.lostAnswers(this);
  }

  /// Whether a finding of these rows is a large loss that is not confirmed, which is neither
  /// drifted nor stable.
  public boolean isPending(Finding finding) {
    return finding.component() == Component.PERFORMANCE_METRICS
        && finding.verdict() != Verdict.DRIFTED
        && performance
            .degradation()
            .filter(loss -> loss.state() == Degradation.State.PENDING)
            .isPresent();
  }

  /// The verdict of a finding of these rows in reports: `pending` or its id.
  public String state(Finding finding) {
    return isPending(finding) ? "pending" : finding.verdict().id();
  }

  /// The finding of that component.
  public Finding finding(Component component) {
    return findings().get(component.ordinal());
  }
}
