package dev.leeway.core.anomaly;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import java.time.Instant;
import java.util.Arrays;

/// Numbers stand for themselves; infinities are the largest finite ones; missing, unreadable and
/// NaN are NaN.
///
/// @param quantiles order statistics of the fitted rows' values, evenly spaced from the smallest to
///   the largest, at most [#POINTS]; empty when no value is present
/// @param missing fitted rows without a number
/// @param rows fitted rows
record NumberCoding(ColumnSpec column, double[] quantiles, int missing, int rows)
    implements FeatureCoding {

  static final int POINTS = 1001;

  /// The last instant with four digits of year.
  private static final double LAST_INSTANT = 253_402_300_799.0;

  /// Below this share on its side a value is rare by itself.
  private static final double RARE = 0.05;

  static NumberCoding of(ColumnSpec column, ColumnData data, int[] rows) {
    Codes codes = codesOf(data);
    double[] values =
        Arrays.stream(rows)
            .mapToDouble(codes::at)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    int points = Math.min(POINTS, values.length);
    double[] quantiles = new double[points];
    for (int i = 0; i < points; i++) {
      long steps = Math.max(1, points - 1);
      quantiles[i] = values[Math.toIntExact(i * (values.length - 1L) / steps)];
    }
    return new NumberCoding(column, quantiles, rows.length - values.length, rows.length);
  }

  @Override
  public boolean lowIsStrange() {
    return false;
  }

  @Override
  public double from() {
    return quantiles.length == 0 ? Double.NEGATIVE_INFINITY : quantiles[0];
  }

  @Override
  public double to() {
    return quantiles.length == 0 ? Double.POSITIVE_INFINITY : quantiles[quantiles.length - 1];
  }

  @Override
  public Codes codes(ColumnData data) {
    return codesOf(data);
  }

  private static Codes codesOf(ColumnData data) {
    if (data instanceof NumericData numbers) {
      return new Numbers(numbers.values());
    }
    return row -> Double.NaN;
  }

  private static final class Numbers implements Codes {

    private final double[] values;

    Numbers(double[] values) {
      this.values = values;
    }

    @Override
    public double at(int row) {
      return clip(values[row]);
    }

    @Override
    public void copy(int from, int length, double[] codes) {
      for (int row = 0; row < length; row++) {
        codes[row] = clip(values[from + row]);
      }
    }

    /// NaN stays NaN.
    private static double clip(double value) {
      return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }
  }

  @Override
  public UnusualFeature describe(double fall, ColumnData data, int row) {
    double code = codesOf(data).at(row);
    if (Double.isNaN(code) || !(data instanceof NumericData numbers)) {
      boolean unreadable = !(data instanceof NumericData some) || some.isUnreadable(row);
      double share = rows == 0 ? 0 : (double) missing / rows;
      String clue =
          (unreadable ? "is no number" : "is missing")
              + (missing == 0
                  ? ", unlike anywhere in the reference"
                  : ", as in " + Words.percent(share) + " of the reference");
      return new UnusualFeature(column.name(), fall, "", share, clue);
    }
    String value = write(numbers.values()[row]);
    double below = shareBelow(code);
    double above = 1 - shareBelow(Math.nextUp(code));
    return new UnusualFeature(
        column.name(),
        fall,
        value,
        Math.min(1 - below, 1 - above),
        value + " " + place(below, above));
  }

  private String place(double below, double above) {
    int points = quantiles.length;
    if (points == 0) {
      return "is a number, unlike anywhere in the reference";
    }
    if (below == 1) {
      return "is above every value of the reference (largest " + write(quantiles[points - 1]) + ")";
    }
    if (above == 1) {
      return "is below every value of the reference (smallest " + write(quantiles[0]) + ")";
    }
    String place =
        below > above
            ? "is above " + Words.percent(below) + " of the reference"
            : "is below " + Words.percent(above) + " of the reference";
    return Math.max(below, above) < 1 - RARE ? place + ", unusual only beside the others" : place;
  }

  /// The share of quantiles below `value`, 0 without any.
  private double shareBelow(double value) {
    int low = 0;
    int high = quantiles.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (quantiles[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return quantiles.length == 0 ? 0 : (double) low / quantiles.length;
  }

  private String write(double value) {
    if (column.kind() == Kind.DATETIME && Math.abs(value) <= LAST_INSTANT) {
      return Instant.ofEpochSecond((long) Math.floor(value)).toString();
    }
    return CategoryNames.of(value);
  }
}
