package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import dev.leeway.core.stats.Interval;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/// The state behind the metrics of a model that answers numbers: exact sums of the errors e =
/// prediction − actual, of their sizes and powers, and of the actual values y.
///
/// Values are those of scikit-learn: MAPE divides by max(|y|, 2⁻⁵²), so that rows whose actual
/// value is 0 make it huge; [#zeroActuals()] says how many there are. R² of actual values that are
/// all equal has no value (scikit-learn gives 1 or 0). A row whose actual or predicted value is not
/// finite is left out, see [#unusableRows()]. Where a square exceeds the largest double, what needs
/// it has no value.
///
/// Intervals: Student for the means, and for RMSE the roots of the ends of Student's interval of
/// the mean square; the delta method for R² = 1 − SSE/SST, whose derivative by a row's weight is
/// ((1 − R²)(y − ȳ)² − e²) / SST. None is valid for the largest error.
public final class RegressionState implements PerformanceState {

  private static final List<Metric> DEFINED =
      List.copyOf(EnumSet.range(Metric.MAE, Metric.MAX_ERROR));

  private final Sums sums;

  private RegressionState(Sums sums) {
    this.sums = sums;
  }

  /// @param percentages |e| / max(|y|, 2⁻⁵²)
  private record Sums(
      MeanSums errors,
      MeanSums sizes,
      MeanSums squares,
      MeanSums percentages,
      MeanSums actuals,
      FourthPowers fourthPowers,
      double maxError,
      long zeroActuals,
      long unusableRows) {}

  /// The state of the rows of both.
  public RegressionState merge(RegressionState other) {
    Sums that = other.sums;
    return new RegressionState(
        new Sums(
            sums.errors.merge(that.errors),
            sums.sizes.merge(that.sizes),
            sums.squares.merge(that.squares),
            sums.percentages.merge(that.percentages),
            sums.actuals.merge(that.actuals),
            sums.fourthPowers.merge(that.fourthPowers),
            Math.max(sums.maxError, that.maxError),
            sums.zeroActuals + that.zeroActuals,
            sums.unusableRows + that.unusableRows));
  }

  @Override
  public Task task() {
    return Task.REGRESSION;
  }

  @Override
  public long rows() {
    return sums.errors.count();
  }

  /// The number of rows left out because a value was not finite.
  public long unusableRows() {
    return sums.unusableRows;
  }

  /// The number of rows whose actual value is 0, for which a percentage has no meaning.
  public long zeroActuals() {
    return sums.zeroActuals;
  }

  @Override
  public List<Metric> defined() {
    return DEFINED;
  }

  @Override
  public MetricValue metric(Metric metric) {
    if (!DEFINED.contains(metric)) {
      return MetricValue.absent(metric, rows(), Absence.NOT_APPLICABLE);
    }
    if (rows() == 0) {
      return MetricValue.absent(metric, 0, Absence.NO_ROWS);
    }
    return switch (metric) {
      case MAE -> mean(metric, sums.sizes);
      case MAPE -> mean(metric, sums.percentages);
      case BIAS -> mean(metric, sums.errors);
      case RMSE -> rootMeanSquare();
      case R2 -> determination();
      case MAX_ERROR ->
          MetricValue.withoutInterval(metric, sums.maxError, rows(), Absence.NO_METHOD);
      default -> throw new IllegalArgumentException(metric + " is not of regression");
    };
  }

  private static MetricValue mean(Metric metric, MeanSums losses) {
    return MetricValue.student(metric, losses.mean(), losses.standardError(), losses.count());
  }

  private MetricValue rootMeanSquare() {
    double square = sums.errors.meanSquare();
    double root = Math.sqrt(square);
    if (rows() < 2) {
      return MetricValue.withoutInterval(Metric.RMSE, root, rows(), Absence.TOO_FEW_ROWS);
    }
    double error = sums.squares.standardError();
    if (!Double.isFinite(square) || !Double.isFinite(error)) {
      return MetricValue.withoutInterval(Metric.RMSE, root, rows(), Absence.OVERFLOW);
    }
    if (error == 0) {
      return MetricValue.student(Metric.RMSE, root, 0, rows());
    }
    double half =
        error
            * TDistribution.of(rows() - 1.0)
                .inverseSurvivalProbability((1 - MetricValue.CONFIDENCE) / 2);
    Interval interval =
        new Interval(
            Math.min(root, Math.sqrt(Math.max(0, square - half))),
            Math.max(root, Math.sqrt(square + half)));
    return new MetricValue(
        Metric.RMSE,
        root,
        interval,
        IntervalMethod.STUDENT,
        error / (2 * root),
        null,
        rows(),
        null);
  }

  private MetricValue determination() {
    if (rows() < 2) {
      return MetricValue.absent(Metric.R2, rows(), Absence.TOO_FEW_ROWS);
    }
    double total = sums.actuals.deviations();
    if (total == 0) {
      return MetricValue.absent(Metric.R2, rows(), Absence.NO_SPREAD);
    }
    double unexplained = sums.errors.meanSquare() / total * rows();
    double contrasts =
        sums.fourthPowers.squaredContrasts(unexplained, sums.actuals, sums.errors, sums.squares);
    double error = Math.sqrt(contrasts * rows() / (rows() - 1.0)) / total;
    return MetricValue.normal(Metric.R2, 1 - unexplained, error, IntervalMethod.DELTA, rows());
  }

  void write(ByteOutput out) {
    for (MeanSums losses :
        List.of(sums.errors, sums.sizes, sums.squares, sums.percentages, sums.actuals)) {
      PerformanceCodec.write(out, losses);
    }
    FourthPowers powers = sums.fourthPowers;
    for (BigDecimal sum :
        List.of(powers.cubes(), powers.fourths(), powers.mixedOnce(), powers.mixedTwice())) {
      PerformanceCodec.write(out, sum);
    }
    out.putCount(powers.overflowed());
    out.putDouble(sums.maxError);
    out.putCount(sums.zeroActuals);
    out.putCount(sums.unusableRows);
  }

  static RegressionState read(ByteInput in) {
    Sums sums =
        new Sums(
            PerformanceCodec.readMeanSums(in),
            PerformanceCodec.readMeanSums(in),
            PerformanceCodec.readMeanSums(in),
            PerformanceCodec.readMeanSums(in),
            PerformanceCodec.readMeanSums(in),
            new FourthPowers(
                PerformanceCodec.readSum(in),
                PerformanceCodec.readSum(in),
                PerformanceCodec.readSum(in),
                PerformanceCodec.readSum(in),
                in.count()),
            in.real(),
            in.count(),
            in.count());
    long rows = sums.errors.count();
    for (MeanSums losses : List.of(sums.sizes, sums.squares, sums.percentages, sums.actuals)) {
      if (losses.count() != rows) {
        throw in.damaged("of %d rows %d are in a sum".formatted(rows, losses.count()));
      }
    }
    if (!(sums.maxError >= 0) || sums.zeroActuals > rows || sums.fourthPowers.overflowed() > rows) {
      throw in.damaged("counts do not fit %d rows".formatted(rows));
    }
    return new RegressionState(sums);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegressionState that && sums.equals(that.sums);
  }

  @Override
  public int hashCode() {
    return sums.hashCode();
  }

  @Override
  public String toString() {
    return "RegressionState[%d rows]".formatted(rows());
  }

  /// Adds rows one by one. For one thread.
  public static final class Recorder {

    private static final double EPSILON = 0x1p-52;

    private final MeanSums.Recorder errors = new MeanSums.Recorder();
    private final MeanSums.Recorder sizes = new MeanSums.Recorder();
    private final MeanSums.Recorder squares = new MeanSums.Recorder();
    private final MeanSums.Recorder percentages = new MeanSums.Recorder();
    private final MeanSums.Recorder actuals = new MeanSums.Recorder();
    private final FourthPowers.Recorder fourthPowers = new FourthPowers.Recorder();
    private double maxError;
    private long zeroActuals;
    private long unusableRows;

    /// Adds a row; one with a value that is not finite is counted as unusable.
    public void add(double actual, double predicted) {
      double error = predicted - actual;
      if (!Double.isFinite(error)) {
        unusableRows++;
        return;
      }
      double size = Math.abs(error);
      errors.add(error);
      sizes.add(size);
      squares.add(error * error);
      percentages.add(size / Math.max(Math.abs(actual), EPSILON));
      actuals.add(actual);
      fourthPowers.add(actual, error);
      maxError = Math.max(maxError, size);
      zeroActuals += actual == 0 ? 1 : 0;
    }

    /// What was added so far; the recorder can go on.
    public RegressionState snapshot() {
      return new RegressionState(
          new Sums(
              errors.snapshot(),
              sizes.snapshot(),
              squares.snapshot(),
              percentages.snapshot(),
              actuals.snapshot(),
              fourthPowers.snapshot(),
              maxError,
              zeroActuals,
              unusableRows));
    }
  }
}
