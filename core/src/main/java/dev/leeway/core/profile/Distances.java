package dev.leeway.core.profile;

import java.util.Optional;

/// Kolmogorov–Smirnov statistic and Wasserstein-1 distance between the values of a reference and a
/// window.
///
/// Infinite values are left out; they are counted apart.
///
/// @param ks largest distance of the two distribution functions, in [0, 1], or the lower end of
///   where it lies
/// @param ksHigh upper end; equal to `ks` when exact
/// @param wasserstein area between the two distribution functions in the column's unit, or the
///   lower end of where it lies; infinite where the values are too large
/// @param wassersteinHigh upper end; equal to `wasserstein` when exact
public record Distances(double ks, double ksHigh, double wasserstein, double wassersteinHigh) {

  /// Whether both numbers are exact and not intervals.
  public boolean exact() {
    return ks == ksHigh && wasserstein == wassersteinHigh;
  }

  /// From the values themselves; empty when one side has none, or the reference's are no longer
  /// kept.
  ///
  /// Both samples are counted on up to [NumericReference#FINE_BINS] bins of the reference, at whose
  /// edges the two distribution functions are known exactly. Inside a bin their difference can only
  /// fall by the window's mass there and rise by the reference's, so for the statistic only bins
  /// that could still beat the best edge are sorted and walked, and for the distance only bins in
  /// which the difference could change sign; in all others the area follows from sums.
  public static Optional<Distances> exact(NumericReference reference, NumericData window) {
    FineBins fine = reference.fine();
    double[] values = NumericReference.finite(window);
    if (fine == null || values.length == 0) {
      return Optional.empty();
    }
    RefinedComparison refined = new RefinedComparison(fine, values);
    double ks = refined.kolmogorovSmirnov();
    double wasserstein = refined.wasserstein();
    return Optional.of(new Distances(ks, ks, wasserstein, wasserstein));
  }

  /// From counts, extremes and means: intervals, exact at the edges of the bins. Empty when one
  /// side has no finite value.
  public static Optional<Distances> bounds(NumericReference reference, NumericProfile window) {
    long[] rises = reference.profile().sharedCounts();
    long[] falls = window.sharedCounts();
    long n = reference.profile().finite();
    long m = window.finite();
    if (n == 0 || m == 0) {
      return Optional.empty();
    }
    double[] edges = reference.edges();
    double ksLow = 0;
    double ksHigh = 0;
    double areaLow = 0;
    double areaHigh = 0;
    // Running counts, since sums of shares can round to more than 1.
    long before = 0;
    long now = 0;
    for (int bin = 0; bin < rises.length; bin++) {
      double left = bin == 0 ? Math.min(window.rawMin(), edges[0]) : edges[bin - 1];
      double right = bin == edges.length ? Math.max(window.rawMax(), left) : edges[bin];
      double width = right - left;
      long risen = before + rises[bin];
      long fallen = now + falls[bin];
      double lowest = (double) before / n - (double) fallen / m;
      double highest = (double) risen / n - (double) now / m;
      double after = (double) risen / n - (double) fallen / m;
      // A bin one double wide holds a single value; where only one side has mass the difference is
      // monotone.
      boolean endsOnly = rises[bin] == 0 || falls[bin] == 0 || Math.nextUp(left) == right;
      double most = Math.max(Math.abs(lowest), Math.abs(highest));
      double least = lowest > 0 ? lowest : highest < 0 ? -highest : 0;
      ksLow = Math.max(ksLow, Math.abs(after));
      ksHigh = Math.max(ksHigh, endsOnly ? Math.abs(after) : most);
      // A width may overflow, and infinity times 0 is no number.
      areaLow += least == 0 ? 0 : width * least;
      areaHigh += most == 0 ? 0 : width * most;
      before = risen;
      now = fallen;
    }
    areaLow = Math.max(areaLow, shift(reference.profile(), window));
    return Optional.of(
        new Distances(ksLow, Math.max(ksLow, ksHigh), areaLow, Math.max(areaLow, areaHigh)));
  }

  /// The distance of the means, which the area between the distribution functions cannot be below;
  /// less what rounding may have added.
  private static double shift(NumericProfile reference, NumericProfile window) {
    double before = reference.meanDeviation().orElse(Double.NaN);
    double now = window.meanDeviation().orElse(Double.NaN);
    double rounding = 2 * Math.ulp(Math.max(Math.abs(before), Math.abs(now)));
    double shift = Math.abs(now - before) - rounding;
    return shift > 0 ? shift : 0;
  }
}
