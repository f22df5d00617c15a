package dev.leeway.app.report;

import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.RowProfile;
import dev.leeway.core.profile.TextProfile;
import dev.leeway.core.profile.TextReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// Reference and current shares of a column on the same few bars, for pictures.
///
/// Numbers get bars of equal width between the reference's 1st and 99th percentile, and one beyond
/// each end; the counts of the profile's finer bins are put where the bin's middle lies. Categories
/// get the most frequent ones, the rest in one bar, and a bar for those the reference does not
/// have.
///
/// @param labels what each bar holds
/// @param reference share of the reference's present values in each bar
/// @param current share of the current ones
/// @param ordered whether the bars are of numbers, in their order
public record Histogram(
    List<String> labels, double[] reference, double[] current, boolean ordered) {

  static final String MISSING = "missing";

  /// The picture of `window`, which was counted on `reference`, with about so many bars.
  public static Histogram of(ColumnReference reference, ColumnProfile window, int bars) {
    return switch (reference) {
      case NumericReference numeric -> numbers(numeric, (NumericProfile) window, bars);
      case TextReference text -> numbers(text.lengths(), ((TextProfile) window).lengths(), bars);
      case CategoricalReference categorical ->
          categories(categorical, (CategoricalProfile) window, bars);
      default -> new Histogram(List.of(), new double[0], new double[0], true);
    };
  }

  /// The same as shares of all rows, with a bar for missing values where a side has some.
  ///
  /// @param bars how many, of numbers
  /// @param categories how many, of categories
  static Histogram ofAllRows(
      ColumnReference reference, ColumnProfile window, int bars, int categories) {
    boolean named = reference instanceof CategoricalReference;
    Histogram present = of(reference, window, named ? categories : bars);
    double before = missing(reference.profile());
    double now = missing(window);
    if (before == 0 && now == 0) {
      return present;
    }
    List<String> labels = new ArrayList<>(present.labels);
    labels.add(MISSING);
    return new Histogram(
        labels, with(present.reference, before), with(present.current, now), present.ordered);
  }

  private static double[] with(double[] shares, double missing) {
    double[] all = Arrays.copyOf(shares, shares.length + 1);
    for (int at = 0; at < shares.length; at++) {
      all[at] *= 1 - missing;
    }
    all[shares.length] = missing;
    return all;
  }

  /// The share of rows without a value.
  static double missing(ColumnProfile profile) {
    return switch (profile) {
      case NumericProfile numbers ->
          share(numbers.missing() + numbers.absent() + numbers.notANumber(), numbers.rows());
      case CategoricalProfile names -> share(names.missing() + names.absent(), names.rows());
      case TextProfile text -> share(text.missing() + text.absent(), text.rows());
      case RowProfile rows -> share(rows.missing() + rows.absent(), rows.rows());
    };
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static Histogram numbers(NumericReference reference, NumericProfile window, int bars) {
    OptionalDouble low = reference.quantile(0.01);
    OptionalDouble high = reference.quantile(0.99);
    if (low.isEmpty() || high.isEmpty()) {
      return new Histogram(List.of(), new double[0], new double[0], true);
    }
    double from = low.getAsDouble();
    double to = high.getAsDouble();
    if (from == to) {
      from -= 0.5;
      to += 0.5;
    }
    int inner = Math.max(1, bars - 2);
    double width = (to - from) / inner;
    double[] edges = reference.edges();
    long[] before = reference.profile().counts();
    long[] now = window.counts();
    double[] x = new double[inner + 2];
    double[] y = new double[inner + 2];
    for (int bin = 0; bin < before.length; bin++) {
      double left = bin == 0 ? from - width : Math.max(from - width, edges[bin - 1]);
      double right = bin == edges.length ? to + width : Math.min(to + width, edges[bin]);
      spread(x, before[bin], left, right, from, width);
      spread(y, now[bin], left, right, from, width);
    }
    List<String> labels = new ArrayList<>();
    labels.add("below " + number(from));
    for (int bar = 0; bar < inner; bar++) {
      labels.add(number(from + bar * width) + " to " + number(from + (bar + 1) * width));
    }
    labels.add("above " + number(to));
    return new Histogram(labels, shares(x), shares(y), true);
  }

  /// Spreads a bin's count evenly over the bars it covers.
  private static void spread(
      double[] bars, long count, double left, double right, double from, double width) {
    if (count == 0) {
      return;
    }
    int first = bar(bars, left, from, width);
    int last = bar(bars, right, from, width);
    if (first >= last || !(right > left)) {
      bars[last] += count;
      return;
    }
    double total = right - left;
    for (int bar = first; bar <= last; bar++) {
      double start = Math.max(left, from + (bar - 1) * width);
      double end = Math.min(right, from + bar * width);
      bars[bar] += count * Math.max(0, end - start) / total;
    }
  }

  private static int bar(double[] bars, double value, double from, double width) {
    double at = Math.ceil((value - from) / width);
    return (int) Math.max(0, Math.min(bars.length - 1, at));
  }

  private static Histogram categories(
      CategoricalReference reference, CategoricalProfile window, int bars) {
    long[] before = reference.profile().counts();
    long[] now = window.counts();
    int shown = before.length <= bars - 1 ? before.length : bars - 2;
    List<String> labels = new ArrayList<>(reference.names().subList(0, shown));
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int code = 0; code < shown; code++) {
      x.add((double) before[code]);
      y.add((double) now[code]);
    }
    if (shown < before.length) {
      labels.add((before.length - shown) + " others");
      x.add((double) Arrays.stream(before, shown, before.length).sum());
      y.add((double) Arrays.stream(now, shown, now.length).sum());
    }
    if (window.unseenRows() > 0) {
      labels.add("new");
      x.add(0.0);
      y.add((double) window.unseenRows());
    }
    return new Histogram(
        labels,
        shares(x.stream().mapToDouble(Double::doubleValue).toArray()),
        shares(y.stream().mapToDouble(Double::doubleValue).toArray()),
        false);
  }

  private static double[] shares(double[] counts) {
    double total = Arrays.stream(counts).sum();
    return total == 0 ? counts : Arrays.stream(counts).map(count -> count / total).toArray();
  }

  static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    String text = String.format(Locale.ROOT, size >= 1000 ? "%.0f" : "%.3f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
