package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.profile.Profile;
import java.util.List;
import java.util.Optional;

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

  /// That scores are lost, and which metrics with them, as one of [#caveats]; empty when none are.
  public Optional<String> lostScores() {
    return Caveats.lostScores(this);
  }

  /// The finding of that component.
  public Finding finding(Component component) {
    return findings().get(component.ordinal());
  }
}
