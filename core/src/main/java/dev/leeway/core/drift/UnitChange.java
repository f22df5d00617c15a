package dev.leeway.core.drift;

import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A known conversion of units that would explain how a column's values changed: `current ≈ factor
/// · reference + offset`. It is a guess, and worded as one: a true change of the world can look the
/// same.
///
/// A conversion is guessed when all of this holds of summaries of both sides, as explained at
/// [#between]:
///
/// - undone, it leaves the current values where the reference's are, up to a third of the
///   reference's spread and a tenth of its size;
/// - the middle halves of the two sides do not overlap, or the factor is 10 or more (0.1 or less),
///   so that a common drift of a long-tailed column is not taken for a conversion;
/// - both sides have at least [#MINIMUM_ROWS] finite values and the reference is not constant. With
///   so few rows about one conversion in five is missed, with 200 hardly any.
///
/// Where several conversions would do, the one with the smallest remainder is taken.
///
/// @param factor by what the values look multiplied, above 0
/// @param offset what looks added after that
/// @param words the guess in words, to follow the column's name and a colon
public record UnitChange(double factor, double offset, String words) {

  /// Fewer finite values than this on either side tell nothing.
  public static final int MINIMUM_ROWS = 50;

  private static final double REMAINDER_OF_SPREAD = 1 / 3.0;
  private static final double REMAINDER_OF_SIZE = 0.1;
  private static final double FAR = 10;

  /// Quantiles at 5 %, 10 %, …, 95 %.
  private static final int QUANTILES = 19;

  /// Standard deviations from the mean at which a normal distribution has its 10 %, 25 %, 50 %, 75
  /// % and 90 % quantiles.
  private static final double[] NORMAL = {-1.2816, -0.6745, 0, 0.6745, 1.2816};

  private static final List<UnitChange> KNOWN = known();

  private static List<UnitChange> known() {
    List<UnitChange> known = new ArrayList<>();
    both(known, 1000, "1,000", "seconds to milliseconds", "milliseconds to seconds");
    both(known, 1e6, "1,000,000", "millions to units", "units to millions");
    both(known, 100, "100", "shares to percent, or euros to cents", "percent to shares");
    both(known, 60, "60", "minutes to seconds", "seconds to minutes");
    both(known, 3600, "3,600", "hours to seconds", "seconds to hours");
    both(known, 2.54, "2.54", "inches to centimetres", "centimetres to inches");
    both(known, 1.609344, "1.609", "miles to kilometres", "kilometres to miles");
    both(known, 1 / 0.45359237, "2.205", "kilograms to pounds", "pounds to kilograms");
    known.add(affine(1.8, 32, "converted from degrees Celsius to Fahrenheit (1.8 x + 32)"));
    known.add(
        affine(
            1 / 1.8, -32 / 1.8, "converted from degrees Fahrenheit to Celsius ((x - 32) / 1.8)"));
    known.add(affine(1, 273.15, "converted from degrees Celsius to kelvins (x + 273.15)"));
    known.add(affine(1, -273.15, "converted from kelvins to degrees Celsius (x - 273.15)"));
    return List.copyOf(known);
  }

  private static void both(
      List<UnitChange> known, double factor, String written, String up, String down) {
    known.add(affine(factor, 0, "multiplied by %s, as from %s".formatted(written, up)));
    known.add(affine(1 / factor, 0, "divided by %s, as from %s".formatted(written, down)));
  }

  private static UnitChange affine(double factor, double offset, String what) {
    return new UnitChange(factor, offset, "values look " + what);
  }

  /// Guesses for a column of numbers; for other kinds there is none.
  ///
  /// @param window the current values' counts and sums
  /// @param values the current values, for quantiles; without them mean and standard deviation
  ///   stand in for them, which outliers spoil
  public static Optional<UnitChange> of(
      NumericReference reference, NumericProfile window, @Nullable NumericData values) {
    NumericProfile before = reference.profile();
    if (reference.column().kind() != Kind.NUMERIC
        || before.finite() < MINIMUM_ROWS
        || window.finite() < MINIMUM_ROWS) {
      return Optional.empty();
    }
    if (values == null) {
      return between(moments(before), moments(window));
    }
    double[] sorted =
        Arrays.stream(values.values(), 0, values.size())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double[] then = new double[QUANTILES];
    double[] now = new double[QUANTILES];
    for (int at = 0; at < QUANTILES; at++) {
      double probability = (at + 1) / (QUANTILES + 1.0);
      then[at] = reference.quantile(probability).orElse(Double.NaN);
      now[at] = sorted[(int) Math.round(probability * (sorted.length - 1))];
    }
    return between(then, now);
  }

  /// Guesses from summaries of both sides: equally many points each, rising, such that converting
  /// the values converts the points. Quantiles are such, and so is the mean with multiples of the
  /// standard deviation around it. A quarter of the points must lie below the middle half, and a
  /// quarter above.
  ///
  /// Empty when a point is NaN or infinite, when the reference's points are all the same, or when
  /// nothing fits.
  ///
  /// @throws IllegalArgumentException if the numbers of points differ or are fewer than 5
  public static Optional<UnitChange> between(double[] reference, double[] current) {
    if (reference.length != current.length || reference.length < NORMAL.length) {
      throw new IllegalArgumentException(
          "both sides need equally many points, at least %d, were %d and %d"
              .formatted(NORMAL.length, reference.length, current.length));
    }
    double median = reference[reference.length / 2];
    double spread = 0;
    double size = 0;
    double sum = 0;
    for (int at = 0; at < reference.length; at++) {
      spread += Math.abs(reference[at] - median);
      size += Math.abs(reference[at]);
      sum += Math.abs(current[at]);
    }
    if (!(spread > 0) || !Double.isFinite(spread + size + sum)) {
      return Optional.empty();
    }
    UnitChange best = null;
    double least = Double.POSITIVE_INFINITY;
    for (UnitChange change : KNOWN) {
      double remainder = change.remainder(reference, current);
      double most =
          change.offset == 0
              ? Math.min(REMAINDER_OF_SPREAD * spread, REMAINDER_OF_SIZE * size)
              : REMAINDER_OF_SPREAD * spread;
      if (remainder <= most && remainder < least && change.isApart(reference, current)) {
        best = change;
        least = remainder;
      }
    }
    return Optional.ofNullable(best);
  }

  private double remainder(double[] reference, double[] current) {
    double remainder = 0;
    for (int at = 0; at < reference.length; at++) {
      remainder += Math.abs((current[at] - offset) / factor - reference[at]);
    }
    return remainder;
  }

  private boolean isApart(double[] reference, double[] current) {
    int low = (reference.length - 1) / 4;
    int high = reference.length - 1 - low;
    return factor >= FAR
        || factor <= 1 / FAR
        || current[low] > reference[high]
        || current[high] < reference[low];
  }

  private static double[] moments(NumericProfile profile) {
    OptionalDouble mean = profile.mean();
    OptionalDouble deviation = profile.standardDeviation();
    double[] points = new double[NORMAL.length];
    for (int at = 0; at < points.length; at++) {
      points[at] = mean.orElse(Double.NaN) + NORMAL[at] * deviation.orElse(Double.NaN);
    }
    return points;
  }
}
