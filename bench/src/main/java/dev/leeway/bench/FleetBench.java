package dev.leeway.bench;

import dev.leeway.core.sequential.AlarmBudget;
import dev.leeway.core.sequential.WindowDetector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// A year of a fleet: 200 features, a window of 10,000 rows a day each, the same distribution
/// throughout but for what days do to it.
public final class FleetBench {

  private static final int FEATURES = 200;
  private static final int DAYS = 365;
  private static final int ROWS = 10_000;
  private static final double CHANCE = 0.1;

  /// A setting.
  ///
  /// @param reference windows before the year
  /// @param autocorrelation of neighbouring days
  /// @param correlation of features on the same day
  /// @param tails degrees of freedom of Student's t for the days' effects; 0 for normal ones
  /// @param seeds how many years
  public record Cell(
      int reference, double autocorrelation, double correlation, int tails, int seeds) {}

  private FleetBench() {}

  /// Years in which any of the features alarmed.
  public static int falseYears(Cell cell, int features, long seed) {
    return (int)
        IntStream.range(0, cell.seeds())
            .parallel()
            .filter(year -> alarms(cell, features, generator(seed + year)))
            .count();
  }

  private static SplittableRandom generator(long seed) {
    return new SplittableRandom(new SplittableRandom(seed).nextLong());
  }

  /// Standardized daily means, by feature and day.
  private static double[][] days(Cell cell, int features, int days, SplittableRandom random) {
    double[][] x = new double[features][days];
    double rho = cell.autocorrelation();
    double shared = Math.sqrt(cell.correlation());
    double own = Math.sqrt(1 - cell.correlation());
    for (int day = 0; day < days; day++) {
      double common = random.nextGaussian();
      for (double[] feature : x) {
        double e = shared * common + own * draw(cell.tails(), random);
        feature[day] = day == 0 ? e : rho * feature[day - 1] + Math.sqrt(1 - rho * rho) * e;
      }
    }
    return x;
  }

  private static double draw(int tails, SplittableRandom random) {
    double z = random.nextGaussian();
    if (tails == 0) {
      return z;
    }
    double chiSquare = 0;
    for (int i = 0; i < tails; i++) {
      double g = random.nextGaussian();
      chiSquare += g * g;
    }
    return z / Math.sqrt(chiSquare / tails);
  }

  private static boolean alarms(Cell cell, int features, SplittableRandom random) {
    double[][] x = days(cell, features, cell.reference() + DAYS, random);
    for (double[] feature : x) {
      WindowDetector detector = start(cell, feature, features);
      for (int day = cell.reference(); day < feature.length; day++) {
        if (detector.add(feature[day]).isAlarm()) {
          return true;
        }
      }
    }
    return false;
  }

  private static WindowDetector start(Cell cell, double[] feature, int features) {
    AlarmBudget budget = new AlarmBudget(CHANCE, DAYS, features);
    return WindowDetector.of(budget, Arrays.copyOf(feature, cell.reference()), 0);
  }

  /// Mean delay in windows after a lasting shift by so many standard deviations of a day's mean, at
  /// day `at`; not found within 120 counts as 120.
  public static double delay(Cell cell, double shift, int at, int series, long seed) {
    return IntStream.range(0, series)
        .parallel()
        .mapToDouble(one -> {
          double[] x = days(cell, 1, cell.reference() + at + 120, generator(seed + one))[0];
          WindowDetector detector = start(cell, x, FEATURES);
          for (int day = 0; day < at + 120; day++) {
            double value = x[cell.reference() + day] + (day < at ? 0 : shift);
            if (detector.add(value).isAlarm()) {
              return Math.max(0, day - at + 1);
            }
          }
          return 120;
        })
        .average()
        .orElse(0);
  }

  /// `[SEEDS [REFERENCE [AUTOCORRELATION [CORRELATION [TAILS]]]]]`.
  static int run(List<String> arguments) {
    int seeds = arguments.isEmpty() ? 100 : Integer.parseInt(arguments.get(0));
    List<Cell> cells = new ArrayList<>();
    if (arguments.size() > 1) {
      cells.add(
          new Cell(
              Integer.parseInt(arguments.get(1)),
              number(arguments, 2),
              number(arguments, 3),
              (int) number(arguments, 4),
              seeds));
    } else {
      for (int reference : new int[] {10, 20, 30, 60}) {
        for (double autocorrelation : new double[] {0, 0.3, 0.5}) {
          cells.add(new Cell(reference, autocorrelation, 0, 0, seeds));
        }
      }
      cells.add(new Cell(20, 0, 0.5, 0, seeds));
      cells.add(new Cell(20, 0, 0.9, 0, seeds));
      cells.add(new Cell(20, 0, 0, 5, seeds));
    }
    System.out.println(
        "| reference windows | autocorrelation | correlation | tails | years with a false alarm |"
            + " delay of 0.2 sd, day 20 | day 180 | of 0.1 sd, day 180 |");
    System.out.println("|---:|---:|---:|---|---:|---:|---:|---:|");
    boolean held = true;
    for (Cell cell : cells) {
      int alarmed = falseYears(cell, FEATURES, 20_261_124L);
      double bound = CHANCE + 3 * Math.sqrt(CHANCE * (1 - CHANCE) / cell.seeds());
      held &= cell.tails() > 0 || alarmed <= bound * cell.seeds();
      // A day's mean of 10,000 rows with a day effect of 0.05 sd has this standard deviation
      double day = Math.sqrt(1.0 / ROWS + 0.05 * 0.05);
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %d | %.1f | %.1f | %s | %d of %d | %.1f | %.1f | %.1f |",
              cell.reference(),
              cell.autocorrelation(),
              cell.correlation(),
              cell.tails() == 0 ? "normal" : "t" + cell.tails(),
              alarmed,
              cell.seeds(),
              delay(cell, 0.2 / day, 20, 400, 1L),
              delay(cell, 0.2 / day, 180, 400, 2L),
              delay(cell, 0.1 / day, 180, 200, 3L)));
    }
    return held ? 0 : 1;
  }

  private static double number(List<String> arguments, int at) {
    return arguments.size() > at ? Double.parseDouble(arguments.get(at)) : 0;
  }

  /// What the rules that people use do on the same days, from rows: 20 features for a year.
  static void rules() {
    System.out.println(
        "| day effect, sd | rule | false alarms a feature and year | days to find 0.2 sd | 0.1 sd |");
    System.out.println("|---:|---|---:|---:|---:|");
    for (double effect : new double[] {0, 0.05, 0.1}) {
      double[][] unchanged = RowRules.alarms(effect, 0, 20, DAYS);
      double[][] large = RowRules.alarms(effect, 0.2, 20, 60);
      double[][] small = RowRules.alarms(effect, 0.1, 20, 60);
      for (int rule = 0; rule < RowRules.NAMES.size(); rule++) {
        System.out.println(
            String.format(
                Locale.ROOT,
                "| %.2f | %s | %.1f | %s | %s |",
                effect,
                RowRules.NAMES.get(rule),
                unchanged[rule][0],
                found(large[rule][1]),
                found(small[rule][1])));
      }
    }
  }

  private static String found(double days) {
    return days >= 59 ? "not in 60" : String.format(Locale.ROOT, "%.1f", days);
  }
}
