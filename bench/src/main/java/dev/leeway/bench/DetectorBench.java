package dev.leeway.bench;

import dev.leeway.core.sequential.AlarmBudget;
import dev.leeway.core.sequential.ChangeDetector;
import dev.leeway.core.sequential.ClassicDetector;
import dev.leeway.core.sequential.RowDetector;
import dev.leeway.core.sequential.RowSpec;
import dev.leeway.core.sequential.Side;
import dev.leeway.core.sequential.Signal;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// How often detectors alarm without a change, how soon they find one, and what a row costs.
///
/// `detectors [stationary [ROWS] | harvard [DIR] | speed | fleet [SEEDS] | rules]`; without an
/// argument all of it.
final class DetectorBench {

  /// A detector by name; with a budget it learns anew after each alarm.
  record Contender(String name, Supplier<ChangeDetector> start) {}

  private DetectorBench() {}

  static int run(List<String> arguments) {
    String part = arguments.isEmpty() ? "all" : arguments.get(0);
    String argument = arguments.size() > 1 ? arguments.get(1) : "";
    boolean all = part.equals("all");
    if (all || part.equals("stationary")) {
      stationary(argument.isEmpty() ? 5_000_000 : Integer.parseInt(argument));
    }
    if (all || part.equals("harvard")) {
      harvard(Path.of(argument.isEmpty() ? "../shared/data" : argument));
    }
    if (all || part.equals("speed")) {
      speed();
    }
    if (all || part.equals("rules")) {
      FleetBench.rules();
    }
    if (all || part.equals("fleet")) {
      return FleetBench.run(arguments.subList(Math.min(1, arguments.size()), arguments.size()));
    }
    return 0;
  }

  static List<Contender> contenders() {
    List<Contender> contenders = new ArrayList<>();
    for (ClassicDetector preset : ClassicDetector.values()) {
      contenders.add(new Contender(preset.id(), preset::start));
    }
    for (int period : new int[] {900, 9_000, 90_000}) {
      contenders.add(
          new Contender("budget 0.1 in %,d rows".formatted(period), () -> budget(period)));
    }
    return contenders;
  }

  private static ChangeDetector budget(int period) {
    return RowDetector.learning(RowSpec.errors(new AlarmBudget(0.1, period, 1)));
  }

  static Signal step(ChangeDetector detector, double value) {
    Signal signal = detector.add(value);
    if (signal.isAlarm() && detector instanceof RowDetector rows) {
      rows.relearn();
    }
    return signal;
  }

  private static void stationary(int rows) {
    System.out.printf(
        "| detector | alarms in 100,000 rows, error rate 0.02 | 0.1 | 0.3 |%n|---|---:|---:|---:|%n");
    for (Contender contender : contenders()) {
      double[] rates =
          IntStream.range(0, 3)
              .parallel()
              .mapToDouble(cell -> alarms(contender, new double[] {0.02, 0.1, 0.3}[cell], rows))
              .toArray();
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %.2f |",
              contender.name(),
              rates[0],
              rates[1],
              rates[2]));
    }
  }

  /// In five streams, each with a start of its own.
  private static double alarms(Contender contender, double p, int rows) {
    int alarms = 0;
    for (int stream = 0; stream < 5; stream++) {
      SplittableRandom random = new SplittableRandom(1_000 + stream);
      ChangeDetector detector = contender.start().get();
      for (int row = 0; row < rows / 5; row++) {
        alarms += step(detector, random.nextDouble() < p ? 1 : 0).isAlarm() ? 1 : 0;
      }
    }
    return alarms * 1e5 / rows;
  }

  private static void harvard(Path folder) {
    List<String> files =
        List.of(
            "harvard_sine_0123_abrupto.csv",
            "harvard_stagger_0120_abrupto.csv",
            "harvard_mixed_0101_abrupto.csv",
            "harvard_sea_0123_abrupto_noise_0.2.csv");
    if (!Files.isDirectory(folder)) {
      System.out.println("skipped: no " + folder);
      return;
    }
    List<DriftStream> streams =
        files.stream().map(file -> DriftStream.read(folder.resolve(file))).toList();
    System.out.printf(
        "| detector | found of 9, of 3 in SEA | false alarms a stream | mean delay, rows | the same,"
            + " muted for 1,000 rows |%n|---|---:|---:|---:|---|%n");
    for (Contender contender : contenders()) {
      DriftStream.Score raw = DriftStream.score(streams, contender, 0);
      DriftStream.Score muted = DriftStream.score(streams, contender, 1_000);
      System.out.println(
          String.format(
              Locale.ROOT,
              "| %s | %d, %d | %.2f | %.0f | %d, %d; %.2f; %.0f |",
              contender.name(),
              raw.found(),
              raw.foundInSea(),
              raw.falseAlarms() / (double) streams.size(),
              raw.meanDelay(),
              muted.found(),
              muted.foundInSea(),
              muted.falseAlarms() / (double) streams.size(),
              muted.meanDelay()));
    }
  }

  private static void speed() {
    System.out.printf("| detector | ns of CPU time a row |%n|---|---:|%n");
    double[] errors = new double[1 << 18];
    SplittableRandom random = new SplittableRandom(5);
    for (int row = 0; row < errors.length; row++) {
      errors[row] = random.nextDouble() < 0.1 ? 1 : 0;
    }
    List<Contender> all = new ArrayList<>(contenders());
    all.add(
        new Contender("budget, both sides", () -> RowDetector.learning(spec(RowSpec.Scale.UNIT))));
    all.add(
        new Contender(
            "budget, ranks, both sides", () -> RowDetector.learning(spec(RowSpec.Scale.RANK))));
    for (Contender contender : all) {
      int rounds = contender.name().startsWith("kswin") ? 4 : 40;
      double best = Double.POSITIVE_INFINITY;
      for (int repeat = 0; repeat < 5; repeat++) {
        ChangeDetector detector = contender.start().get();
        long start = cpu();
        for (int round = 0; round < rounds; round++) {
          for (double error : errors) {
            step(detector, error);
          }
        }
        best = Math.min(best, (cpu() - start) / ((double) rounds * errors.length));
      }
      System.out.println(String.format(Locale.ROOT, "| %s | %.0f |", contender.name(), best));
    }
  }

  private static RowSpec spec(RowSpec.Scale scale) {
    return new RowSpec(scale, Side.BOTH, new AlarmBudget(0.1, 1_000_000_000, 1), 1_000, 0);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
