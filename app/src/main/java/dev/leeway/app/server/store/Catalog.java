package dev.leeway.app.server.store;

import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Models and their versions.
public final class Catalog {

  /// A model.
  ///
  /// @param number names it in other tables
  /// @param name its name
  /// @param config its configuration, as JSON
  /// @param changed when the configuration was set
  public record Model(int number, String name, String config, Instant changed) {}

  /// A version of a model that has sent something or was given a reference.
  ///
  /// @param number names it in other tables
  /// @param model its model
  /// @param name its name
  /// @param reference the file of reference rows, in the server's folder; empty before there is one
  /// @param referenceRows how many rows it has
  /// @param since when that reference was set, or when the version was first seen
  public record Version(
      int number,
      int model,
      String name,
      Optional<String> reference,
      long referenceRows,
      Instant since) {}

  private final Sql sql;

  Catalog(Sql sql) {
    this.sql = sql;
  }

  static void create(Sql sql) {
    sql.execute(
        "CREATE TABLE IF NOT EXISTS model (number INTEGER PRIMARY KEY, name VARCHAR UNIQUE,"
            + " config VARCHAR, changed BIGINT)");
    sql.execute(
        "CREATE TABLE IF NOT EXISTS version (number INTEGER PRIMARY KEY, model INTEGER,"
            + " name VARCHAR, reference VARCHAR, reference_rows BIGINT, since BIGINT)");
    sql.execute(
        "CREATE TABLE IF NOT EXISTS version_column (version INTEGER, position INTEGER,"
            + " name VARCHAR, kind VARCHAR, role VARCHAR, reason VARCHAR, type VARCHAR)");
  }

  /// All models, by name.
  public List<Model> models() {
    return sql.list(
        "SELECT number, name, config, changed FROM model ORDER BY name",
        row ->
            new Model(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                Instant.ofEpochMilli(row.getLong(4))));
  }

  /// Keeps a model's configuration.
  ///
  /// @return the model's number
  public int keep(String name, String config, Instant now) {
    Optional<Integer> known =
        sql.first("SELECT number FROM model WHERE name = ?", row -> row.getInt(1), name);
    if (known.isPresent()) {
      sql.update(
          "UPDATE model SET config = ?, changed = ? WHERE number = ?",
          config,
          now.toEpochMilli(),
          known.get());
      return known.get();
    }
    int number = next("model");
    sql.update("INSERT INTO model VALUES (?, ?, ?, ?)", number, name, config, now.toEpochMilli());
    return number;
  }

  private int next(String table) {
    return sql.first("SELECT coalesce(max(number), 0) + 1 FROM " + table, row -> row.getInt(1))
        .orElse(1);
  }

  /// The versions of all models, in the order they were first seen.
  public List<Version> versions() {
    return sql.list(
        "SELECT number, model, name, reference, reference_rows, since FROM version ORDER BY number",
        row ->
            new Version(
                row.getInt(1),
                row.getInt(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                row.getLong(5),
                Instant.ofEpochMilli(row.getLong(6))));
  }

  /// Adds a version, with columns if they are known already.
  public Version add(int model, String name, Instant now) {
    int number = next("version");
    sql.update(
        "INSERT INTO version VALUES (?, ?, ?, NULL, 0, ?)",
        number,
        model,
        name,
        now.toEpochMilli());
    return new Version(number, model, name, Optional.empty(), 0, now);
  }

  /// Says what a version is compared with from now on.
  public void setReference(
      int version, @Nullable String file, long rows, ModelSchema schema, Instant now) {
    sql.update(
        "UPDATE version SET reference = ?, reference_rows = ?, since = ? WHERE number = ?",
        file,
        rows,
        now.toEpochMilli(),
        version);
    sql.update("DELETE FROM version_column WHERE version = ?", version);
    int position = 0;
    for (ColumnSpec column : schema.schema().columns()) {
      sql.update(
          "INSERT INTO version_column VALUES (?, ?, ?, ?, ?, ?, ?)",
          version,
          position++,
          column.name(),
          column.kind().id(),
          column.role().id(),
          column.reason(),
          schema.types().getOrDefault(column.name(), PhysicalType.TEXT).name());
    }
  }

  /// The columns of a version; empty before they are known.
  public Optional<ModelSchema> schema(int version) {
    List<ColumnSpec> columns = new ArrayList<>();
    Map<String, PhysicalType> types = new HashMap<>();
    sql.list(
        "SELECT name, kind, role, reason, type FROM version_column WHERE version = ?"
            + " ORDER BY position",
        row -> {
          columns.add(
              new ColumnSpec(
                  row.getString(1),
                  constant(row.getString(2), Kind::valueOf),
                  constant(row.getString(3), Role::valueOf),
                  row.getString(4)));
          return types.put(row.getString(1), PhysicalType.valueOf(row.getString(5)));
        },
        version);
    return columns.isEmpty()
        ? Optional.empty()
        : Optional.of(new ModelSchema(new Schema(columns), types));
  }

  private static <E> E constant(String id, Function<String, E> named) {
    return named.apply(id.toUpperCase(Locale.ROOT));
  }
}
