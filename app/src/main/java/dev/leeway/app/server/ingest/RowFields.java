package dev.leeway.app.server.ingest;

import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.RowColumns;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the fields of a row mean to a model. The rules for their values are those of [RowValues].
final class RowFields {

  enum Kind {
    ID,
    VERSION,
    TIME,
    /// A cell that must be a finite number.
    SCORE,
    /// A cell that must be a finite number, at least 0.
    LATENCY,
    /// A cell that must have a value.
    ANSWER,
    CELL,
    FEATURES,
    SEGMENTS,
    SCORES,
    UNKNOWN
  }

  /// A field.
  ///
  /// @param name what it is called in messages
  /// @param column where its values go
  /// @param columnName the name of that column
  /// @param number whether that column has numbers
  record Field(
      Kind kind,
      String name,
      RowColumns.@Nullable Column column,
      @Nullable String columnName,
      boolean number) {

    Field(Kind kind, String name) {
      this(kind, name, null, null, false);
    }
  }

  private static final Set<Role> INPUTS = EnumSet.of(Role.FEATURE, Role.SEGMENT, Role.QUERY);

  private final ModelSchema schema;
  private final RowLedger ledger;
  private final boolean labels;
  private final RowColumns columns;
  private final RowValues values;

  private RowFields(ModelSchema schema, RowLedger ledger, Limits limits, boolean labels) {
    this.schema = schema;
    this.ledger = ledger;
    this.labels = labels;
    Map<String, PhysicalType> types = new LinkedHashMap<>();
    for (ColumnSpec column : schema.schema().columns()) {
      if (labels
          ? column.role() == Role.LABEL
          : column.role() != Role.ID && column.role() != Role.TIME) {
        types.put(column.name(), type(column.name()));
      }
    }
    this.columns = new RowColumns(types);
    this.values = new RowValues(ledger, limits, labels, columns);
  }

  /// The fields of predictions.
  static RowFields ofPredictions(ModelSchema schema, RowLedger ledger, Limits limits) {
    return new RowFields(schema, ledger, limits, false);
  }

  /// The fields of labels.
  ///
  /// @param schema has a label column
  static RowFields ofLabels(ModelSchema schema, RowLedger ledger, Limits limits) {
    return new RowFields(schema, ledger, limits, true);
  }

  RowLedger ledger() {
    return ledger;
  }

  /// The values of the fields.
  RowValues values() {
    return values;
  }

  private PhysicalType type(String column) {
    return schema.types().getOrDefault(column, PhysicalType.NUMBERED_TEXT);
  }

  /// The columns of that role.
  private List<ColumnSpec> of(Role role) {
    return schema.schema().columns(role);
  }

  /// The field of a row that has this name.
  Field named(String name) {
    return switch (name) {
      case "id" -> new Field(Kind.ID, name);
      case "time" -> new Field(Kind.TIME, name);
      case "label" -> cell(Role.LABEL, name);
      case "version", "model_version" -> labels ? unknown(name) : new Field(Kind.VERSION, name);
      case "prediction" -> labels ? unknown(name) : cell(Role.PREDICTION, name);
      case "latency_seconds" -> labels ? unknown(name) : cell(Role.LATENCY, name);
      case "score" -> labels ? unknown(name) : score(name);
      case "scores" ->
          labels || of(Role.SCORE).isEmpty() ? unknown(name) : new Field(Kind.SCORES, name);
      case "features" -> labels ? unknown(name) : new Field(Kind.FEATURES, name);
      case "segments" -> labels ? unknown(name) : new Field(Kind.SEGMENTS, name);
      default -> unknown(name);
    };
  }

  private Field cell(Role role, String name) {
    return of(role).stream()
        .findFirst()
        .map(column -> field(column, name))
        .orElseGet(() -> unknown(name));
  }

  private Field field(ColumnSpec column, String name) {
    Kind kind =
        switch (column.role()) {
          case SCORE -> Kind.SCORE;
          case LATENCY -> Kind.LATENCY;
          case LABEL -> labels ? Kind.ANSWER : Kind.CELL;
          case ID -> Kind.ID;
          case TIME -> Kind.TIME;
          case FEATURE, PREDICTION, SEGMENT, QUERY -> Kind.CELL;
        };
    return new Field(
        kind,
        name,
        columns.column(column.name()).orElse(null),
        column.name(),
        schema.types().get(column.name()) == PhysicalType.NUMBER);
  }

  /// A field that the model does not have.
  Field unknown(String name) {
    ledger.unknown(name);
    return new Field(Kind.UNKNOWN, name);
  }

  private Field score(String name) {
    return of(Role.SCORE).size() == 1
        ? field(of(Role.SCORE).get(0), name)
        : of(Role.SCORE).isEmpty() ? unknown(name) : new Field(Kind.SCORES, name);
  }

  /// The input of that name, as it stands in `features` or `segments`.
  ///
  /// @param within where it stands
  Field input(String within, String name) {
    return schema
        .schema()
        .column(name)
        .filter(column -> INPUTS.contains(column.role()))
        .map(column -> field(column, within + "." + name))
        .orElseGet(() -> unknown(name));
  }

  /// The features in order.
  List<Field> features() {
    return of(Role.FEATURE).stream()
        .map(column -> field(column, "features." + column.name()))
        .toList();
  }

  /// The score columns in order.
  List<Field> scores() {
    return of(Role.SCORE).stream().map(column -> field(column, column.name())).toList();
  }

  /// Where an answer goes that is one value: the prediction, or else the score.
  Field answer() {
    return of(Role.PREDICTION).isEmpty()
        ? score("prediction")
        : cell(Role.PREDICTION, "prediction");
  }

  /// The score of a class: the column of that name, or the one whose name ends with it, as
  /// `score_red` with `red`; of several the shortest name.
  Field score(String within, String name) {
    Optional<ColumnSpec> column =
        of(Role.SCORE).stream()
            .filter(score -> Scoring.isScoreOf(score.name(), name))
            .min(Comparator.comparingInt(score -> score.name().length()));
    String path = within + "." + name;
    return column.map(score -> field(score, path)).orElseGet(() -> unknown(path));
  }

  /// The fields that the columns of a table are: by the names of the model's schema, or else by
  /// those that rows of JSON have.
  ///
  /// @throws MalformedBodyException if none is the id
  List<Field> columns(List<String> names) {
    List<@Nullable Field> fields = new ArrayList<>();
    Set<Kind> single = EnumSet.noneOf(Kind.class);
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      Field field =
          schema
              .schema()
              .column(name)
              .filter(column -> !labels || isOfLabels(column.role()))
              .map(column -> field(column, name))
              .orElse(null);
      fields.add(field);
      if (field != null) {
        single.add(field.kind());
        taken.add(String.valueOf(field.columnName()));
      }
    }
    List<Field> all = new ArrayList<>();
    for (int at = 0; at < names.size(); at++) {
      Field field = fields.get(at);
      if (field == null) {
        field = general(names.get(at), single, taken);
      }
      all.add(field);
    }
    if (all.stream().noneMatch(field -> field.kind() == Kind.ID)) {
      throw new MalformedBodyException(
          "the body has no column of ids; expected one named %s"
              .formatted(of(Role.ID).stream().findFirst().map(ColumnSpec::name).orElse("id")));
    }
    return all;
  }

  private static boolean isOfLabels(Role role) {
    return role == Role.ID || role == Role.TIME || role == Role.LABEL;
  }

  private Field general(String name, Set<Kind> single, Set<String> taken) {
    Field field = named(name);
    return switch (field.kind()) {
      case FEATURES, SEGMENTS, SCORES -> unknown(name);
      case ID, TIME, VERSION -> single.add(field.kind()) ? field : unknown(name);
      case SCORE, LATENCY, ANSWER, CELL ->
          taken.add(String.valueOf(field.columnName())) ? field : unknown(name);
      case UNKNOWN -> field;
    };
  }

  /// The types of columns of a table that say by themselves what they hold.
  ///
  /// @param found gets the names of those that are read by what they hold
  Map<String, PhysicalType> types(Set<String> found) {
    Map<String, PhysicalType> types = new LinkedHashMap<>();
    for (String name : List.of("id", "version", "model_version")) {
      types.put(name, PhysicalType.TEXT);
    }
    found.add("time");
    for (String name : List.of("label", "prediction", "score", "latency_seconds")) {
      Role role =
          name.equals("latency_seconds")
              ? Role.LATENCY
              : Role.valueOf(name.toUpperCase(Locale.ROOT));
      of(role).stream().findFirst().ifPresent(column -> types.put(name, type(column.name())));
    }
    for (ColumnSpec column : schema.schema().columns()) {
      if (column.role() == Role.TIME) {
        types.remove(column.name());
        found.add(column.name());
      } else {
        found.remove(column.name());
        types.put(
            column.name(), column.role() == Role.ID ? PhysicalType.TEXT : type(column.name()));
      }
    }
    return types;
  }

  /// The columns of a table in the order and with the names of the model's.
  Batch named(List<Field> given, List<ColumnData> data, int rows) {
    List<String> names = new ArrayList<>();
    List<ColumnData> ordered = new ArrayList<>();
    for (ColumnSpec column : schema.schema().columns()) {
      for (int at = 0; at < given.size(); at++) {
        if (column.name().equals(given.get(at).columnName()) && given.get(at).column() != null) {
          names.add(column.name());
          ordered.add(data.get(at));
        }
      }
    }
    return new Batch(names, ordered, rows);
  }
}
