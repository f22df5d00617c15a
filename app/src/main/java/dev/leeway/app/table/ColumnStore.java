package dev.leeway.app.table;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The cells of one column as they are read.
///
/// Without a given type the first cell with a value decides it; a later cell that contradicts makes
/// the column text, for which it must be read again from the start. With a given type such a cell
/// is unreadable, and the first one is kept as an example.
///
/// Cells may be taken out in runs of rows ([#cut]); what was decided of the column stays.
final class ColumnStore {

  /// With more distinct strings than this a run of rows begins a dictionary of its own.
  private static final int KEPT_STRINGS = 4096;

  private final boolean given;
  private @Nullable PhysicalType type;
  private boolean contradicted;
  private double[] numbers = new double[0];
  private int[] codes = new int[0];
  private int @Nullable [] lastCodes;
  private double[] lastNumbers = new double[0];
  private Dictionary dictionary = new Dictionary();
  private BitSet missing = new BitSet();
  private BitSet unreadable = new BitSet();
  private @Nullable String example;
  private int before;
  private int size;

  ColumnStore(@Nullable PhysicalType type) {
    this.given = type != null;
    this.type = type;
  }

  void addMissing() {
    missing.set(size);
    if (isText()) {
      putCode(TextData.MISSING);
    } else {
      putNumber(Double.NaN);
    }
  }

  private boolean isText() {
    return type == PhysicalType.TEXT || type == PhysicalType.NUMBERED_TEXT;
  }

  /// Gives the rows before `row` that have no cell yet a missing one.
  void padTo(int row) {
    while (size() < row && !contradicted) {
      addMissing();
    }
  }

  /// Number of cells so far; what comes after a contradiction does not count.
  int size() {
    return before + size;
  }

  /// Adds a cell of a file that does not tell numbers from strings, or a number of one that does.
  ///
  /// @param number the characters with a decimal point, `start` being where they begin
  void add(char[] buffer, int offset, int length, char[] number, int start, Place place) {
    add(buffer, offset, length, number, start, false, place);
  }

  /// Adds a string of a file that tells numbers from strings. Only `nan` and the infinities are
  /// numbers then, for which such files have no other way of writing; unless the type is given.
  void addString(char[] buffer, int offset, int length, Place place) {
    add(buffer, offset, length, buffer, offset, !given, place);
  }

  private void add(
      char[] buffer,
      int offset,
      int length,
      char[] number,
      int start,
      boolean string,
      Place place) {
    if (contradicted) {
      return;
    }
    if (type == null) {
      decide(typeOf(buffer, offset, length, number, start, string));
    }
    switch (type()) {
      case NUMBER -> {
        if (isNumber(number, start, length, string)) {
          putNumber(Numbers.parse(number, start, length));
        } else {
          contradict(new String(buffer, offset, Math.min(length, 100)), place);
        }
      }
      case DATETIME -> {
        double seconds = Datetimes.parse(buffer, offset, length);
        if (Double.isNaN(seconds)) {
          contradict(new String(buffer, offset, Math.min(length, 100)), place);
        } else {
          putNumber(seconds);
        }
      }
      case TEXT, NUMBERED_TEXT -> putCode(dictionary.code(buffer, offset, length));
    }
  }

  /// Adds values that the file holds as numbers, or as times in seconds.
  ///
  /// @param written [PhysicalType#NUMBER] or [PhysicalType#DATETIME]
  /// @param present one bit a row, set where there is a value; empty where every row has one
  /// @param texts a value as text, where this column is text
  /// @param places where a value stands
  void addNumbers(
      PhysicalType written,
      double[] values,
      int count,
      long[] present,
      IntFunction<String> texts,
      IntFunction<Place> places) {
    if (contradicted) {
      return;
    }
    if (type == null && (present.length == 0 || !BitSet.valueOf(present).isEmpty())) {
      decide(written);
    }
    if (type == null || type == written) {
      putNumbers(values, count, present);
      return;
    }
    for (int at = 0; at < count && !contradicted; at++) {
      if (present.length > 0 && ((present[at >>> 6] >>> at) & 1) == 0) {
        addMissing();
      } else if (!isText()) {
        contradict(texts.apply(at), places.apply(at));
      } else if (type == PhysicalType.NUMBERED_TEXT && written == PhysicalType.NUMBER) {
        putCode(code(values[at]));
      } else {
        putCode(code(texts.apply(at)));
      }
    }
  }

  private void putNumbers(double[] values, int count, long[] present) {
    if (numbers.length < size + count) {
      numbers = Arrays.copyOf(numbers, Math.max(size + count, size + (size >> 1)));
    }
    System.arraycopy(values, 0, numbers, size, count);
    for (int word = 0; word < present.length; word++) {
      for (long absent = ~present[word]; absent != 0; absent &= absent - 1) {
        int at = (word << 6) + Long.numberOfTrailingZeros(absent);
        if (at < count) {
          numbers[size + at] = Double.NaN;
          missing.set(size + at);
        }
      }
    }
    size += count;
  }

  /// The code of a number as a category; few are asked for often.
  private int code(double value) {
    int slot = (Double.hashCode(value) * 0x9e3779b1) >>> 24;
    if (lastCodes == null) {
      lastCodes = new int[256];
      lastNumbers = new double[256];
      Arrays.fill(lastNumbers, Double.NaN);
    }
    if (lastNumbers[slot] != value) {
      lastNumbers[slot] = value;
      lastCodes[slot] = code(CategoryNames.of(value + 0.0));
    }
    return lastCodes[slot];
  }

  private int code(String text) {
    return dictionary.code(text.toCharArray(), 0, text.length());
  }

  private void decide(PhysicalType decided) {
    type = decided;
    if (decided == PhysicalType.TEXT) {
      codes = new int[Math.max(16, size)];
      Arrays.fill(codes, 0, size, TextData.MISSING);
      numbers = new double[0];
    }
  }

  private static PhysicalType typeOf(
      char[] buffer, int offset, int length, char[] number, int start, boolean string) {
    if (isNumber(number, start, length, string)) {
      return PhysicalType.NUMBER;
    }
    return Double.isNaN(Datetimes.parse(buffer, offset, length))
        ? PhysicalType.TEXT
        : PhysicalType.DATETIME;
  }

  private static boolean isNumber(char[] number, int start, int length, boolean string) {
    return (!string || Numbers.isNotDigits(number, start, length))
        && Numbers.isNumber(number, start, length);
  }

  private void contradict(String value, Place place) {
    if (example == null) {
      example = DataException.shown(value) + " in " + place.words();
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
      numbers = Arrays.copyOf(numbers, Math.max(64, size + (size >> 1)));
    }
    numbers[size++] = value;
  }

  private void putCode(int code) {
    if (size == codes.length) {
      codes = Arrays.copyOf(codes, Math.max(64, size + (size >> 1)));
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

  /// Takes out the cells since the last cut.
  ColumnData cut() {
    ColumnData data = data();
    int capacity = size;
    forget();
    if (isText()) {
      codes = new int[capacity];
    } else {
      numbers = new double[capacity];
    }
    return data;
  }

  /// Drops the cells since the last cut.
  void forget() {
    before += size;
    size = 0;
    numbers = new double[0];
    codes = new int[0];
    missing = new BitSet();
    unreadable = new BitSet();
    if (dictionary.values().size() > KEPT_STRINGS) {
      dictionary = new Dictionary();
      lastCodes = null;
    }
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
