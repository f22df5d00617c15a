package dev.leeway.bench;

import dev.leeway.core.stats.KolmogorovSmirnov;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Rules in common use, on windows of 10,000 normal rows against 20 such windows: a test of the
/// distribution, the stability index, and three standard deviations of ten chunks.
final class RowRules {

  static final List<String> NAMES =
      List.of(
          "Kolmogorov–Smirnov, p < 0.05",
          "the same, Bonferroni for 200 features",
          "stability index > 0.1",
          "mean beyond 3 sd of 10 chunks");

  private static final int ROWS = 10_000;
  private static final int REFERENCE = 20;

  private RowRules() {}

  /// For each rule, alarms a feature over all days, and the mean day of the first (or all days).
  static double[][] alarms(double effect, double shift, int features, int days) {
    double[][] total = new double[NAMES.size()][2];
    List<double[][]> all =
        IntStream.range(0, features)
            .parallel()
            .mapToObj(feature -> feature(effect, shift, days, 77L + feature))
            .toList();
    for (double[][] one : all) {
      for (int rule = 0; rule < total.length; rule++) {
        total[rule][0] += one[rule][0] / features;
        total[rule][1] += one[rule][1] / features;
      }
    }
    return total;
  }

  private static double[][] feature(double effect, double shift, int days, long seed) {
    SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    double[] reference = new double[REFERENCE * ROWS];
    double[] chunkMeans = new double[10];
    for (int window = 0; window < REFERENCE; window++) {
      double mean = effect * random.nextGaussian();
      double sum = 0;
      for (int row = 0; row < ROWS; row++) {
        double value = mean + random.nextGaussian();
        reference[window * ROWS + row] = value;
        sum += value;
      }
      if (window < 10) {
        chunkMeans[window] = sum / ROWS;
      }
    }
    Arrays.sort(reference);
    double center = Arrays.stream(chunkMeans).average().orElse(0);
    double spread =
        Math.sqrt(Arrays.stream(chunkMeans).map(m -> (m - center) * (m - center)).sum() / 9);
    double[][] result = new double[NAMES.size()][2];
    for (double[] rule : result) {
      rule[1] = days;
    }
    double[] window = new double[ROWS];
    for (int day = 0; day < days; day++) {
      double mean = shift + effect * random.nextGaussian();
      double sum = 0;
      for (int row = 0; row < ROWS; row++) {
        window[row] = mean + random.nextGaussian();
        sum += window[row];
      }
      Arrays.sort(window);
      double p =
          KolmogorovSmirnov.pValue(
                  KolmogorovSmirnov.statistic(window, reference), ROWS, reference.length)
              .value();
      boolean[] alarm = {
        p < 0.05,
        p < 0.05 / 200,
        stability(reference, window) > 0.1,
        Math.abs(sum / ROWS - center) > 3 * spread
      };
      for (int rule = 0; rule < alarm.length; rule++) {
        if (alarm[rule]) {
          result[rule][0]++;
          result[rule][1] = Math.min(result[rule][1], day + 1);
        }
      }
    }
    return result;
  }

  private static double stability(double[] reference, double[] window) {
    double index = 0;
    int before = 0;
    for (int bin = 1; bin <= 10; bin++) {
      int until = ROWS;
      if (bin < 10) {
        int found = Arrays.binarySearch(window, reference[reference.length / 10 * bin]);
        until = found < 0 ? -found - 1 : found;
      }
      double share = Math.max(0.5, until - before) / ROWS;
      index += (share - 0.1) * Math.log(share / 0.1);
      before = until;
    }
    return index;
  }
}
