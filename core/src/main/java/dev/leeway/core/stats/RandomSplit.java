package dev.leeway.core.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Splits pooled category counts at random into two samples of given sizes, every split of the rows
/// being equally likely (a multivariate hypergeometric draw). Not thread-safe.
final class RandomSplit {

  // Drawing category after category costs a hypergeometric sampler set up anew each time. Instead
  // each row is first marked on its own with a fixed chance, so that the marks of a category are
  // binomial and come from tables built once. Given their number, the marked rows are a uniformly
  // random set; adding uniformly random unmarked rows (or taking marked ones away) until the number
  // is right leaves it uniform. The chance is set two standard deviations low, so that rows are
  // nearly always added, and at most half of all rows are marked: a random row is unmarked with
  // chance ½ or more. Cost: a few table draws a category and some 2√size row draws.

  /// Categories of this size and more are put together from powers of two, so that there are few
  /// tables however many categories.
  private static final long SMALL = 1L << 10;

  /// The largest power, which bounds the size of a table.
  private static final long LARGEST = 1L << 20;

  private final long[] pooled;
  private final long size;
  private final AliasTable rows;
  private final Marks[][] parts;

  /// @param pooled rows of each category in both samples together, each at least 1
  /// @param size rows of the sample to draw, at most half of all
  RandomSplit(long[] pooled, long size) {
    this.pooled = pooled;
    this.size = size;
    double[] weights = Arrays.stream(pooled).asDoubleStream().toArray();
    double total = Arrays.stream(weights).sum();
    rows = new AliasTable(weights);
    double deviation = Math.sqrt(size * (1 - size / total));
    double chance = Math.max(0, size - 2 * deviation) / total;
    Map<Long, Marks> tables = new HashMap<>();
    parts = new Marks[pooled.length][];
    for (int j = 0; j < pooled.length; j++) {
      List<Marks> sum = new ArrayList<>();
      for (long left = pooled[j]; left > 0; ) {
        long part = left < SMALL ? left : Math.min(LARGEST, Long.highestOneBit(left));
        sum.add(tables.computeIfAbsent(part, trials -> Marks.binomial(trials, chance)));
        left -= part;
      }
      parts[j] = sum.toArray(Marks[]::new);
    }
  }

  /// Writes the drawn sample's count of each category to `counts`.
  void draw(long[] counts, SplittableRandom random) {
    long drawn = 0;
    for (int j = 0; j < pooled.length; j++) {
      long marked = 0;
      for (Marks part : parts[j]) {
        marked += part.draw(random);
      }
      counts[j] = marked;
      drawn += marked;
    }
    while (drawn != size) {
      int j = rows.draw(random);
      boolean marked = random.nextDouble() * pooled[j] < counts[j];
      if (drawn < size && !marked) {
        counts[j]++;
        drawn++;
      } else if (drawn > size && marked) {
        counts[j]--;
        drawn--;
      }
    }
  }

  /// A binomial number of marks, `fewest` plus an outcome of the table.
  private record Marks(long fewest, AliasTable table) {

    /// Probabilities below this share of the largest are left out.
    private static final double NEGLIGIBLE = 1e-22;

    static Marks binomial(long trials, double chance) {
      long mode = Math.min(trials, (long) Math.floor((trials + 1) * chance));
      double odds = chance / (1 - chance);
      // masses relative to that of the mode, from it down and from it up
      List<Double> down = new ArrayList<>();
      double mass = 1;
      for (long k = mode; k > 0 && mass >= NEGLIGIBLE; k--) {
        mass *= k / ((trials - k + 1) * odds);
        down.add(mass);
      }
      List<Double> masses = new ArrayList<>(down);
      Collections.reverse(masses);
      masses.add(1.0);
      mass = 1;
      for (long k = mode; k < trials && mass >= NEGLIGIBLE; k++) {
        mass *= (trials - k) / (k + 1.0) * odds;
        masses.add(mass);
      }
      double[] weights = masses.stream().mapToDouble(Double::doubleValue).toArray();
      return new Marks(mode - down.size(), new AliasTable(weights));
    }

    long draw(SplittableRandom random) {
      return fewest + table.draw(random);
    }
  }
}
