package dev.leeway.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// The benchmarks and simulations by name, for `./dev bench NAME`.
public final class Bench {

  private static final Map<String, ToIntFunction<List<String>>> NAMES = new LinkedHashMap<>();

  static {
    NAMES.put("alerts", AlertCalibration::run);
    NAMES.put("anomaly", Anomaly::run);
    NAMES.put("calibration", Calibration::run);
    NAMES.put("concept", ConceptCalibration::run);
    NAMES.put("detectors", DetectorBench::run);
    NAMES.put("faults", LogFaults::run);
    NAMES.put("log", LogBench::run);
    NAMES.put("losses", LossCalibration::run);
    NAMES.put("memory", MemoryBench::run);
    NAMES.put("out-of-core", OutOfCore::run);
    NAMES.put("profile", ProfileUpdateBenchmark::run);
    NAMES.put("statistics", StatisticsBenchmark::run);
  }

  private Bench() {}

  /// Runs the benchmark named by the first argument with the rest.
  public static void main(String[] arguments) {
    ToIntFunction<List<String>> benchmark = arguments.length == 0 ? null : NAMES.get(arguments[0]);
    if (benchmark == null) {
      System.err.println(
          "usage: ./dev bench " + String.join(" | ", NAMES.keySet()) + " | peers [ARGS]");
      System.exit(2);
    } else {
      System.exit(benchmark.applyAsInt(Arrays.asList(arguments).subList(1, arguments.length)));
    }
  }
}
