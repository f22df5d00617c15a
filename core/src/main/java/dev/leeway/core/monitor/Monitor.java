package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.IsolationForest;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.concept.ConceptDetection;
import dev.leeway.core.concept.ConceptDrift;
import dev.leeway.core.concept.ConceptPolicy;
import dev.leeway.core.concept.ConceptReference;
import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.MainMetric;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ByteOutput;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that rows are compared with, made once from a reference: its bins, what its labels
/// say of the model, how its labels depend on its inputs, and a forest that tells usual rows from
/// unusual ones. Immutable.
public final class Monitor {

  /// The seed of everything that is drawn, so that the same data give the same findings.
  private static final long SEED = 1;

  private final Measurement measurement;
  private final Reference reference;
  private final Batch rows;

  /// Whether `rows` are all rows of the reference, not a sample of them.
  private final boolean complete;

  private final Measured measured;
  private final List<PerformanceState> windows;
  private final ConceptReference concept;
  private final IsolationForest forest;
  private final long fingerprint;

  private Monitor(
      Measurement measurement,
      Reference reference,
      Batch rows,
      boolean complete,
      Measured measured,
      List<Measured> windows) {
    this.measurement = measurement;
    this.reference = reference;
    this.rows = rows;
    this.complete = complete;
    this.measured = measured;
    this.windows =
        windows.stream()
            .flatMap(window -> measurement.performance(window).state().stream())
            .toList();
    this.concept =
        ConceptReference.of(
            reference, rows, measurement.task(), measurement.positive().orElse(null), Set.of());
    this.forest = IsolationForest.fit(spec().schema(), rows, SEED);
    this.fingerprint = fingerprint(measurement, reference, concept, forest);
  }

  /// Learns a reference.
  ///
  /// @param spec what is asked; every column of its schema must be in `rows`
  /// @param rows the reference's rows
  /// @param windows the same rows by windows of time, so that what metrics do by themselves from
  ///   window to window is no degradation; fewer than 3 tell nothing
  public static Monitor of(MonitorSpec spec, Batch rows, List<Batch> windows) {
    return of(spec, rows, windows, Work.inOrder());
  }

  /// The same, its columns being `work`.
  public static Monitor of(MonitorSpec spec, Batch rows, List<Batch> windows, Work work) {
    Reference reference = Reference.of(spec.schema(), rows, work);
    Measurement measurement = Measurement.of(spec, reference, rows);
    return new Monitor(
        measurement,
        reference,
        rows,
        true,
        measurement.measure(rows),
        windows.stream().map(measurement::measure).toList());
  }

  /// Learns a reference whose rows are not all at hand. The policies of other tools, which need
  /// them, then cannot judge.
  ///
  /// @param measurement how rows are measured, found out from `reference` and `sample`
  /// @param reference the reference's bins and counts, of all rows
  /// @param sample rows drawn from it uniformly, of which what is usual among rows is learnt, and
  ///   how labels depend on inputs; every column of the schema must be in it. Rows beyond 51,200
  ///   add nothing to the former, and for the latter they are the reference's side of the
  ///   comparison
  /// @param measured all rows of the reference, measured by `measurement`
  /// @param windows the same by windows of time; fewer than 3 tell nothing
  public static Monitor of(
      Measurement measurement,
      Reference reference,
      Batch sample,
      Measured measured,
      List<Measured> windows) {
    return new Monitor(measurement, reference, sample, false, measured, windows);
  }

  /// The reference's bins and counts.
  public Reference reference() {
    return reference;
  }

  /// What the model answers.
  public Task task() {
    return measurement.task();
  }

  /// The metric whose loss alarms; empty where the reference could not be measured.
  public Optional<Metric> mainMetric() {
    return measurement.performance(measured).state().map(state -> measurement.main(state).metric());
  }

  MonitorSpec spec() {
    return measurement.spec();
  }

  Measurement measurement() {
    return measurement;
  }

  ConceptReference concept() {
    return concept;
  }

  IsolationForest forest() {
    return forest;
  }

  /// The metrics of reference rows by themselves, such as one of their windows; empty where nothing
  /// can be measured.
  public List<MetricValue> metrics(Batch referenceRows) {
    return metrics(measurement.measure(referenceRows));
  }

  /// The metrics of rows that this monitor's [Measurement] measured; empty where nothing could be.
  public List<MetricValue> metrics(Measured measured) {
    return measurement
        .performance(measured)
        .state()
        .map(PerformanceState::metrics)
        .orElse(List.of());
  }

  /// Counts rows batch by batch, scores and latencies exactly.
  public Observer observer() {
    return observer(Resolution.EXACT);
  }

  /// Counts rows batch by batch.
  ///
  /// @param resolution how finely scores and latencies are kept: with [Resolution#EXACT] memory
  ///   grows with their distinct values, with [Resolution#BINNED] it does not, and areas under
  ///   curves and latencies have an error
  public Observer observer(Resolution resolution) {
    return new Observer(this, resolution);
  }

  /// Identifies everything that counting rows depends on: observations merge, are read back and
  /// judged only within one fingerprint. A monitor learnt again from the same rows, in the same
  /// order and by the same spec, has the same.
  public long fingerprint() {
    return fingerprint;
  }

  private static long fingerprint(
      Measurement measurement,
      Reference reference,
      ConceptReference concept,
      IsolationForest forest) {
    ByteOutput out = new ByteOutput(0, (byte) 1);
    out.putLong(reference.fingerprint());
    out.putString(measurement.description());
    out.putLong(concept.fingerprint());
    out.putBlock(forest.toBytes());
    return out.fingerprint();
  }

  void requireSame(Monitor other) {
    if (other.fingerprint != fingerprint) {
      throw new IllegalArgumentException(
          "observations must be of one monitor, were of %016x and %016x"
              .formatted(fingerprint, other.fingerprint));
    }
  }

  /// Rows to judge, and what to judge them by.
  public record Case(Monitor monitor, Batch rows) {

    private Observed observe(Work work) {
      Observer observer = monitor.observer();
      observer.add(rows, 0, work);
      return new Observed(observer.snapshot(), rows);
    }
  }

  /// An observation, and the rows behind it where they are at hand.
  private record Observed(Observation state, @Nullable Batch rows) {

    private DriftDetection.Comparison comparison() {
      Monitor monitor = state.monitor();
      return new DriftDetection.Comparison(
          monitor.reference, monitor.complete ? monitor.rows : null, state.profile(), rows);
    }

    private Evaluation evaluation(DriftResult drift, int comparisons) {
      return state.monitor().evaluation(state, rows, drift, comparisons);
    }
  }

  /// Judges one set of rows.
  public Evaluation evaluate(Batch current, Work work) {
    return evaluateAll(List.of(new Case(this, current)), work).get(0);
  }

  /// Judges rows that were counted. The same comes out as with the rows at hand, but for three
  /// things: Kolmogorov–Smirnov statistics and Wasserstein distances are intervals, whose lower end
  /// decides; the policies of other tools cannot judge; and a feature that the rows lack, or of
  /// which more than half the values lie outside the reference's range, is not left out of concept
  /// drift, where rows outside are not judged.
  ///
  /// @throws IllegalArgumentException when the rows were counted by another monitor, or the policy
  ///   is another tool's
  public Evaluation evaluate(Observation current) {
    requireSame(current.monitor());
    return evaluateAll(List.of(current)).get(0);
  }

  /// Judges several sets of rows that are looked at together, such as windows or segments: their
  /// tests of drift share one false-discovery budget, and their losses one error of 5 %
  /// (Bonferroni). The monitors must have one policy and one set of methods.
  public static List<Evaluation> evaluateAll(List<Case> cases, Work work) {
    if (cases.size() == 1) {
      return judge(List.of(cases.get(0).observe(work)), work);
    }
    Observed[] observed = new Observed[cases.size()];
    work.each(observed.length, at -> observed[at] = cases.get(at).observe(Work.inOrder()));
    return judge(List.of(observed), work);
  }

  /// Judges several observations that are looked at together, as [#evaluateAll(List, Work)] does
  /// with rows, and [#evaluate(Observation)] with one observation.
  public static List<Evaluation> evaluateAll(List<Observation> observations) {
    return judge(
        observations.stream().map(state -> new Observed(state, null)).toList(), Work.inOrder());
  }

  private static List<Evaluation> judge(List<Observed> observed, Work work) {
    if (observed.isEmpty()) {
      return List.of();
    }
    MonitorSpec first = observed.get(0).state().monitor().spec();
    List<DriftResult> drift =
        DriftDetection.compareAll(
            observed.stream().map(Observed::comparison).toList(),
            first.policy(),
            first.methods(),
            work);
    Evaluation[] evaluations = new Evaluation[observed.size()];
    work.each(
        evaluations.length,
        at -> evaluations[at] = observed.get(at).evaluation(drift.get(at), evaluations.length));
    return List.of(evaluations);
  }

  private Evaluation evaluation(
      Observation current, @Nullable Batch values, DriftResult drift, int comparisons) {
    return new Evaluation(
        current.profile(),
        drift,
        compared(
            measurement.performance(measured),
            measurement.performance(current.measured()),
            comparisons),
        compared(
            Measurement.latency(measured), Measurement.latency(current.measured()), comparisons),
        concept(current, values),
        UnusualSamples.of(forest, current.scored()));
  }

  /// With rows at hand, features that say nothing of them are left out on both sides.
  private ConceptDrift concept(Observation current, @Nullable Batch values) {
    ConceptPolicy policy = ConceptPolicy.calibrated();
    if (values == null || ConceptDetection.beyondReach(reference, values).isEmpty()) {
      return ConceptDetection.compare(current.concept(), policy);
    }
    return ConceptDetection.compare(
        reference, rows, values, measurement.task(), measurement.positive().orElse(null), policy);
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
