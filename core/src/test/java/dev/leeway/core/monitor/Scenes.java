package dev.leeway.core.monitor;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows of models of each task, with gaps: a feature that is a number and one that is a category,
/// ids, times and latencies, labels that are sometimes missing, and answers that drift by request.
enum Scenes {
  BINARY,
  SCORES_ONLY,
  MULTICLASS,
  REGRESSION,
  RANKING,
  UNLABELLED;

  private static final Map<Scenes, Monitor> LEARNT = new HashMap<>();

  private Map<String, Role> roles() {
    Map<String, Role> roles =
        new HashMap<>(
            switch (this) {
              case BINARY -> Map.of("truth", Role.LABEL, "said", Role.PREDICTION, "p", Role.SCORE);
              case SCORES_ONLY -> Map.of("truth", Role.LABEL, "p", Role.SCORE);
              case MULTICLASS ->
                  Map.of(
                      "truth", Role.LABEL, "p_a", Role.SCORE, "p_b", Role.SCORE, "p_c", Role.SCORE);
              case REGRESSION -> Map.of("truth", Role.LABEL, "said", Role.PREDICTION);
              case RANKING -> Map.of("truth", Role.LABEL, "p", Role.SCORE, "query", Role.QUERY);
              case UNLABELLED -> Map.of("said", Role.PREDICTION);
            });
    roles.putAll(Map.of("id", Role.ID, "time", Role.TIME, "seconds", Role.LATENCY));
    return roles;
  }

  Task task() {
    return switch (this) {
      case REGRESSION -> Task.REGRESSION;
      case RANKING -> Task.RANKING;
      case BINARY, SCORES_ONLY, MULTICLASS, UNLABELLED -> Task.CLASSIFICATION;
    };
  }

  Monitor monitor(DriftPolicy policy) {
    Batch reference = rows(1_500, 1, 0);
    return Monitor.of(
        new MonitorSpec(
            SchemaInference.infer(reference, roles(), Map.of(), Set.of()),
            new Scoring(
                this == UNLABELLED ? Optional.empty() : Optional.of(task()),
                Optional.empty(),
                0.5,
                10,
                Optional.empty()),
            policy,
            Set.of()),
        reference,
        List.of());
  }

  /// Learnt once, since that takes most of the time.
  Monitor monitor() {
    return LEARNT.computeIfAbsent(this, scene -> scene.monitor(DriftPolicy.calibrated()));
  }

  /// @param drift how far features, labels, answers and latencies are from the reference's
  Batch rows(int size, long seed, double drift) {
    Random random = new Random(seed);
    double[] x = new double[size];
    String[] city = new String[size];
    double[] id = new double[size];
    double[] time = new double[size];
    double[] seconds = new double[size];
    double[] p = new double[size];
    double[] number = new double[size];
    double[] said = new double[size];
    @Nullable String[] word = new @Nullable String[size];
    String[] answer = new String[size];
    double[] query = new double[size];
    double[][] shares = new double[3][size];
    for (int row = 0; row < size; row++) {
      x[row] = random.nextInt(50) == 0 ? Double.NaN : random.nextGaussian() + drift;
      city[row] = "c" + (int) Math.abs(3 * random.nextGaussian());
      id[row] = 1_000_000L * seed + row;
      time[row] = 1_700_000_000 + 60.0 * row + random.nextDouble();
      seconds[row] = random.nextDouble() * (1 + drift);
      double signal = Double.isNaN(x[row]) ? 0 : (1 - drift) * x[row];
      p[row] = 1 / (1 + Math.exp(-2 * signal));
      number[row] = 10 * signal + random.nextGaussian();
      said[row] = 10 * (Double.isNaN(x[row]) ? 0 : x[row]);
      boolean yes = random.nextDouble() < p[row];
      word[row] = yes ? "yes" : "no";
      answer[row] = random.nextDouble() < 0.8 - drift / 4 == yes ? "yes" : "no";
      query[row] = Math.floorDiv(row, 12);
      double rest = random.nextDouble() * (1 - p[row]);
      shares[0][row] = p[row];
      shares[1][row] = rest;
      shares[2][row] = 1 - p[row] - rest;
      if (this == MULTICLASS) {
        double draw = random.nextDouble();
        word[row] = draw < p[row] ? "a" : draw < p[row] + rest ? "b" : "c";
      }
      if (random.nextInt(20) == 0) {
        word[row] = null;
        number[row] = Double.NaN;
        p[row] = random.nextBoolean() ? Double.NaN : p[row];
      }
    }
    Map<String, ColumnData> all =
        Map.of(
            "p", NumericData.of(p),
            "p_a", NumericData.of(shares[0]),
            "p_b", NumericData.of(shares[1]),
            "p_c", NumericData.of(shares[2]),
            "query", NumericData.of(query));
    List<String> names = new ArrayList<>(List.of("x", "city", "id", "time", "seconds"));
    List<ColumnData> columns =
        new ArrayList<>(
            List.of(
                NumericData.of(x),
                TextData.of(city),
                NumericData.of(id),
                NumericData.of(time),
                NumericData.of(seconds)));
    for (String name : roles().keySet().stream().sorted().toList()) {
      if (names.contains(name)) {
        continue;
      }
      names.add(name);
      columns.add(
          switch (name) {
            case "truth" ->
                switch (task()) {
                  case REGRESSION -> NumericData.of(number);
                  case RANKING -> relevance(number);
                  case CLASSIFICATION, SERVING -> TextData.of(word);
                };
            case "said" -> this == REGRESSION ? NumericData.of(said) : TextData.of(answer);
            default -> all.get(name);
          });
    }
    return new Batch(names, columns, size);
  }

  private static NumericData relevance(double[] number) {
    double[] relevance = number.clone();
    for (int row = 0; row < relevance.length; row++) {
      relevance[row] = Math.max(0, Math.rint(number[row] / 8));
    }
    return NumericData.of(relevance);
  }

  /// The rows without a column.
  static Batch without(String name, Batch rows) {
    List<String> names = new ArrayList<>(rows.names());
    List<ColumnData> columns = new ArrayList<>(rows.columns());
    int at = names.indexOf(name);
    names.remove(at);
    columns.remove(at);
    return new Batch(names, columns, rows.rows());
  }
}
