package dev.leeway.core.performance;

import dev.leeway.core.stats.Proportion;
import java.math.BigInteger;
import java.util.OptionalLong;

/// The fall of a share between two independent samples, by integers where a threshold decides.
///
/// @param confidence of the lower bound, one-sided
record ShareDrop(Share reference, Share current, double confidence) {

  /// A drop is critical above 5 points, a twentieth.
  private static final BigInteger TWENTY = BigInteger.valueOf(20);

  /// A prediction of what is needed goes no further than this.
  private static final long MOST = 1L << 40;

  /// What the true drop exceeds, by Newcombe (1998), method 10.
  double lowerBound() {
    return lowerBound(current.part(), current.whole());
  }

  Degradation.State state() {
    return Degradation.State.of(isAboveCritical(), lowerBound() > 0);
  }

  /// About how much larger the current whole must become to confirm this drop if the share stays as
  /// it is; 0 when it is confirmed; empty when nothing would do.
  OptionalLong needed() {
    if (lowerBound() > 0) {
      return OptionalLong.of(0);
    }
    long enough = current.whole();
    while (!confirmedWith(enough)) {
      if (enough > MOST) {
        return OptionalLong.empty();
      }
      enough *= 2;
    }
    long tooFew = enough / 2;
    while (enough - tooFew > 1) {
      long middle = tooFew + (enough - tooFew) / 2;
      if (confirmedWith(middle)) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return OptionalLong.of(Math.max(1, enough - current.whole()));
  }

  private boolean confirmedWith(long whole) {
    long part = Math.min(whole, (long) Math.ceil(current.value() * whole));
    return lowerBound(part, whole) > 0;
  }

  private double lowerBound(long part, long whole) {
    return Proportion.lowerBoundOfDifference(
        reference.part(), reference.whole(), part, whole, confidence);
  }

  /// In integers, since 0.95 − 0.90 and 0.90 − 0.85 lie on different sides of 0.05 as doubles.
  boolean isAboveCritical() {
    BigInteger before = product(reference.part(), current.whole());
    BigInteger now = product(current.part(), reference.whole());
    return before
            .subtract(now)
            .multiply(TWENTY)
            .compareTo(product(reference.whole(), current.whole()))
        > 0;
  }

  private static BigInteger product(long first, long second) {
    return BigInteger.valueOf(first).multiply(BigInteger.valueOf(second));
  }
}
