package dev.leeway.core.sequential;

/// When a mean changed: from a stream seen backwards, the start ν of the new for which what came
/// since is the least like the old, and all others that are nearly as good.
///
/// Log likelihood of ν, up to a constant: ℓ(ν) = n·d(mean since ν), where d is the divergence of
/// the new mean from the old, for means on the alarm's side only. The set is {ν: ℓ(ν) ≥ max ℓ − q}.
/// Were both means known, ℓ at the true ν would be exceeded by q anywhere after it, or anywhere
/// before it, with a chance of e^−q each (Ville), also at the moment of an alarm: ln(2/0.05) = 3.7
/// would do for 95 %. For the mean that is fitted one nat is added; simulation holds the coverage.
final class ChangePoint {

  private static final double SLACK = Math.log(2 / 0.05) + 1;

  private final long end;
  private final double[] likelihood = new double[4_096];
  private final long[] starts = new long[4_096];
  private int size;
  private long rows;
  private double sum;

  /// How far a mean lies from the old one, in nats a row; 0 on the side without an alarm.
  @FunctionalInterface
  interface Divergence {
    double of(double mean);
  }

  /// @param end the step after the last
  ChangePoint(long end) {
    this.end = end;
  }

  /// Takes `moreRows` older rows with this sum.
  void older(long moreRows, double moreSum, Divergence divergence) {
    rows += moreRows;
    sum += moreSum;
    place(end - rows, rows * divergence.of(sum / rows));
  }

  /// Takes an older start with its log likelihood.
  void place(long start, double logLikelihood) {
    if (size < starts.length) {
      starts[size] = start;
      likelihood[size++] = logLikelihood;
    }
  }

  private int bestAt() {
    int best = 0;
    for (int at = 1; at < size; at++) {
      best = likelihood[at] > likelihood[best] ? at : best;
    }
    return best;
  }

  /// The alarm at the last step, with what was found.
  Alarm alarm(Signal direction, double evidence) {
    int best = bestAt();
    int newest = best;
    int oldest = best;
    for (int at = 0; at < size; at++) {
      if (likelihood[at] >= likelihood[best] - SLACK) {
        newest = Math.min(newest, at);
        oldest = Math.max(oldest, at);
      }
    }
    // Between two starts that were looked at lie others; those next to the set belong to it.
    long low = oldest + 1 < size ? starts[oldest + 1] + 1 : starts[oldest];
    long high = newest > 0 ? starts[newest - 1] - 1 : starts[newest];
    return new Alarm(end - 1, direction, starts[best], low, high, evidence);
  }
}
