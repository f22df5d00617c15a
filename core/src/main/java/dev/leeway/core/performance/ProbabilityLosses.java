package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import dev.leeway.core.stats.ExactSum;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What log loss, Brier score and calibration error are derived from.
///
/// @param logarithms −ln of the probability given to the actual class, in nats; probabilities are
///   cut to [ε, 1 − ε], ε = 2⁻⁵², as scikit-learn does
/// @param brier squared errors of a row: of the positive class's probability, or summed over
///   classes
/// @param bins ten bins of probability, each with its upper end
/// @param outside rows with a score below 0 or above 1; they are in none of the sums
/// @param notAddingUp rows whose scores do not sum to 1; in none of the sums
/// @param withoutScore rows whose actual class has no score; not in the logarithms
record ProbabilityLosses(
    MeanSums logarithms,
    MeanSums brier,
    List<Bin> bins,
    long outside,
    long notAddingUp,
    long withoutScore) {

  static final int BINS = 10;

  /// How far the scores of a row may be from 1 in sum: what rounding to two digits does to three or
  /// four classes.
  static final double SUM_TOLERANCE = 0.02;

  private static final double EPSILON = 0x1p-52;

  /// @param rows whose probability falls into the bin
  /// @param hits those for which the event came true
  /// @param probabilities their exact sum
  record Bin(long rows, long hits, BigDecimal probabilities) {

    private Bin merge(Bin other) {
      return new Bin(
          Math.addExact(rows, other.rows),
          Math.addExact(hits, other.hits),
          MeanSums.canonical(probabilities.add(other.probabilities)));
    }

    private double distance() {
      return probabilities.subtract(BigDecimal.valueOf(hits)).abs().doubleValue();
    }
  }

  ProbabilityLosses merge(ProbabilityLosses other) {
    return new ProbabilityLosses(
        logarithms.merge(other.logarithms),
        brier.merge(other.brier),
        IntStream.range(0, BINS).mapToObj(bin -> bins.get(bin).merge(other.bins.get(bin))).toList(),
        outside + other.outside,
        notAddingUp + other.notAddingUp,
        withoutScore + other.withoutScore);
  }

  void write(ByteOutput out) {
    PerformanceCodec.write(out, logarithms);
    PerformanceCodec.write(out, brier);
    for (Bin bin : bins) {
      out.putCount(bin.rows);
      out.putCount(bin.hits);
      PerformanceCodec.write(out, bin.probabilities);
    }
    out.putCount(outside);
    out.putCount(notAddingUp);
    out.putCount(withoutScore);
  }

  static ProbabilityLosses read(ByteInput in) {
    MeanSums logarithms = PerformanceCodec.readMeanSums(in);
    MeanSums brier = PerformanceCodec.readMeanSums(in);
    List<Bin> bins = new ArrayList<>(BINS);
    for (int bin = 0; bin < BINS; bin++) {
      bins.add(new Bin(in.count(), in.count(), PerformanceCodec.readSum(in)));
    }
    return new ProbabilityLosses(
        logarithms, brier, List.copyOf(bins), in.count(), in.count(), in.count());
  }

  /// `Σ |Σ probability − hits| / rows` over the bins; needs a row.
  double calibrationError() {
    return bins.stream().mapToDouble(Bin::distance).sum() / brier.count();
  }

  /// For one thread.
  static final class Recorder {

    private final MeanSums.Recorder logarithms = new MeanSums.Recorder();
    private final MeanSums.Recorder brier = new MeanSums.Recorder();
    private final ExactSum[] probabilities = new ExactSum[BINS];
    private final long[] rows = new long[BINS];
    private final long[] hits = new long[BINS];
    private long outside;
    private long notAddingUp;
    private long withoutScore;

    Recorder() {
      for (int bin = 0; bin < BINS; bin++) {
        probabilities[bin] = new ExactSum();
      }
    }

    /// A row with the probability of the positive class.
    void add(boolean isPositive, double probability) {
      if (!isProbability(probability)) {
        outside++;
        return;
      }
      double other = 1 - probability;
      logarithms.add(surprise(isPositive ? probability : other));
      double error = isPositive ? other : probability;
      brier.add(error * error);
      bin(probability, isPositive);
    }

    /// A row with the probability of each class.
    ///
    /// @param actual the index of the actual class, or −1 when it has no probability
    void add(int actual, double[] classProbabilities) {
      double sum = 0;
      double squares = 0;
      int likeliest = 0;
      for (int index = 0; index < classProbabilities.length; index++) {
        double probability = classProbabilities[index];
        if (!isProbability(probability)) {
          outside++;
          return;
        }
        double error = index == actual ? 1 - probability : probability;
        sum += probability;
        squares += error * error;
        likeliest = probability > classProbabilities[likeliest] ? index : likeliest;
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        notAddingUp++;
        return;
      }
      if (actual < 0) {
        withoutScore++;
      } else {
        logarithms.add(surprise(classProbabilities[actual]));
      }
      brier.add(actual < 0 ? squares + 1 : squares);
      bin(classProbabilities[likeliest], likeliest == actual);
    }

    private static boolean isProbability(double score) {
      return score >= 0 && score <= 1;
    }

    private static double surprise(double probability) {
      double cut = Math.min(1 - EPSILON, Math.max(EPSILON, probability));
      return -StrictMath.log(cut);
    }

    /// Bins are (0, 0.1], (0.1, 0.2], … (0.9, 1]; 0 is in the first.
    private void bin(double probability, boolean isHit) {
      int bin = 0;
      while (bin < BINS - 1 && probability > (bin + 1) / (double) BINS) {
        bin++;
      }
      rows[bin]++;
      hits[bin] += isHit ? 1 : 0;
      probabilities[bin].add(probability);
    }

    ProbabilityLosses snapshot() {
      List<Bin> bins = new ArrayList<>(BINS);
      for (int bin = 0; bin < BINS; bin++) {
        bins.add(new Bin(rows[bin], hits[bin], MeanSums.canonical(probabilities[bin].value())));
      }
      return new ProbabilityLosses(
          logarithms.snapshot(),
          brier.snapshot(),
          List.copyOf(bins),
          outside,
          notAddingUp,
          withoutScore);
    }
  }
}
