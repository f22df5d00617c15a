package dev.leeway.app.replay;

import dev.leeway.app.table.Table;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.TextData;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows of a user's own files in the order of time, as a server takes them.
public final class History {

  private final Table table;
  private final Map<String, Role> roles;
  private final @Nullable String versionColumn;
  private final String defaultVersion;
  private final String time;
  private final Optional<String> id;
  private final List<String> scores;
  private final double[] seconds;
  private final int[] order;

  /// @param table the rows
  /// @param roles roles by column name; one must be the time
  /// @param versionColumn the column of the model's version, or null
  /// @param defaultVersion the version of rows without one; empty for the server's default
  /// @throws ReplayException if a column is not there, or the time holds no times
  public History(
      Table table, Map<String, Role> roles, @Nullable String versionColumn, String defaultVersion) {
    this.table = table;
    this.roles = Map.copyOf(roles);
    this.versionColumn = versionColumn;
    this.defaultVersion = defaultVersion;
    this.time =
        named(Role.TIME).stream()
            .findFirst()
            .orElseThrow(
                () -> new ReplayException("--time COLUMN is missing: rows are sent in its order"));
    this.id = named(Role.ID).stream().findFirst();
    this.scores = named(Role.SCORE);
    List<String> absent = new ArrayList<>();
    for (String name : roles.keySet()) {
      if (table.batch().column(name).isEmpty() && roles.get(name) != Role.LABEL) {
        absent.add(name);
      }
    }
    if (versionColumn != null && table.batch().column(versionColumn).isEmpty()) {
      absent.add(versionColumn);
    }
    if (!absent.isEmpty()) {
      absent.sort(null);
      throw new ReplayException(
          "%s has no column %s; it has %s"
              .formatted(
                  table.files().get(0),
                  String.join(", ", absent),
                  String.join(", ", table.batch().names())));
    }
    this.seconds = seconds(table, time);
    this.order =
        IntStream.range(0, table.batch().rows())
            .filter(row -> Double.isFinite(seconds[row]))
            .boxed()
            .sorted(Comparator.comparingDouble(row -> seconds[row]))
            .mapToInt(Integer::intValue)
            .toArray();
  }

  /// The columns of a role, in the order of the file; those that only a file of labels has last.
  private List<String> named(Role role) {
    List<String> names = table.batch().names();
    return roles.entrySet().stream()
        .filter(entry -> entry.getValue() == role)
        .map(Map.Entry::getKey)
        .sorted(
            Comparator.comparingInt((String name) -> names.indexOf(name) & Integer.MAX_VALUE)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  static double[] seconds(Table table, String time) {
    ColumnData data = table.batch().column(time).orElseThrow();
    if (!table.datetimes().contains(time)) {
      throw new ReplayException(
          "column %s of %s must hold dates or times, such as 2012-01-01 or 2012-01-01T05:00:00Z"
              .formatted(time, table.files().get(0)));
    }
    return ((NumericData) data).values();
  }

  /// How many rows are sent.
  public int rows() {
    return order.length;
  }

  /// How many rows have no time, and so no place in the order.
  public int untimed() {
    return table.batch().rows() - order.length;
  }

  /// The time of a row, in seconds since 1970.
  ///
  /// @param place its place in the order of time
  double seconds(int place) {
    return seconds[order[place]];
  }

  /// The times of rows by their id, in seconds since 1970.
  Map<String, Double> times() {
    Map<String, Double> times = new LinkedHashMap<>();
    for (int place = 0; place < order.length; place++) {
      times.put(id(order[place]), seconds[order[place]]);
    }
    return times;
  }

  /// Rows without an id of their own get one of their file and place, so that what is sent twice
  /// counts once.
  private String id(int row) {
    String own = id.map(name -> name(column(name), row)).orElse(null);
    return own == null
        ? "%s:%d"
            .formatted(
                table.files().stream()
                    .map(Path::getFileName)
                    .map(String::valueOf)
                    .collect(Collectors.joining("+")),
                row + 1)
        : own;
  }

  private ColumnData column(String name) {
    return table.batch().column(name).orElseThrow();
  }

  /// A row as a server takes it.
  ///
  /// @param place its place in the order of time
  Map<String, @Nullable Object> row(int place) {
    int row = order[place];
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", id(row));
    fields.put("time", instant(seconds[row]));
    String version = versionColumn == null ? null : name(column(versionColumn), row);
    if (version != null || !defaultVersion.isEmpty()) {
      fields.put("version", version == null ? defaultVersion : version);
    }
    Map<String, @Nullable Object> features = new LinkedHashMap<>();
    Map<String, @Nullable Object> segments = new LinkedHashMap<>();
    Map<String, @Nullable Object> several = new LinkedHashMap<>();
    Batch batch = table.batch();
    for (int at = 0; at < batch.names().size(); at++) {
      String name = batch.names().get(at);
      if (name.equals(versionColumn)) {
        continue;
      }
      Object value = value(name, batch.columns().get(at), row);
      switch (roles.getOrDefault(name, Role.FEATURE)) {
        case FEATURE, QUERY -> features.put(name, value);
        case SEGMENT -> segments.put(name, value);
        case PREDICTION -> fields.put("prediction", value);
        case SCORE -> {
          if (scores.size() > 1) {
            several.put(name, value);
          } else {
            fields.put("score", value);
          }
        }
        case LATENCY -> fields.put("latency_seconds", value);
        case LABEL -> {
          if (value != null) {
            fields.put("label", value);
          }
        }
        case ID, TIME -> {}
      }
    }
    if (!several.isEmpty()) {
      fields.put("scores", several);
    }
    fields.put("features", features);
    if (!segments.isEmpty()) {
      fields.put("segments", segments);
    }
    return fields;
  }

  private @Nullable Object value(String name, ColumnData data, int row) {
    if (data instanceof TextData text) {
      int code = text.codes()[row];
      return code == TextData.MISSING ? null : text.dictionary().get(code);
    }
    double value = ((NumericData) data).values()[row];
    if (table.datetimes().contains(name)) {
      return Double.isFinite(value) ? instant(value) : null;
    }
    return number(value);
  }

  /// A number as JSON has it; infinities as the words that are read as them.
  private static @Nullable Object number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "Infinity" : "-Infinity";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? (Object) (long) value
        : (Object) value;
  }

  static @Nullable String name(ColumnData data, int row) {
    if (data instanceof TextData text) {
      int code = text.codes()[row];
      return code == TextData.MISSING ? null : text.dictionary().get(code);
    }
    double value = ((NumericData) data).values()[row];
    return Double.isNaN(value) ? null : CategoryNames.of(value + 0.0);
  }

  static String instant(double seconds) {
    return Instant.EPOCH.plus(Math.round(seconds * 1e6), ChronoUnit.MICROS).toString();
  }

  /// The labels of files of their own, in the order of the files.
  ///
  /// @param labels the files; has the columns of id and label, and perhaps of the time
  /// @return rows as a server takes them; those whose time is not known are left out
  public List<Map<String, @Nullable Object>> labels(Table labels) {
    String label =
        named(Role.LABEL).stream()
            .findFirst()
            .orElseThrow(() -> new ReplayException("--labels needs --label COLUMN"));
    String key = id.orElseThrow(() -> new ReplayException("--labels needs --id COLUMN"));
    for (String name : List.of(key, label)) {
      if (labels.batch().column(name).isEmpty()) {
        throw new ReplayException(
            "%s has no column %s; it has %s"
                .formatted(labels.files().get(0), name, String.join(", ", labels.batch().names())));
      }
    }
    ColumnData ids = labels.batch().column(key).orElseThrow();
    ColumnData values = labels.batch().column(label).orElseThrow();
    double[] own = labels.batch().column(time).isPresent() ? seconds(labels, time) : new double[0];
    Map<String, Double> times = times();
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int row = 0; row < labels.batch().rows(); row++) {
      String name = name(ids, row);
      Object value = value(label, values, row);
      double known =
          own.length > 0 && Double.isFinite(own[row])
              ? own[row]
              : times.getOrDefault(String.valueOf(name), Double.NaN);
      if (name != null && value != null && Double.isFinite(known)) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", name);
        fields.put("label", value);
        fields.put("time", instant(known));
        rows.add(fields);
      }
    }
    return rows;
  }
}
