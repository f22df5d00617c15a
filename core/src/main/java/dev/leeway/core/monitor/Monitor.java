package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.IsolationForest;
import dev.leeway.core.anomaly.Scorer;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.concept.ConceptDetection;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.concept.ConceptPolicy;
import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.MainMetric;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import java.util.ArrayList;
import java.util.List;

/// Everything that rows are compared with, made once from a reference: its bins, what its labels
/// say of the model, how its labels depend on its inputs, and a forest that tells usual rows from
/// unusual ones. Immutable.
public final class Monitor {

  /// The seed of everything that is drawn, so that the same data give the same findings.
  private static final long SEED = 1;

  private static final int SCORED_AT_ONCE = 1 << 15;

  private final MonitorSpec spec;
  private final Batch rows;
  private final Reference reference;
  private final Measurement measurement;
  private final Measurement.Outcome performance;
  private final Measurement.Outcome latency;
  private final List<PerformanceState> windows;
  private final IsolationForest forest;

  private Monitor(MonitorSpec spec, Batch rows, List<Batch> windows) {
    this.spec = spec;
    this.rows = rows;
    this.reference = Reference.of(spec.schema(), rows);
    this.measurement = Measurement.of(spec.schema(), spec.scoring(), rows);
    this.performance = measurement.performance(rows);
    this.latency = measurement.latency(rows);
    this.windows =
        windows.stream()
            .flatMap(window -> measurement.performance(window).state().stream())
            .toList();
    this.forest = IsolationForest.fit(spec.schema(), rows, SEED);
  }

  /// Learns a reference.
  ///
  /// @param spec what is asked; every column of its schema must be in `rows`
  /// @param rows the reference's rows
  /// @param windows the same rows by windows of time, so that what metrics do by themselves from
  ///   window to window is no degradation; fewer than 3 tell nothing
  public static Monitor of(MonitorSpec spec, Batch rows, List<Batch> windows) {
    return new Monitor(spec, rows, windows);
  }

  /// The reference's bins and counts.
  public Reference reference() {
    return reference;
  }

  /// What the model answers.
  public Task task() {
    return measurement.task();
  }

  /// The metrics of reference rows by themselves, such as one of their windows; empty where nothing
  /// can be measured.
  public List<MetricValue> metrics(Batch referenceRows) {
    return measurement
        .performance(referenceRows)
        .state()
        .map(PerformanceState::metrics)
        .orElse(List.of());
  }

  /// Rows to judge, and what to judge them by.
  public record Case(Monitor monitor, Batch rows) {

    private DriftDetection.Comparison counted() {
      ProfileBuilder builder = monitor.reference.newProfile();
      builder.add(rows);
      return new DriftDetection.Comparison(monitor.reference, monitor.rows, builder.build(), rows);
    }
  }

  /// Judges one set of rows.
  public Evaluation evaluate(Batch current, Work work) {
    return evaluateAll(List.of(new Case(this, current)), work).get(0);
  }

  /// Judges several sets of rows that are looked at together, such as windows or segments: their
  /// tests of drift share one false-discovery budget, and their losses one error of 5 %
  /// (Bonferroni). The monitors must have one policy and one set of methods.
  public static List<Evaluation> evaluateAll(List<Case> cases, Work work) {
    if (cases.isEmpty()) {
      return List.of();
    }
    MonitorSpec first = cases.get(0).monitor().spec;
    List<DriftDetection.Comparison> comparisons = cases.stream().map(Case::counted).toList();
    List<DriftResult> drift =
        DriftDetection.compareAll(comparisons, first.policy(), first.methods());
    if (cases.size() == 1) {
      Profile profile = comparisons.get(0).window();
      Case only = cases.get(0);
      return List.of(only.monitor().evaluation(only.rows(), profile, drift.get(0), 1, work));
    }
    Evaluation[] evaluations = new Evaluation[cases.size()];
    work.each(
        evaluations.length,
        at -> {
          Case one = cases.get(at);
          Profile profile = comparisons.get(at).window();
          evaluations[at] =
              one.monitor()
                  .evaluation(one.rows(), profile, drift.get(at), cases.size(), Work.inOrder());
        });
    return List.of(evaluations);
  }

  private Evaluation evaluation(
      Batch current, Profile profile, DriftResult drift, int comparisons, Work work) {
    return new Evaluation(
        profile,
        drift,
        compared(performance, measurement.performance(current), comparisons),
        compared(latency, measurement.latency(current), comparisons),
        concept(current),
        unusual(current, work));
  }

  private UnusualSamples unusual(Batch current, Work work) {
    Scorer scorer = forest.scorer(current);
    double[] scores = new double[scorer.rows()];
    work.each(
        (scores.length + SCORED_AT_ONCE - 1) / SCORED_AT_ONCE,
        piece -> {
          int from = piece * SCORED_AT_ONCE;
          scorer.score(from, Math.min(scores.length, from + SCORED_AT_ONCE), scores);
        });
    return UnusualSamples.of(scorer, scores);
  }

  private ConceptDrift concept(Batch current) {
    return ConceptDetection.compare(
        reference,
        rows,
        current,
        measurement.task(),
        measurement.positive().orElse(null),
        ConceptPolicy.calibrated());
  }

  private PerformanceComparison compared(
      Measurement.Outcome before, Measurement.Outcome now, int comparisons) {
    Task task = before.task();
    if (before.state().isEmpty() || now.state().isEmpty()) {
      return PerformanceComparison.missing(
          task,
          before.state().isEmpty()
              ? "in the reference " + before.missing()
              : "in the current data " + now.missing());
    }
    PerformanceState reference = before.state().get();
    PerformanceState current = now.state().get();
    List<PerformanceState> spread = task == Task.SERVING ? List.of() : windows;
    List<MetricComparison> metrics = new ArrayList<>();
    for (MetricValue value : current.metrics()) {
      Metric metric = value.metric();
      MetricValue referenceValue = reference.metric(metric);
      List<MetricValue> windowValues =
          spread.stream().map(window -> window.metric(metric)).toList();
      metrics.add(
          new MetricComparison(
              referenceValue,
              value,
              Degradation.between(referenceValue, windowValues, value, comparisons).orElse(null)));
    }
    MainMetric main = measurement.main(reference);
    return new PerformanceComparison(
        task, "", main.metric(), main.why(), metrics, spread.size(), reference, current);
  }
}
