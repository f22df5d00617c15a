package dev.leeway.app.table;

import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.IntFunction;

/// Decimals: whole numbers, in four, eight or any number of bytes, and where the point stands.
///
/// @param scale digits behind the point
record ParquetDecimal(Unscaled unscaled, int scale) implements ParquetNumbers.Conversion {

  private static final double[] POWERS = new double[23];

  static {
    for (int power = 0; power < POWERS.length; power++) {
      POWERS[power] = Double.parseDouble("1e" + power); // exact up to here
    }
  }

  @FunctionalInterface
  private interface Unscaled {
    /// The whole number of a row, as long as it fits, else null.
    BigInteger at(ColumnReader reader, int row);
  }

  static ParquetNumbers.Conversion of(PhysicalType type, int scale) {
    return new ParquetDecimal(
        switch (type) {
          case INT32 -> (reader, row) -> BigInteger.valueOf(reader.getInts()[row]);
          case INT64 -> (reader, row) -> BigInteger.valueOf(reader.getLongs()[row]);
          case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> ParquetDecimal::bytes;
          case BOOLEAN, INT96, FLOAT, DOUBLE ->
              throw new IllegalArgumentException("a decimal in " + type);
        },
        scale);
  }

  private static BigInteger bytes(ColumnReader reader, int row) {
    int[] offsets = reader.getBinaryOffsets();
    int length = offsets[row + 1] - offsets[row];
    return length == 0
        ? BigInteger.ZERO
        : new BigInteger(reader.getBinaryValues(), offsets[row], length);
  }

  @Override
  public double[] numbers(ColumnReader reader, int count) {
    double[] numbers = new double[count];
    for (int at = 0; at < count; at++) {
      BigInteger whole = unscaled.at(reader, at);
      // A quotient of two doubles that are exact is the double nearest to the decimal.
      numbers[at] =
          whole.bitLength() <= 53 && scale >= 0 && scale < POWERS.length
              ? whole.doubleValue() / POWERS[scale]
              : new BigDecimal(whole, scale).doubleValue();
    }
    return numbers;
  }

  @Override
  public IntFunction<String> texts(ColumnReader reader, double[] numbers) {
    return at -> new BigDecimal(unscaled.at(reader, at), scale).toPlainString();
  }
}
