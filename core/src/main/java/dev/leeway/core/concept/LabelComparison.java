package dev.leeway.core.concept;

import dev.leeway.core.drift.Effect;
import dev.leeway.core.stats.ChiSquareTail;
import dev.leeway.core.stats.PValue;
import dev.leeway.core.stats.TwoProportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Compares the labels of two tables group by group, within strata.
///
/// For a group and a class let δₛ be the difference of the means of both sides in stratum s, of
/// hits or of residuals, wₛ = nₛmₛ/(nₛ+mₛ), and vₛ the variance of the pooled rows. Then Z = Σ wₛδₛ
/// has variance Σ wₛvₛ when every split of a stratum's rows is equally likely, and Z² over that is
/// about chi-square: Cochran (1954) and Mantel & Haenszel (1959), with residuals in the place of
/// hits. Groups add up. Strata and groups without rows on one side say nothing and do not count.
///
/// A residual's mean does not move when the inputs do, as far as the model is right; and within a
/// stratum inputs can move little, as far as its cells are small. So the inputs' drift enters only
/// by the product of both errors (Robins, Rotnitzky & Zhao, 1994, call this doubly robust).
final class LabelComparison {

  /// Neighbouring groups of less variance, about that many expected rows of the class on the
  /// smaller side, are tested together, as the chi-square distribution needs.
  private static final double ENOUGH_VARIANCE = 8;

  /// A single group of less is not tested.
  private static final double LEAST_VARIANCE = 4;

  /// Normal quantile of 95 %.
  private static final double ONE_SIDED = 1.6448536269514722;

  private static final double NORMAL_MEAN = Math.sqrt(2 / Math.PI);
  private static final int MOST_SHIFTS = 3;
  private static final double NOTABLE = 2;

  private final LabelTable reference;
  private final LabelTable current;
  private final double[][] sums;
  private final double[][] variances;
  private final double[] weights;
  private final double weight;

  private LabelComparison(LabelTable reference, LabelTable current, boolean adjusted) {
    this.reference = reference;
    this.current = current;
    this.sums = new double[reference.groups()][reference.classes()];
    this.variances = new double[reference.groups()][reference.classes()];
    this.weights = new double[reference.groups()];
    for (int group = 0; group < weights.length; group++) {
      if (adjusted) {
        for (int stratum = 0; stratum < reference.strata(); stratum++) {
          addResiduals(group, stratum);
        }
      } else {
        addHits(group);
      }
    }
    this.weight = Arrays.stream(weights).sum();
  }

  /// Compares residuals within strata: what the inputs' drift does not explain.
  static LabelComparison adjusted(LabelTable reference, LabelTable current) {
    return new LabelComparison(reference, current, true);
  }

  /// Compares hits, without strata.
  static LabelComparison plain(LabelTable reference, LabelTable current) {
    return new LabelComparison(reference, current, false);
  }

  private void addResiduals(int group, int stratum) {
    double n = reference.rows(group, stratum);
    double m = current.rows(group, stratum);
    if (n == 0 || m == 0) {
      return;
    }
    weights[group] += n * m / (n + m);
    for (int k = 0; k < reference.classes(); k++) {
      add(
          group,
          k,
          n,
          m,
          reference.residuals(group, stratum, k),
          current.residuals(group, stratum, k),
          reference.squares(group, stratum, k) + current.squares(group, stratum, k));
    }
  }

  private void addHits(int group) {
    double n = rows(reference, group);
    double m = rows(current, group);
    if (n == 0 || m == 0) {
      return;
    }
    weights[group] += n * m / (n + m);
    for (int k = 0; k < reference.classes(); k++) {
      double before = hits(reference, group, k);
      double now = hits(current, group, k);
      add(group, k, n, m, before, now, before + now);
    }
  }

  private void add(
      int group, int k, double n, double m, double before, double now, double squares) {
    double rows = n + m;
    double mean = (before + now) / rows;
    double variance = Math.max(0, squares - rows * mean * mean) / (rows - 1);
    double weight = n * m / rows;
    sums[group][k] += weight * (now / m - before / n);
    variances[group][k] += weight * variance;
  }

  private static long rows(LabelTable table, int group) {
    long rows = 0;
    for (int stratum = 0; stratum < table.strata(); stratum++) {
      rows += table.rows(group, stratum);
    }
    return rows;
  }

  private static long hits(LabelTable table, int group, int k) {
    long hits = 0;
    for (int stratum = 0; stratum < table.strata(); stratum++) {
      hits += table.hits(group, stratum, k);
    }
    return hits;
  }

  /// Whether labels changed in any group, with q = p; null when no group has rows on both sides.
  /// Classes that the reference lacks are tested as well, by Fisher's exact test of all rows.
  @Nullable ConceptTest ofChange() {
    return weight == 0 ? null : best(false);
  }

  /// Whether labels changed in some groups more than in others: the sum of squares less that of the
  /// change common to all, and the mean distance from it. Null when there are not two groups to
  /// compare.
  @Nullable ConceptTest ofDifference() {
    return Arrays.stream(weights).filter(w -> w > 0).count() < 2 ? null : best(true);
  }

  private ConceptTest best(boolean difference) {
    double[] common = new double[reference.classes()];
    int occupied = 0;
    for (int k = 0; k < common.length; k++) {
      for (double[] sum : sums) {
        common[k] += difference ? sum[k] / weight : 0;
      }
      occupied += reference.hits(k) + current.hits(k) > 0 ? 1 : 0;
    }
    Tail best = new Tail(0, 0, PValue.ONE);
    int tests = 0;
    boolean mirrored = occupied == 2;
    for (int k = common.length - 1; k >= 0 && !(mirrored && tests > 0); k--) {
      Tail tail = reference.hits(k) > 0 ? chiSquare(k, difference) : difference ? null : fisher(k);
      if (tail != null) {
        tests++;
        best = tail.p.compareTo(best.p) < 0 ? tail : best;
      }
    }
    double distance = Math.min(1, distance(common));
    double expectedSquare = expectedSquare(difference);
    PValue p = corrected(best.p, tests);
    double effect = Effect.beyondChance(distance, expectedSquare);
    return new ConceptTest(
        best.statistic,
        best.degreesOfFreedom,
        p,
        p.value(),
        distance,
        expectedSquare,
        effect,
        Math.min(1, effect + ONE_SIDED * standardError()));
  }

  /// That of the distance where all signs are certain, at most. Groups are independent. Within one,
  /// the distance is the change of the share of those classes that grew together; as classes
  /// exclude each other, its variance is at most theirs added up, and likewise of those that
  /// shrank, so at most half of all.
  private double standardError() {
    double variance = 0;
    for (double[] group : variances) {
      variance += Arrays.stream(group).sum() / 2;
    }
    return Math.sqrt(variance) / weight;
  }

  /// Bonferroni's correction, in logarithms.
  private static PValue corrected(PValue least, int tests) {
    if (tests <= 1 || least.value() * tests >= 1) {
      return tests <= 1 ? least : PValue.ONE;
    }
    return PValue.ofLn(Math.min(0, least.log10() * Math.log(10) + Math.log(tests)));
  }

  private record Tail(double statistic, int degreesOfFreedom, PValue p) {}

  private @Nullable Tail chiSquare(int k, boolean difference) {
    double statistic = 0;
    int groups = 0;
    double sum = 0;
    double variance = 0;
    double allSum = 0;
    double allVariance = 0;
    double lastSum = 0;
    double lastVariance = 0;
    for (int group = 0; group < sums.length; group++) {
      sum += sums[group][k];
      variance += variances[group][k];
      allSum += sums[group][k];
      allVariance += variances[group][k];
      if (variance >= ENOUGH_VARIANCE) {
        statistic += groups == 0 ? 0 : lastSum * lastSum / lastVariance;
        groups++;
        lastSum = sum;
        lastVariance = variance;
        sum = 0;
        variance = 0;
      }
    }
    // what is left at the end goes with the last full group
    lastSum += sum;
    lastVariance += variance;
    groups = Math.max(1, groups);
    if (lastVariance < LEAST_VARIANCE || (difference && groups < 2)) {
      return null;
    }
    statistic += lastSum * lastSum / lastVariance;
    int degreesOfFreedom = groups;
    if (difference) {
      statistic = Math.max(0, statistic - allSum * allSum / allVariance);
      degreesOfFreedom--;
    }
    return new Tail(statistic, degreesOfFreedom, ChiSquareTail.above(statistic, degreesOfFreedom));
  }

  private @Nullable Tail fisher(int k) {
    long hits = current.hits(k);
    return hits == 0
        ? null
        : new Tail(hits, 1, TwoProportions.test(0, reference.rows(), hits, current.rows()));
  }

  private double distance(double[] common) {
    double distance = 0;
    for (int group = 0; group < sums.length; group++) {
      for (int k = 0; k < common.length; k++) {
        distance += Math.abs(sums[group][k] - weights[group] * common[k]);
      }
    }
    return distance / 2 / weight;
  }

  /// E(D²) of normal differences: means and variances of |d| are those of a normal variate, and
  /// within a group the covariances of two classes those of a multinomial (Nabeya, 1951).
  private double expectedSquare(boolean difference) {
    double[] allVariance = new double[reference.classes()];
    for (double[] group : variances) {
      for (int k = 0; k < allVariance.length; k++) {
        allVariance[k] += group[k];
      }
    }
    double mean = 0;
    double variance = 0;
    for (int group = 0; group < sums.length; group++) {
      double rows = rows(reference, group) + rows(current, group);
      double part = weights[group] / weight;
      double[] deviations = new double[allVariance.length];
      for (int k = 0; k < deviations.length; k++) {
        double own = variances[group][k];
        deviations[k] =
            Math.sqrt(
                difference
                    ? Math.max(0, own * (1 - 2 * part) + part * part * allVariance[k])
                    : own);
        mean += NORMAL_MEAN * deviations[k];
      }
      for (int k = 0; k < deviations.length; k++) {
        for (int other = 0; other < deviations.length; other++) {
          double correlation =
              k == other
                  ? 1
                  : Math.min(1, Math.sqrt(odds(group, k, rows) * odds(group, other, rows)));
          variance += deviations[k] * deviations[other] * absoluteCovariance(correlation);
        }
      }
    }
    return Math.min(1, (mean * mean + variance) / (4 * weight * weight));
  }

  private double odds(int group, int k, double rows) {
    double hits = hits(reference, group, k) + hits(current, group, k);
    return hits / Math.max(1, rows - hits);
  }

  private static double absoluteCovariance(double correlation) {
    return 2
        / Math.PI
        * (Math.sqrt(1 - correlation * correlation) + correlation * Math.asin(correlation) - 1);
  }

  /// Where the label moved most: for each group the class that moved most, if notably.
  ///
  /// @param feature the name of what the groups are groups of
  /// @param words a group in words
  List<ConceptShift> shifts(
      IntFunction<String> feature, IntFunction<String> words, LabelClasses classes) {
    List<ConceptShift> shifts = new ArrayList<>();
    for (int group = 0; group < sums.length; group++) {
      int most = 0;
      for (int k = 1; k < classes.size(); k++) {
        // of two classes that mirror each other the second
        most = Math.abs(sums[group][k]) >= Math.abs(sums[group][most]) * (1 - 1e-9) ? k : most;
      }
      double sum = sums[group][most];
      if (sum * sum > NOTABLE * NOTABLE * variances[group][most]) {
        long n = rows(reference, group);
        long m = rows(current, group);
        shifts.add(
            new ConceptShift(
                feature.apply(group),
                words.apply(group),
                classes.names().get(most),
                n,
                m,
                (double) hits(reference, group, most) / n,
                (double) hits(current, group, most) / m,
                sum / weights[group],
                Math.abs(sum) / weight));
      }
    }
    shifts.sort(Comparator.comparingDouble(ConceptShift::contribution).reversed());
    return List.copyOf(shifts.subList(0, Math.min(MOST_SHIFTS, shifts.size())));
  }
}
