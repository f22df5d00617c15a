package dev.leeway.core;

import static java.util.Objects.requireNonNull;

import dev.leeway.core.alert.Severity;
import dev.leeway.core.performance.AccuracyDrop;
import dev.leeway.core.performance.ConfusionMatrix;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Watches one classifier: remembers a baseline, takes batches of inputs, predictions and actual
/// labels, and tells when they drift.
///
/// ```java
/// ModelMonitor monitor = ModelMonitor.of(predictor, scaler, baselineData, baselineTargets);
/// monitor.logPredictions(x, actual, predicted);
/// if (monitor.detectDataDrift(x).detected()) { … }
/// MonitoringReport report = monitor.monitoringReport();
/// ```
///
/// The baseline should be data the model was *not* trained on; else its accuracy is too good and
/// every later batch looks worse. An accuracy of [#SUSPICIOUS_ACCURACY] or more is warned of.
///
/// What is detected is logged to the [System.Logger] `dev.leeway` and kept as a [MonitorAlert]:
/// data drift is high when [#MANY_FEATURES] or more features drift, else low; output drift is
/// medium; a confirmed loss of accuracy is critical above 5 points, else low. Each check of a quiet
/// batch raises a false alarm with a chance of about 5 %, whatever the number of features; see
/// [DriftRule] and [AccuracyDrop] for the rules.
///
/// Safe for use by several threads; calls take turns. Memory is the sorted baseline and a history
/// of at most [Builder#historyLimit] batches and as many alerts; nothing of a batch's rows is kept.
public final class ModelMonitor {

  /// A baseline predicted as well as this looks like data that the model was trained on.
  public static final double SUSPICIOUS_ACCURACY = 0.995;

  /// Drift in this many features at once is of high severity.
  public static final int MANY_FEATURES = 3;

  private final Predictor predictor;
  private final @Nullable Scaler scaler;
  private final Baseline baseline;
  private final DriftRule rule;
  private final InstantSource clock;
  private final Logger logger;
  private final MonitoringHistory history;
  private final List<String> warnings = new ArrayList<>();
  private @Nullable DataDrift latestDataDrift;
  private @Nullable String pendingNote;

  private ModelMonitor(Builder options, double[][] data, int[] targets) {
    this.predictor = options.predictor;
    this.scaler = options.scaler;
    this.rule = new DriftRule(options.significance, options.seed);
    this.clock = options.clock;
    this.logger = options.logger;
    this.history = new MonitoringHistory(options.historyLimit);
    Rows.requireTable("baseline data", data, data.length == 0 ? 0 : data[0].length);
    Rows.requireSize("baseline targets", targets.length, "baseline rows", data.length);
    List<String> names = options.featureNames(data[0].length);
    this.baseline = new Baseline(names, data, targets, classesOf(data));
    warnOfTrainingData();
  }

  /// A monitor with default options, of a classifier that takes the data as it is.
  ///
  /// @param baselineData one array a row, all of the same length
  /// @param baselineTargets the actual class of each row
  public static ModelMonitor of(
      Predictor predictor, double[][] baselineData, int[] baselineTargets) {
    return builder(predictor).build(baselineData, baselineTargets);
  }

  /// A monitor with default options, of a classifier whose inputs are scaled first.
  public static ModelMonitor of(
      Predictor predictor, Scaler scaler, double[][] baselineData, int[] baselineTargets) {
    return builder(predictor).scaler(scaler).build(baselineData, baselineTargets);
  }

  /// Starts a monitor with other options.
  public static Builder builder(Predictor predictor) {
    return new Builder(predictor);
  }

  /// What batches are compared with.
  public Baseline baseline() {
    return baseline;
  }

  /// The model's class for each row: scaled, if there is a scaler, then predicted.
  public synchronized int[] predict(double[][] x) {
    requireBatch(x);
    return classesOf(x);
  }

  /// Records how good the predictions of a batch were. Detects nothing by itself.
  ///
  /// @param x one array a row, as long as the baseline's
  /// @param actual the actual class of each row
  /// @param predicted the predicted class of each row
  public synchronized BatchMetrics logPredictions(double[][] x, int[] actual, int[] predicted) {
    requireBatch(x);
    Rows.requireSize("actual labels", actual.length, "rows", x.length);
    Rows.requireSize("predicted labels", predicted.length, "rows", x.length);
    BatchMetrics metrics = BatchMetrics.of(clock.instant(), ConfusionMatrix.of(actual, predicted));
    history.add(metrics);
    return metrics;
  }

  /// Compares each feature's values in a batch, before scaling, with the baseline's. NaN is left
  /// out and counted; infinite values are the smallest and largest of all.
  public synchronized DataDrift detectDataDrift(double[][] x) {
    requireBatch(x);
    DataDrift drift = rule.data(baseline, x);
    latestDataDrift = drift;
    if (drift.detected()) {
      List<FeatureDrift> drifted = drift.driftedFeatures();
      logger.log(Level.WARNING, "Data drift detected in " + drifted.size() + " features");
      Severity severity = drifted.size() >= MANY_FEATURES ? Severity.HIGH : Severity.LOW;
      history.add(new MonitorAlert.OfData(clock.instant(), severity, drifted));
    }
    return drift;
  }

  /// Compares how often each class is predicted with the baseline's predictions.
  public synchronized OutputDrift detectOutputDrift(int[] predicted) {
    requireLabels("predicted labels", predicted);
    OutputDrift drift = rule.output(baseline, predicted);
    if (drift instanceof OutputDrift.Compared compared && compared.detected()) {
      logger.log(Level.WARNING, "Output drift detected in predictions");
      history.add(
          new MonitorAlert.OfOutput(
              clock.instant(), Severity.MEDIUM, compared.chi2Statistic(), compared.pValue()));
    }
    return drift;
  }

  /// Compares a batch's accuracy with the baseline's. A drop of more than 5 points that chance
  /// could still explain is logged and stands among the report's warnings until a later call; it is
  /// no alert yet.
  public synchronized PerformanceDegradation detectPerformanceDegradation(
      int[] actual, int[] predicted) {
    requireLabels("actual labels", actual);
    Rows.requireSize("predicted labels", predicted.length, "actual labels", actual.length);
    PerformanceDegradation found =
        new PerformanceDegradation(
            AccuracyDrop.between(baseline.matrix(), ConfusionMatrix.of(actual, predicted)));
    pendingNote = found.pending() ? found.pendingNote() : null;
    if (pendingNote != null) {
      logger.log(Level.WARNING, pendingNote);
    }
    found.severity().ifPresent(severity -> raise(found, severity));
    return found;
  }

  private void raise(PerformanceDegradation found, Severity severity) {
    Level level = severity == Severity.CRITICAL ? Level.ERROR : Level.WARNING;
    logger.log(level, "Performance degradation detected");
    history.add(
        new MonitorAlert.OfPerformance(
            clock.instant(),
            severity,
            found.baselineAccuracy(),
            found.currentAccuracy(),
            found.degradation()));
  }

  /// Everything seen so far; an immutable snapshot.
  public synchronized MonitoringReport monitoringReport() {
    List<String> all = new ArrayList<>(warnings);
    if (pendingNote != null) {
      all.add(pendingNote);
    }
    return history.report(latestDataDrift, all);
  }

  /// Neither scaler nor predictor gets the caller's arrays, since some work in place.
  private int[] classesOf(double[][] x) {
    double[][] rows = Rows.copy(x);
    if (scaler != null) {
      rows = scaler.transform(rows);
      Rows.requireSize("scaled rows", rows.length, "rows", x.length);
    }
    int[] predicted = predictor.predict(rows);
    Rows.requireSize("predicted labels", predicted.length, "rows", x.length);
    return predicted;
  }

  private void requireBatch(double[][] x) {
    Rows.requireTable("the batch", x, baseline.features().size());
  }

  private static void requireLabels(String what, int[] labels) {
    if (labels.length == 0) {
      throw new IllegalArgumentException(what + " must be at least 1, were none");
    }
  }

  private void warnOfTrainingData() {
    if (baseline.accuracy() >= SUSPICIOUS_ACCURACY) {
      String warning =
          "The baseline's accuracy is %s: it looks like training data; use data the model has not seen"
              .formatted(baseline.accuracy());
      warnings.add(warning);
      logger.log(Level.WARNING, warning);
    }
  }

  /// The options of a [ModelMonitor].
  public static final class Builder {

    private final Predictor predictor;
    private @Nullable Scaler scaler;
    private @Nullable List<String> featureNames;
    private double significance = 0.05;
    private long seed;
    private int historyLimit = 10_000;
    private InstantSource clock = InstantSource.system();
    private Logger logger = System.getLogger("dev.leeway");

    private Builder(Predictor predictor) {
      this.predictor = requireNonNull(predictor, "predictor");
    }

    /// What is done to rows before the predictor sees them; nothing by default.
    public Builder scaler(Scaler scaler) {
      this.scaler = requireNonNull(scaler, "scaler");
      return this;
    }

    /// The names of the features; `feature_0`, `feature_1`, … by default.
    public Builder featureNames(List<String> names) {
      this.featureNames = List.copyOf(names);
      return this;
    }

    /// The false-alarm rate of the drift checks, in (0, 1); 0.05 by default.
    public Builder significance(double significance) {
      this.significance = significance;
      return this;
    }

    /// The seed of resampling tests, so that the same calls give the same answers; 0 by default.
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /// How many batches, and how many alerts, are kept; at least 1, 10,000 by default. Totals go on
    /// counting beyond it.
    public Builder historyLimit(int limit) {
      if (limit < 1) {
        throw new IllegalArgumentException("history limit must be at least 1, was " + limit);
      }
      this.historyLimit = limit;
      return this;
    }

    /// Where the time comes from; the system's clock by default.
    public Builder clock(InstantSource clock) {
      this.clock = requireNonNull(clock, "clock");
      return this;
    }

    /// Where to tell what was detected; the logger `dev.leeway` by default.
    public Builder logger(Logger logger) {
      this.logger = requireNonNull(logger, "logger");
      return this;
    }

    /// The monitor; calls the predictor on the baseline.
    ///
    /// @param baselineData one array a row, all of the same length
    /// @param baselineTargets the actual class of each row
    public ModelMonitor build(double[][] baselineData, int[] baselineTargets) {
      return new ModelMonitor(this, baselineData, baselineTargets);
    }

    private List<String> featureNames(int width) {
      if (featureNames == null) {
        return IntStream.range(0, width).mapToObj(column -> "feature_" + column).toList();
      }
      Rows.requireSize("feature names", featureNames.size(), "values in a row", width);
      if (Set.copyOf(featureNames).size() < width) {
        throw new IllegalArgumentException("feature names must differ, were " + featureNames);
      }
      return featureNames;
    }
  }
}
