package dev.leeway.app.table;

import dev.hardwood.metadata.LogicalType.TimeUnit;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.function.IntFunction;

/// Dates and times, in seconds since 1970 as [Datetimes] has them; times of day in seconds since
/// midnight.
final class ParquetTimes {

  private static final double DAY = 86_400;
  private static final long NANOS_A_DAY = 86_400_000_000_000L;

  /// The day number of 1970-01-01 among the Julian days.
  private static final long EPOCH = 2_440_588;

  private ParquetTimes() {}

  private record Times(Seconds seconds) implements ParquetNumbers.Conversion {
    @Override
    public double[] numbers(ColumnReader reader, int count) {
      return seconds.of(reader, count);
    }

    @Override
    public IntFunction<String> texts(ColumnReader reader, double[] numbers) {
      return at -> {
        double whole = Math.floor(numbers[at]);
        int nanos = (int) Math.min(999_999_999, Math.round((numbers[at] - whole) * 1e9));
        return LocalDateTime.ofEpochSecond((long) whole, nanos, ZoneOffset.UTC).toString();
      };
    }

    @Override
    public dev.leeway.app.table.PhysicalType written() {
      return dev.leeway.app.table.PhysicalType.DATETIME;
    }
  }

  @FunctionalInterface
  private interface Seconds {
    double[] of(ColumnReader reader, int count);
  }

  static ParquetNumbers.Conversion days() {
    return new Times((reader, count) -> {
      int[] days = reader.getInts();
      double[] seconds = new double[count];
      for (int at = 0; at < count; at++) {
        seconds[at] = days[at] * DAY;
      }
      return seconds;
    });
  }

  /// With UTC or without: without, a time is taken for UTC, as in text.
  static ParquetNumbers.Conversion timestamps(TimeUnit unit) {
    long nanos = nanos(unit);
    long day = NANOS_A_DAY / nanos;
    return new Times((reader, count) -> {
      long[] values = reader.getLongs();
      double[] seconds = new double[count];
      for (int at = 0; at < count; at++) {
        long days = Math.floorDiv(values[at], day);
        seconds[at] = days * DAY + (values[at] - days * day) * nanos / 1e9;
      }
      return seconds;
    });
  }

  /// Twelve bytes: nanoseconds of the day, and the Julian day; what Impala and old Spark write.
  static ParquetNumbers.Conversion days96() {
    return new Times((reader, count) -> {
      ByteBuffer bytes = ByteBuffer.wrap(reader.getBinaryValues()).order(ByteOrder.LITTLE_ENDIAN);
      int[] offsets = reader.getBinaryOffsets();
      double[] seconds = new double[count];
      for (int at = 0; at < count; at++) {
        if (offsets[at + 1] - offsets[at] == 12) {
          long days = bytes.getInt(offsets[at] + 8) - EPOCH;
          seconds[at] = days * DAY + bytes.getLong(offsets[at]) / 1e9;
        }
      }
      return seconds;
    });
  }

  static ParquetNumbers.Conversion timesOfDay(TimeUnit unit, PhysicalType type) {
    long nanos = nanos(unit);
    return new ParquetNumbers.Conversion() {
      @Override
      public double[] numbers(ColumnReader reader, int count) {
        double[] seconds = new double[count];
        for (int at = 0; at < count; at++) {
          seconds[at] = value(reader, at) * nanos / 1e9;
        }
        return seconds;
      }

      private long value(ColumnReader reader, int at) {
        return type == PhysicalType.INT32 ? reader.getInts()[at] : reader.getLongs()[at];
      }

      @Override
      public IntFunction<String> texts(ColumnReader reader, double[] numbers) {
        return at ->
            LocalTime.ofNanoOfDay(Math.floorMod(value(reader, at) * nanos, NANOS_A_DAY)).toString();
      }
    };
  }

  private static long nanos(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000_000;
      case MICROS -> 1_000;
      case NANOS -> 1;
    };
  }
}
