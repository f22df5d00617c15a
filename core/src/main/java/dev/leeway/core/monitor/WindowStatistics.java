package dev.leeway.core.monitor;

import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.TextProfile;
import dev.leeway.core.profile.TextReference;
import dev.leeway.core.sequential.BinRanks;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// What a window gives to the series that are followed over time, from its counts alone.
public final class WindowStatistics {

  private WindowStatistics() {}

  /// The value of each series in a window, by its key; without those that have none: no value is
  /// present, or the metric could not be measured on [Degradation#MINIMUM_ROWS] rows.
  ///
  /// @param profile the window, counted on the reference that the series are of
  /// @param metrics what was measured of it
  public static Map<String, Double> of(
      List<WatchedSeries> series, Profile profile, List<MetricValue> metrics) {
    Map<String, Integer> positions = positions(profile.reference());
    Map<String, Double> values = new LinkedHashMap<>();
    for (WatchedSeries one : series) {
      OptionalDouble value;
      if (one.quantity() == WatchedSeries.Quantity.METRIC) {
        value = metric(one, metrics);
      } else {
        int at = Objects.requireNonNull(positions.get(one.column()), one.column());
        ColumnProfile window = profile.columns().get(at);
        value =
            window.absent() == window.rows()
                ? OptionalDouble.empty()
                : value(one, profile.reference().columns().get(at), window);
      }
      value.ifPresent(known -> values.put(one.key(), known));
    }
    return values;
  }

  private static Map<String, Integer> positions(Reference reference) {
    Map<String, Integer> positions = new HashMap<>();
    for (int at = 0; at < reference.columns().size(); at++) {
      positions.put(reference.columns().get(at).column().name(), at);
    }
    return positions;
  }

  private static OptionalDouble metric(WatchedSeries series, List<MetricValue> metrics) {
    for (MetricValue value : metrics) {
      if (value.metric().id().equals(series.column())
          && value.value() != null
          && value.rows() >= Degradation.MINIMUM_ROWS) {
        return OptionalDouble.of(value.value());
      }
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble value(
      WatchedSeries series, ColumnReference reference, ColumnProfile window) {
    return switch (series.quantity()) {
      case LOCATION, SPREAD -> rank(series.quantity(), reference, window);
      case SHARE -> share(series.category(), reference, window);
      case MISSING -> OptionalDouble.of(missing(window));
      case METRIC -> throw new IllegalStateException("a metric is of no column");
    };
  }

  private static OptionalDouble rank(
      WatchedSeries.Quantity quantity, ColumnReference reference, ColumnProfile window) {
    NumericReference numbers =
        reference instanceof TextReference text ? text.lengths() : (NumericReference) reference;
    NumericProfile counted =
        window instanceof TextProfile text ? text.lengths() : (NumericProfile) window;
    if (counted.finite() == 0) {
      return OptionalDouble.empty();
    }
    long[] before = numbers.profile().counts();
    return OptionalDouble.of(
        quantity == WatchedSeries.Quantity.LOCATION
            ? BinRanks.location(before, counted.counts())
            : BinRanks.spread(before, counted.counts()));
  }

  private static OptionalDouble share(
      String category, ColumnReference reference, ColumnProfile window) {
    CategoricalProfile counted = (CategoricalProfile) window;
    if (counted.present() == 0) {
      return OptionalDouble.empty();
    }
    int at = ((CategoricalReference) reference).names().indexOf(category);
    return OptionalDouble.of((double) counted.counts()[at] / counted.present());
  }

  /// The share of the rows without a value that can be used; 0 of no rows.
  static double missing(ColumnProfile column) {
    long rows = column.rows();
    long used =
        column instanceof NumericProfile numbers
            ? numbers.finite()
            : column instanceof TextProfile text
                ? text.present()
                : rows - column.missing() - column.absent();
    return rows == 0 ? 0 : (double) (rows - used) / rows;
  }

  /// How far a series moves when the rows' values move by so many of their standard deviations, for
  /// normal values: a mean rank by Φ(shift/√2) − ½, a share p by shift·√(p(1 − p)). Empty for
  /// spreads and metrics, which are no means of values.
  ///
  /// @param shift in standard deviations of a row's value
  public static OptionalDouble effect(WatchedSeries series, Reference reference, double shift) {
    Integer at = positions(reference).get(series.column());
    if (at == null || series.quantity() == WatchedSeries.Quantity.METRIC) {
      return OptionalDouble.empty();
    }
    ColumnReference column = reference.columns().get(at);
    return switch (series.quantity()) {
      case LOCATION ->
          OptionalDouble.of(
              NormalDistribution.of(0, 1).cumulativeProbability(shift / Math.sqrt(2)) - 0.5);
      case SHARE -> {
        double p = share(series.category(), column, column.profile()).orElse(0);
        yield OptionalDouble.of(shift * Math.sqrt(p * (1 - p)));
      }
      case MISSING -> {
        double p = missing(column.profile());
        yield OptionalDouble.of(shift * Math.sqrt(p * (1 - p)));
      }
      case SPREAD, METRIC -> OptionalDouble.empty();
    };
  }

  /// The mean of the values of a series in some windows; NaN where it has none.
  public static double mean(String key, List<Map<String, Double>> windows) {
    return windows.stream()
        .filter(window -> window.containsKey(key))
        .mapToDouble(window -> window.getOrDefault(key, Double.NaN))
        .average()
        .orElse(Double.NaN);
  }
}
