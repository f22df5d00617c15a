package dev.leeway.app.server.ingest;

import dev.leeway.app.server.ingest.RowFields.Field;
import dev.leeway.app.server.ingest.RowFields.Kind;
import dev.leeway.app.table.CellText;
import dev.leeway.app.table.RowColumns;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Counted;
import java.util.Objects;

/// The rules for the values of a row's fields. Whatever is wrong is said to the [RowLedger]; cells
/// go into the columns.
final class RowValues {

  /// How a value is written.
  enum Written {
    /// A string, or a field of a format that does not tell strings from numbers.
    STRING,
    NUMBER,
    TRUTH
  }

  private static final String FINITE = "a finite number";
  private static final String SECONDS = "a finite number of seconds, at least 0";
  private static final String NO_LABEL = "is missing; expected a class or a number";

  private final RowLedger ledger;
  private final Limits limits;
  private final boolean labels;
  private final RowColumns columns;
  private boolean answered;

  /// @param labels whether the rows are labels, each of which must have an answer
  RowValues(RowLedger ledger, Limits limits, boolean labels, RowColumns columns) {
    this.ledger = ledger;
    this.limits = limits;
    this.labels = labels;
    this.columns = columns;
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
      if (field.number() && !Double.isFinite(number)) {
        ledger.reject(field.name(), Words.was(shown, FINITE));
      }
    }
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

  /// The cells of the rows that are kept.
  Batch batch() {
    return columns.batch();
  }
}
