package dev.leeway.app.server.evaluate;

import dev.leeway.app.check.Baseline;
import dev.leeway.app.check.CheckResult;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Predictions;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.VersionState;
import dev.leeway.core.monitor.WatchedSeries;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.monitor.WindowStatistics;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.TextData;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Judges one window of a version from its rows.
///
/// @param program the program's version, for reports
record WindowJudge(Store store, References references, String program) {

  /// What came of a window.
  ///
  /// @param check everything found; empty where features of its rows are not kept any more
  /// @param metrics what was measured of the rows that have labels, however few
  /// @param labelled how many these are
  /// @param followed what the window gives to the detectors, by the keys of their series; without
  ///   the main metric until enough rows have a label
  record Judged(
      Optional<CheckResult> check,
      List<MetricValue> metrics,
      long labelled,
      Map<String, Double> followed) {}

  /// @throws RuntimeException of many kinds, as the reference may be unreadable by now
  Judged judge(ModelState model, VersionState version, Windows.Window window, Instant now) {
    ModelConfig config = model.config();
    ModelSchema schema = version.schema().orElseThrow();
    Baseline baseline = references.baseline(model, version).orElseThrow();
    long horizon = micros(config.labels().horizon());
    Predictions.Rows rows =
        store.read(session ->
            session
                .predictions()
                .window(version.number(), model.number(), schema, window.start(), horizon));
    Batch all = rows.batch();
    long labelled = labelled(schema, all);
    boolean covered = all.rows() > 0 && labelled >= config.labels().coverage() * all.rows();
    List<MetricValue> metrics = labelled == 0 ? List.of() : baseline.metrics(all);
    Optional<CheckResult> check =
        isForgotten(config, version, window)
            ? Optional.empty()
            : Optional.of(
                baseline.judge(
                    covered ? all : unlabelled(schema, all), name(config, window), now, program));
    Profile profile = check.map(CheckResult::current).orElseGet(baseline::nothing);
    return new Judged(
        check,
        metrics,
        labelled,
        followed(baseline.series(), profile, covered ? metrics : List.of(), check.isPresent()));
  }

  private static Map<String, Double> followed(
      List<WatchedSeries> series, Profile profile, List<MetricValue> metrics, boolean counted) {
    List<WatchedSeries> known =
        series.stream().filter(one -> counted || Following.Subject.PERFORMANCE.has(one)).toList();
    Map<String, Double> values = new HashMap<>(WindowStatistics.of(known, profile, metrics));
    values.values().removeIf(value -> !Double.isFinite(value));
    return values;
  }

  /// Whether the features of a window that was judged are not kept any more: then labels that come
  /// late change what is measured of it, and no other finding.
  private static boolean isForgotten(
      ModelConfig config, VersionState version, Windows.Window window) {
    boolean judged = window.evaluated() >= 0 && window.state() == Windows.State.FINAL;
    boolean old =
        config.window() instanceof WindowSpec.Span
            && version.latest() - window.start() > micros(config.retention().rows());
    return judged && (!config.retention().rawRows() || old);
  }

  static long micros(Duration duration) {
    return duration.toSeconds() * 1_000_000;
  }

  private static long labelled(ModelSchema schema, Batch rows) {
    for (ColumnSpec label : schema.schema().columns(Role.LABEL)) {
      Optional<ColumnData> column = rows.column(label.name());
      if (column.isPresent()) {
        long labelled = 0;
        for (int row = 0; row < rows.rows(); row++) {
          labelled +=
              switch (column.get()) {
                case TextData text -> text.codes()[row] == TextData.MISSING ? 0 : 1;
                case NumericData numbers -> numbers.isMissing(row) ? 0 : 1;
              };
        }
        return labelled;
      }
    }
    return 0;
  }

  /// The rows without the labels that some of them have: half of the labels are not a sample, for
  /// those that come first are of other rows than those that come late.
  private static Batch unlabelled(ModelSchema schema, Batch rows) {
    List<String> names = new ArrayList<>();
    List<ColumnData> columns = new ArrayList<>();
    List<String> labels =
        schema.schema().columns(Role.LABEL).stream().map(ColumnSpec::name).toList();
    for (int at = 0; at < rows.names().size(); at++) {
      if (!labels.contains(rows.names().get(at))) {
        names.add(rows.names().get(at));
        columns.add(rows.columns().get(at));
      }
    }
    return new Batch(names, columns, rows.rows());
  }

  private static String name(ModelConfig config, Windows.Window window) {
    return config.window() instanceof WindowSpec.Span span
        ? span.name(Instant.EPOCH.plus(window.start(), ChronoUnit.MICROS))
        : "rows %d–%d".formatted(window.start() + 1, window.end());
  }
}
