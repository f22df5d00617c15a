package dev.leeway.app.table;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The cells of one column as they are read.
///
/// Without a given type the first cell with a value decides it; a later cell that contradicts makes
/// the column text, for which it must be read again from the start. With a given type such a cell
/// is unreadable, and the first one is kept as an example.
final class ColumnStore {

  private final boolean given;
  private @Nullable PhysicalType type;
  private boolean contradicted;
  private double[] numbers = new double[0];
  private int[] codes = new int[0];
  private final Dictionary dictionary = new Dictionary();
  private final BitSet missing = new BitSet();
  private final BitSet unreadable = new BitSet();
  private @Nullable String example;
  private int size;

  ColumnStore(@Nullable PhysicalType type) {
    this.given = type != null;
    this.type = type;
  }

  void addMissing() {
    missing.set(size);
    if (type == PhysicalType.TEXT || type == PhysicalType.NUMBERED_TEXT) {
      putCode(TextData.MISSING);
    } else {
      putNumber(Double.NaN);
    }
  }

  /// Adds a cell with a value.
  ///
  /// @param number the characters with a decimal point, `start` being where they begin
  void add(char[] buffer, int offset, int length, char[] number, int start, Path file, long line) {
    if (contradicted) {
      return;
    }
    if (type == null) {
      type = typeOf(buffer, offset, length, number, start);
      if (type == PhysicalType.TEXT) {
        codes = new int[Math.max(16, size)];
        Arrays.fill(codes, 0, size, TextData.MISSING);
        numbers = new double[0];
      }
    }
    switch (type) {
      case NUMBER -> {
        if (Numbers.isNumber(number, start, length)) {
          putNumber(Numbers.parse(number, start, length));
        } else {
          contradict(buffer, offset, length, file, line);
        }
      }
      case DATETIME -> {
        double seconds = Datetimes.parse(buffer, offset, length);
        if (Double.isNaN(seconds)) {
          contradict(buffer, offset, length, file, line);
        } else {
          putNumber(seconds);
        }
      }
      case TEXT, NUMBERED_TEXT -> putCode(dictionary.code(buffer, offset, length));
    }
  }

  private static PhysicalType typeOf(
      char[] buffer, int offset, int length, char[] number, int start) {
    if (Numbers.isNumber(number, start, length)) {
      return PhysicalType.NUMBER;
    }
    return Double.isNaN(Datetimes.parse(buffer, offset, length))
        ? PhysicalType.TEXT
        : PhysicalType.DATETIME;
  }

  private void contradict(char[] buffer, int offset, int length, Path file, long line) {
    if (example == null) {
      String shown = DataException.shown(new String(buffer, offset, Math.min(length, 100)));
      example = shown + " in " + file + ":" + line;
    }
    if (given) {
      unreadable.set(size);
      putNumber(Double.NaN);
    } else {
      contradicted = true;
    }
  }

  private void putNumber(double value) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(1024, size + (size >> 1)));
    }
    numbers[size++] = value;
  }

  private void putCode(int code) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, Math.max(1024, size + (size >> 1)));
    }
    codes[size++] = code;
  }

  /// Whether the column turned out to be text and has to be read again.
  boolean contradicted() {
    return contradicted;
  }

  /// The type; a column without any value is one of numbers.
  PhysicalType type() {
    return type == null ? PhysicalType.NUMBER : type;
  }

  /// The first value that could not be read as the given type, and where.
  @Nullable String example() {
    return example;
  }

  ColumnData data() {
    return switch (type()) {
      case NUMBER, DATETIME ->
          new NumericData(
              numbers,
              size,
              missing.isEmpty() ? null : missing,
              unreadable.isEmpty() ? null : unreadable);
      case TEXT -> new TextData(codes, size, dictionary.values());
      case NUMBERED_TEXT -> numbered();
    };
  }

  private TextData numbered() {
    Map<String, Integer> names = new LinkedHashMap<>();
    List<String> values = dictionary.values();
    int[] renamed = new int[values.size()];
    for (int code = 0; code < renamed.length; code++) {
      char[] value = values.get(code).toCharArray();
      int zeros = 0;
      while (zeros + 1 < value.length && value[zeros] == '0' && value[zeros + 1] != '.') {
        zeros++;
      }
      String name =
          Numbers.isNumber(value, zeros, value.length - zeros)
              ? CategoryNames.of(Numbers.parse(value, zeros, value.length - zeros) + 0.0)
              : values.get(code);
      Integer known = names.putIfAbsent(name, names.size());
      renamed[code] = known == null ? names.size() - 1 : known;
    }
    int[] recoded = new int[size];
    for (int row = 0; row < size; row++) {
      recoded[row] = codes[row] == TextData.MISSING ? TextData.MISSING : renamed[codes[row]];
    }
    return new TextData(recoded, size, List.copyOf(names.keySet()));
  }
}
