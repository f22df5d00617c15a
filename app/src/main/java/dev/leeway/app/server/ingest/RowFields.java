package dev.leeway.app.server.ingest;

import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.table.CellText;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.RowColumns;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the fields of a row mean to a model, and the rules for their values. Whatever is wrong is
/// said to the [RowLedger]; cells go into the columns.
final class RowFields {

  /// How a value is written.
  enum Written {
    /// A string, or a field of a format that does not tell strings from numbers.
    STRING,
    NUMBER,
    TRUTH
  }

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
  record Field(
      Kind kind, String name, RowColumns.@Nullable Column column, @Nullable String columnName) {

    Field(Kind kind, String name) {
      this(kind, name, null, null);
    }
  }

  private static final String FINITE = "a finite number";
  private static final String SECONDS = "a finite number of seconds, at least 0";
  private static final String NO_LABEL = "is missing; expected a class or a number";
  private static final Set<Role> INPUTS = EnumSet.of(Role.FEATURE, Role.SEGMENT, Role.QUERY);

  private final ModelSchema schema;
  private final RowLedger ledger;
  private final Limits limits;
  private final boolean labels;
  private final RowColumns columns;
  private boolean answered;

  private RowFields(ModelSchema schema, RowLedger ledger, Limits limits, boolean labels) {
    this.schema = schema;
    this.ledger = ledger;
    this.limits = limits;
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
    return new Field(kind, name, columns.column(column.name()).orElse(null), column.name());
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

  /// Begins a row.
  void begin() {
    answered = false;
    ledger.begin();
  }

  /// Ends a row.
  ///
  /// @return whether it is kept
  boolean end() {
    if (labels && !answered) {
      ledger.reject("label", NO_LABEL);
    }
    boolean kept = ledger.end();
    columns.endRow(kept);
    return kept;
  }

  /// A field without a value.
  void setMissing(Field field) {
    switch (field.kind()) {
      case ANSWER -> {
        answered = true;
        ledger.reject(field.name(), NO_LABEL);
      }
      case SCORE, LATENCY, CELL -> {
        if (isFirst(field)) {
          column(field).addMissing();
        }
      }
      case ID, VERSION, TIME, FEATURES, SEGMENTS, SCORES, UNKNOWN -> {}
    }
  }

  /// A field whose value is an object or a list.
  void setNested(Field field, String shown) {
    ledger.reject(
        field.name(),
        Words.was(
            shown,
            switch (field.kind()) {
              case ID -> "a string or a whole number";
              case VERSION -> "a string or a number";
              case TIME -> "a time";
              case SCORE, LATENCY -> "a number";
              case FEATURES, SEGMENTS -> "an object";
              case SCORES -> "an object or a list of numbers";
              case ANSWER, CELL, UNKNOWN -> "a number, a string, true, false or null";
            }));
  }

  /// A field with a value.
  void set(Field field, Written written, char[] buffer, int offset, int length) {
    if (field.kind() == Kind.UNKNOWN || isTooLong(field, length)) {
      return;
    }
    if (written == Written.STRING && isTorn(buffer, offset, length)) {
      ledger.reject(field.name(), "holds half of a pair of surrogates; expected text");
      return;
    }
    switch (field.kind()) {
      case ID -> id(field, written, buffer, offset, length);
      case VERSION -> version(field, written, buffer, offset, length);
      case TIME -> time(field, buffer, offset, length);
      case SCORE -> score(field, buffer, offset, length);
      case LATENCY -> latency(field, buffer, offset, length);
      case ANSWER -> answer(field, buffer, offset, length);
      case CELL -> {
        if (isFirst(field)) {
          column(field).add(buffer, offset, length);
        }
      }
      case FEATURES, SEGMENTS, SCORES -> setNested(field, Words.shown(buffer, offset, length));
      case UNKNOWN -> {}
    }
  }

  /// Whether a value is too long, and so its row rejected.
  boolean isTooLong(Field field, int length) {
    boolean name = field.kind() == Kind.ID || field.kind() == Kind.VERSION;
    int most = name ? limits.idLength() : limits.stringLength();
    if (length > most) {
      ledger.reject(
          field.name(),
          "has %s; expected at most %,d".formatted(Counted.of(length, "character"), most));
    }
    return length > most;
  }

  /// Whether the characters hold half of a surrogate pair, which no encoding can keep.
  private static boolean isTorn(char[] buffer, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (Character.isSurrogate(buffer[at])) {
        if (Character.isLowSurrogate(buffer[at])
            || at + 1 == end
            || !Character.isLowSurrogate(buffer[at + 1])) {
          return true;
        }
        at++;
      }
    }
    return false;
  }

  private void id(Field field, Written written, char[] buffer, int offset, int length) {
    if (ledger.hasId()) {
      twice(field);
    } else if (written == Written.TRUTH
        || (written == Written.NUMBER && !isWhole(buffer, offset, length))) {
      ledger.reject(
          field.name(),
          Words.was(Words.shown(buffer, offset, length), "a string or a whole number"));
    } else {
      String id = new String(buffer, offset, length);
      if (id.isBlank()) {
        ledger.reject(field.name(), "is empty; expected a string or a whole number");
      } else {
        ledger.id(id);
      }
    }
  }

  private static boolean isWhole(char[] buffer, int offset, int length) {
    for (int at = offset; at < offset + length; at++) {
      boolean digit = buffer[at] >= '0' && buffer[at] <= '9';
      if (!digit && !(at == offset && buffer[at] == '-')) {
        return false;
      }
    }
    return true;
  }

  private void version(Field field, Written written, char[] buffer, int offset, int length) {
    if (ledger.hasVersion()) {
      twice(field);
    } else if (written == Written.TRUTH) {
      ledger.reject(
          field.name(), Words.was(Words.shown(buffer, offset, length), "a string or a number"));
    } else {
      String version = new String(buffer, offset, length);
      if (!version.isBlank()) {
        ledger.version(version);
      }
    }
  }

  private void time(Field field, char[] buffer, int offset, int length) {
    if (length == 0) {
      return;
    }
    setTime(field, CellText.micros(buffer, offset, length), Words.shown(buffer, offset, length));
  }

  /// A time, in microseconds since 1970, or [CellText#NO_TIME].
  ///
  /// @param shown the value in words
  void setTime(Field field, long micros, String shown) {
    if (ledger.hasTime()) {
      twice(field);
    } else if (micros == CellText.NO_TIME) {
      ledger.reject(
          field.name(),
          Words.was(shown, "a time such as 2026-01-31T12:00:00Z, or seconds since 1970"));
    } else {
      ledger.time(micros);
    }
  }

  private void score(Field field, char[] buffer, int offset, int length) {
    if (number(field, buffer, offset, length, FINITE, Double.NEGATIVE_INFINITY)) {
      column(field).add(buffer, offset, length);
    }
  }

  private void latency(Field field, char[] buffer, int offset, int length) {
    if (number(field, buffer, offset, length, SECONDS, 0)) {
      column(field).add(buffer, offset, length);
    }
  }

  /// Whether the characters are a finite number, or stand for no value; else the row is rejected.
  private boolean number(
      Field field, char[] buffer, int offset, int length, String expected, double least) {
    if (!isFirst(field)) {
      return false;
    }
    double number = CellText.number(buffer, offset, length);
    if (isNumber(number, least)
        || (columns.isMissing(buffer, offset, length) && !isNan(buffer, offset, length))) {
      return true;
    }
    ledger.reject(field.name(), Words.was(Words.shown(buffer, offset, length), expected));
    return false;
  }

  private static boolean isNan(char[] buffer, int offset, int length) {
    return length == 3 && buffer[offset] == 'N' && buffer[offset + 1] == 'a';
  }

  private static boolean isNumber(double number, double least) {
    return Double.isFinite(number) && number >= least;
  }

  /// Checks a value that stands in a column of its own already.
  ///
  /// @param number the value, NaN where it is none
  /// @param shown the value in words
  void check(Field field, double number, String shown) {
    if (field.kind() == Kind.LATENCY && !isNumber(number, 0)) {
      ledger.reject(field.name(), Words.was(shown, SECONDS));
    } else if (field.kind() == Kind.SCORE && !Double.isFinite(number)) {
      ledger.reject(field.name(), Words.was(shown, FINITE));
    } else if (field.kind() == Kind.ANSWER) {
      answered = true;
      if (isNumber(field) && !Double.isFinite(number)) {
        ledger.reject(field.name(), Words.was(shown, FINITE));
      }
    }
  }

  private boolean isNumber(Field field) {
    return schema.types().get(String.valueOf(field.columnName())) == PhysicalType.NUMBER;
  }

  private void answer(Field field, char[] buffer, int offset, int length) {
    if (!isFirst(field)) {
      return;
    }
    if (columns.isMissing(buffer, offset, length)) {
      setMissing(field);
      return;
    }
    check(field, CellText.number(buffer, offset, length), Words.shown(buffer, offset, length));
    column(field).add(buffer, offset, length);
  }

  private boolean isFirst(Field field) {
    if (column(field).isSet()) {
      twice(field);
      return false;
    }
    return true;
  }

  private void twice(Field field) {
    ledger.reject(field.name(), "stands twice in the row; expected it once");
  }

  private static RowColumns.Column column(Field field) {
    return Objects.requireNonNull(field.column());
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

  /// The cells of the rows that are kept.
  Batch batch() {
    return columns.batch();
  }
}
