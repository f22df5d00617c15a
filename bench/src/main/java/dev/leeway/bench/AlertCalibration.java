package dev.leeway.bench;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Alerts;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Monitor;
import dev.leeway.core.monitor.MonitorSpec;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How often a whole check of data that have not changed raises an alert, by severity and by type.
public final class AlertCalibration {

  /// One setting; both sides have so many rows.
  public record Cell(AlertWorld world, int rows, int pairs) {}

  /// What a cell came to.
  ///
  /// @param any pairs with an alert
  /// @param atLeast pairs with an alert of that severity or a higher one
  /// @param types pairs with an alert of that type
  public record Outcome(
      Cell cell, int any, Map<Severity, Integer> atLeast, Map<AlertType, Integer> types) {

    /// The share of pairs with an alert of that severity or a higher one.
    public double rate(Severity severity) {
      return atLeast.getOrDefault(severity, 0) / (double) cell.pairs();
    }

    /// The share of pairs with an alert of that type.
    public double rate(AlertType type) {
      return types.getOrDefault(type, 0) / (double) cell.pairs();
    }

    /// Above a share claimed, three standard errors of its estimate.
    public double bound(double claimed) {
      return claimed + 3 * Math.sqrt(claimed * (1 - claimed) / cell.pairs());
    }
  }

  private AlertCalibration() {}

  /// Runs a cell on all cores; the result depends on `seed` only.
  public static Outcome run(Cell cell, long seed) {
    List<List<Alert>> found =
        IntStream.range(0, cell.pairs())
            .parallel()
            .mapToObj(pair -> alerts(cell, new SplittableRandom(seed + pair).split()))
            .toList();
    Map<Severity, Integer> atLeast = new EnumMap<>(Severity.class);
    Map<AlertType, Integer> types = new EnumMap<>(AlertType.class);
    int any = 0;
    for (List<Alert> alerts : found) {
      any += alerts.isEmpty() ? 0 : 1;
      for (Severity severity : Severity.values()) {
        boolean is = alerts.stream().anyMatch(alert -> alert.severity().compareTo(severity) >= 0);
        atLeast.merge(severity, is ? 1 : 0, Integer::sum);
      }
      for (AlertType type : AlertType.values()) {
        boolean is = alerts.stream().anyMatch(alert -> alert.type() == type);
        types.merge(type, is ? 1 : 0, Integer::sum);
      }
    }
    return new Outcome(cell, any, atLeast, types);
  }

  private static List<Alert> alerts(Cell cell, SplittableRandom random) {
    Batch reference = cell.world().draw(cell.rows(), random);
    Batch current = cell.world().draw(cell.rows(), random);
    Schema schema = SchemaInference.infer(reference, cell.world().roles(), Map.of(), Set.of());
    MonitorSpec spec =
        new MonitorSpec(schema, Scoring.inferred(), DriftPolicy.calibrated(), Set.of());
    Evaluation evaluation =
        Monitor.of(spec, reference, List.of()).evaluate(current, Work.inOrder());
    return Alerts.of(evaluation, Instant.EPOCH);
  }

  /// `alerts [PAIRS]`: prints the table as Markdown.
  static int run(List<String> arguments) {
    int pairs = arguments.isEmpty() ? 400 : Integer.parseInt(arguments.get(0));
    List<Cell> cells = new ArrayList<>();
    for (AlertWorld world : AlertWorld.values()) {
      for (int rows : new int[] {500, 2_000}) {
        cells.add(new Cell(world, rows, pairs));
      }
    }
    System.out.println(
        "| model | rows a side | pairs | any | medium or more | high or more | critical"
            + " | data drift | output | label | concept | loss | unusual rows |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (Cell cell : cells) {
      Outcome outcome = run(cell, 20_261_125L);
      List<String> rates = new ArrayList<>();
      for (Severity severity : List.of(Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL)) {
        rates.add(percent(outcome.rate(severity)));
      }
      for (AlertType type :
          List.of(
              AlertType.DATA_DRIFT,
              AlertType.OUTPUT_DRIFT,
              AlertType.LABEL_DRIFT,
              AlertType.CONCEPT_DRIFT,
              AlertType.PERFORMANCE_DEGRADATION,
              AlertType.UNUSUAL_SAMPLES)) {
        rates.add(percent(outcome.rate(type)));
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %,d | %,d | %s | %s |%n",
          cell.world().title(),
          cell.rows(),
          cell.pairs(),
          percent(outcome.any() / (double) cell.pairs()),
          String.join(" | ", rates));
    }
    return 0;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
