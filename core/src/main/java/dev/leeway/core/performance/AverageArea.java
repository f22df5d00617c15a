package dev.leeway.core.performance;

import dev.leeway.core.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mean of the areas under the ROC curves of each class against the rest, over the classes that
/// have rows and lack some: each weighing the same, or as many rows as it has.
///
/// The areas of the same rows depend on each other in a way that separate scores do not tell. The
/// standard error of a mean is at most the mean of the standard errors, so that is taken.
final class AverageArea {

  private final Metric metric;
  private final List<ScoredClass> usable;
  private final long all;
  private final boolean unscored;

  /// @param metric [Metric#ROC_AUC_MACRO] or [Metric#ROC_AUC_WEIGHTED]
  /// @param classes those that have scores
  /// @param unscored the number of classes that have rows and no scores
  AverageArea(Metric metric, List<ScoredClass> classes, long unscored) {
    this.metric = metric;
    this.all = classes.size() + unscored;
    this.unscored = unscored > 0;
    this.usable = classes.stream().filter(ScoredClass::hasBoth).toList();
  }

  MetricValue value(long rows) {
    if (usable.isEmpty()) {
      return MetricValue.absent(metric, rows, Absence.ONE_CLASS);
    }
    double sum = 0;
    double errors = 0;
    for (ScoredClass of : usable) {
      MetricValue area = of.area(metric);
      Double value = area.value();
      Double error = area.standardError();
      sum += weight(of) * (value == null ? Double.NaN : value);
      errors += weight(of) * (error == null ? Double.NaN : error);
    }
    double mean = sum / weights();
    double error = errors / weights();
    MetricValue value =
        Double.isNaN(error)
            ? MetricValue.withoutInterval(metric, mean, rows, Absence.TOO_FEW_ROWS)
            : MetricValue.normal(metric, mean, error, IntervalMethod.DELONG, rows);
    return value.over(new Share(usable.size(), all), left());
  }

  private @Nullable Absence left() {
    if (unscored) {
      return Absence.CLASS_WITHOUT_SCORE;
    }
    return usable.size() == all ? null : Absence.CLASS_WITHOUT_ROWS;
  }

  /// What holds the mean of the scores before they were rounded; needs a class with an area.
  Interval bounds() {
    double low = 0;
    double high = 0;
    for (ScoredClass of : usable) {
      Interval bounds = of.bounds(metric);
      low += weight(of) * bounds.low();
      high += weight(of) * bounds.high();
    }
    return new Interval(low / weights(), high / weights());
  }

  private double weights() {
    return usable.stream().mapToDouble(this::weight).sum();
  }

  private double weight(ScoredClass of) {
    return metric == Metric.ROC_AUC_MACRO ? 1 : of.own().total();
  }
}
