package dev.leeway.app.report.image;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A feature's mean and quartiles on both sides, in standard deviations of the reference from its
/// mean. The current quartiles are read off the counts on the reference's bins, linear within one.
///
/// @param before lower quartile, mean and upper quartile of the reference
/// @param now the same of the current values
record Spread(String name, boolean drifted, double[] before, double[] now) {

  /// Values farther out are drawn at this distance.
  static final double FARTHEST = 6;

  /// The numeric features that vary, most drifted first.
  static List<Spread> of(CheckResult check, int most) {
    List<ColumnDrift> ranked =
        check.drift().columns().stream()
            .filter(column -> column.column().role() == Role.FEATURE)
            .sorted(
                Comparator.comparing(ColumnDrift::verdict)
                    .thenComparing(Comparator.comparingDouble(ColumnDrift::effect).reversed()))
            .toList();
    List<Spread> spreads = new ArrayList<>();
    for (ColumnDrift column : ranked) {
      if (spreads.size() == most) {
        break;
      }
      add(spreads, check, column);
    }
    return spreads;
  }

  private static void add(List<Spread> spreads, CheckResult check, ColumnDrift column) {
    for (int at = 0; at < check.reference().columns().size(); at++) {
      ColumnReference reference = check.reference().columns().get(at);
      if (reference instanceof NumericReference numbers
          && reference.column().name().equals(column.column().name())
          && check.current().columns().get(at) instanceof NumericProfile now) {
        double mean = numbers.profile().mean().orElse(Double.NaN);
        double unit = numbers.profile().standardDeviation().orElse(0);
        if (unit > 0 && Double.isFinite(unit) && now.mean().isPresent()) {
          double[] before = {
            numbers.quantile(0.25).orElse(mean), mean, numbers.quantile(0.75).orElse(mean)
          };
          double[] after = {
            quantile(numbers, now, 0.25), now.mean().getAsDouble(), quantile(numbers, now, 0.75)
          };
          spreads.add(
              new Spread(
                  column.column().name(),
                  column.drifted(),
                  normed(before, mean, unit),
                  normed(after, mean, unit)));
        }
      }
    }
  }

  private static double[] normed(double[] values, double mean, double unit) {
    double[] normed = new double[values.length];
    for (int at = 0; at < values.length; at++) {
      normed[at] = Math.max(-FARTHEST, Math.min(FARTHEST, (values[at] - mean) / unit));
    }
    return normed;
  }

  /// The quantile of a window's values by its counts.
  static double quantile(NumericReference reference, NumericProfile window, double probability) {
    long[] counts = window.counts();
    double[] edges = reference.edges();
    double wanted = probability * window.finite();
    double lowest = window.min().orElse(0);
    double highest = window.max().orElse(0);
    long below = 0;
    for (int bin = 0; bin < counts.length; bin++) {
      if (counts[bin] > 0 && below + counts[bin] >= wanted) {
        double left = bin == 0 ? lowest : Math.max(lowest, edges[bin - 1]);
        double right = bin >= edges.length ? highest : Math.min(highest, edges[bin]);
        return left + (right - left) * (wanted - below) / counts[bin];
      }
      below += counts[bin];
    }
    return highest;
  }
}
