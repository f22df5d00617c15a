package dev.leeway.app.table;

import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.leeway.core.profile.CategoryNames;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntFunction;

/// A column that becomes numbers, a batch at a time.
record ParquetNumbers(Path file, MissingTokens missing, Conversion conversion)
    implements ParquetColumn {

  /// How a batch becomes numbers.
  interface Conversion {

    /// The values of the batch; what it says where a value is missing does not matter.
    double[] numbers(ColumnReader reader, int count);

    /// A value as text, for a column that is text elsewhere.
    IntFunction<String> texts(ColumnReader reader, double[] numbers);

    /// Whether the numbers are times.
    default dev.leeway.app.table.PhysicalType written() {
      return dev.leeway.app.table.PhysicalType.NUMBER;
    }
  }

  private record Plain(Numbers toNumbers, Texts toTexts) implements Conversion {
    @Override
    public double[] numbers(ColumnReader reader, int count) {
      return toNumbers.of(reader, count);
    }

    @Override
    public IntFunction<String> texts(ColumnReader reader, double[] numbers) {
      return toTexts.of(reader, numbers);
    }
  }

  @FunctionalInterface
  private interface Numbers {
    double[] of(ColumnReader reader, int count);
  }

  @FunctionalInterface
  private interface Texts {
    IntFunction<String> of(ColumnReader reader, double[] numbers);
  }

  @Override
  public void add(ColumnReader reader, int count, ColumnStore store, long first) {
    double[] numbers = conversion.numbers(reader, count);
    store.addNumbers(
        conversion.written(),
        numbers,
        count,
        present(reader.getLeafValidity(), numbers, count),
        conversion.texts(reader, numbers),
        at -> () -> file + ", row " + (first + at + 1));
  }

  /// One bit a row, set where there is a value; empty where every row has one.
  private long[] present(Validity validity, double[] numbers, int count) {
    long[] present = new long[0];
    if (validity.hasNulls()) {
      present = Arrays.copyOf(validity.words(), (count + 63) >>> 6);
    }
    boolean nan = missing.has(Double.NaN);
    if (!nan && !missing.hasNumbers()) {
      return present;
    }
    for (int at = 0; at < count; at++) {
      double value = numbers[at];
      if (Double.isNaN(value) ? nan : missing.hasNumbers() && missing.has(value)) {
        if (present.length == 0) {
          present = new long[(count + 63) >>> 6];
          Arrays.fill(present, -1);
        }
        present[at >>> 6] &= ~(1L << at);
      }
    }
    return present;
  }

  static Conversion plain(PhysicalType type) {
    return switch (type) {
      case INT32 -> whole(Integer::toString, false);
      case INT64 -> wholeLong(Long::toString, false);
      case FLOAT ->
          new Plain(
              (reader, count) -> {
                float[] values = reader.getFloats();
                double[] numbers = new double[count];
                for (int at = 0; at < count; at++) {
                  numbers[at] = ShortestDecimal.of(values[at]);
                }
                return numbers;
              },
              named());
      case DOUBLE -> new Plain((reader, count) -> reader.getDoubles(), named());
      case BOOLEAN, INT96, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
          throw new IllegalArgumentException(type + " is no number");
    };
  }

  static Conversion unsigned(PhysicalType type) {
    return type == PhysicalType.INT64
        ? wholeLong(Long::toUnsignedString, true)
        : whole(Integer::toUnsignedString, true);
  }

  static Conversion halves() {
    return new Plain(
        (reader, count) -> {
          byte[] bytes = reader.getBinaryValues();
          int[] offsets = reader.getBinaryOffsets();
          double[] numbers = new double[count];
          for (int at = 0; at < count; at++) {
            if (offsets[at + 1] - offsets[at] == 2) {
              int bits = (bytes[offsets[at]] & 0xff) | bytes[offsets[at] + 1] << 8;
              numbers[at] = ShortestDecimal.of(Float.float16ToFloat((short) bits));
            }
          }
          return numbers;
        },
        named());
  }

  private static Texts named() {
    return (reader, numbers) -> at -> CategoryNames.of(numbers[at] + 0.0);
  }

  private static Conversion whole(IntFunction<String> text, boolean unsigned) {
    return new Plain(
        (reader, count) -> {
          int[] values = reader.getInts();
          double[] numbers = new double[count];
          for (int at = 0; at < count; at++) {
            numbers[at] = unsigned ? values[at] & 0xffff_ffffL : values[at];
          }
          return numbers;
        },
        (reader, numbers) -> {
          int[] values = reader.getInts();
          return at -> text.apply(values[at]);
        });
  }

  private static Conversion wholeLong(
      java.util.function.LongFunction<String> text, boolean unsigned) {
    return new Plain(
        (reader, count) -> {
          long[] values = reader.getLongs();
          double[] numbers = new double[count];
          for (int at = 0; at < count; at++) {
            long value = values[at];
            // Halved with the last bit kept, the number rounds as it would unhalved.
            numbers[at] =
                unsigned && value < 0 ? (double) ((value >>> 1) | (value & 1)) * 2 : value;
          }
          return numbers;
        },
        (reader, numbers) -> {
          long[] values = reader.getLongs();
          return at -> text.apply(values[at]);
        });
  }
}
