package dev.leeway.core.stats;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The exact sum of any number of finite doubles: the same whatever the order of the additions and
/// however they were split, so it can be part of a state that merges. Without additions it is 0.
///
/// Neal (2015), *Fast exact summation using small and large superaccumulators*, the small form. The
/// sum is an integer multiple of 2^-1074, kept in chunks of 32 bits held by longs: an addition
/// touches two neighbouring chunks and defers the carry, which is settled before a chunk can
/// overflow. A value's mantissa has 53 bits, so what is added to a chunk is below 2^52, and
/// [#CARRY_AFTER] additions stay below 2^63. In canonical form every chunk but the last is in [0,
/// 2^32) and the last carries the sign.
///
/// Not thread-safe.
public final class ExactSum {

  /// Positions 0 … 2045 of a mantissa's lowest bit, and room for carries of 2^63 additions.
  public static final int CHUNKS = 68;

  /// Additions after which carries must be settled.
  private static final int CARRY_AFTER = 1 << 10;

  private static final long MANTISSA = (1L << 52) - 1;
  private static final long LOW = 0xffffffffL;
  private static final int UNIT_EXPONENT = -1074;
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  private final long[] chunks;
  private int pending;

  /// The sum of nothing.
  public ExactSum() {
    this(new long[CHUNKS]);
  }

  private ExactSum(long[] chunks) {
    this.chunks = chunks;
  }

  /// The sum that has these [#canonical()] chunks.
  public static ExactSum of(long[] canonical) {
    return new ExactSum(Arrays.copyOf(canonical, CHUNKS));
  }

  /// Adds a value.
  ///
  /// @throws IllegalArgumentException when it is NaN or infinite
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("only finite values have a sum, was " + value);
    }
    add(chunks, value);
    if (++pending == CARRY_AFTER) {
      settle();
    }
  }

  /// Adds the first `length` values, which the caller knows to be finite: others would spoil the
  /// sum unseen.
  public void addAll(double[] values, int length) {
    for (int from = 0; from < length; from += CARRY_AFTER) {
      int to = Math.min(length, from + CARRY_AFTER);
      settle();
      for (int index = from; index < to; index++) {
        add(chunks, values[index]);
      }
      pending = to - from;
    }
  }

  /// Adds a finite value to chunks without settling carries.
  private static void add(long[] chunks, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long mantissa = bits & MANTISSA;
    int position = exponent;
    if (exponent != 0) {
      mantissa |= MANTISSA + 1;
      position--;
    }
    int shift = position & 31;
    int chunk = position >>> 5;
    long sign = bits >> 63;
    long low = (mantissa << shift) & LOW;
    long high = mantissa >>> (32 - shift);
    chunks[chunk] += (low ^ sign) - sign;
    chunks[chunk + 1] += (high ^ sign) - sign;
  }

  /// Brings the chunks into canonical form.
  private void settle() {
    settle(chunks);
    pending = 0;
  }

  private static void settle(long[] chunks) {
    for (int chunk = 0; chunk < CHUNKS - 1; chunk++) {
      long carry = chunks[chunk] >> 32;
      chunks[chunk] &= LOW;
      chunks[chunk + 1] += carry;
    }
  }

  /// The sum of both.
  public ExactSum plus(ExactSum other) {
    long[] sum = canonical();
    long[] more = other.canonical();
    for (int chunk = 0; chunk < CHUNKS; chunk++) {
      sum[chunk] += more[chunk];
    }
    settle(sum);
    return new ExactSum(sum);
  }

  /// A copy of the chunks in canonical form: equal sums, equal arrays.
  public long[] canonical() {
    settle();
    return chunks.clone();
  }

  /// The exact value.
  public BigDecimal value() {
    long[] canonical = canonical();
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + (CHUNKS - 1) * Integer.BYTES);
    bytes.putLong(canonical[CHUNKS - 1]);
    for (int chunk = CHUNKS - 2; chunk >= 0; chunk--) {
      bytes.putInt((int) canonical[chunk]);
    }
    BigInteger sum = new BigInteger(bytes.array());
    int zeros = sum.signum() == 0 ? 0 : sum.getLowestSetBit();
    int exponent = UNIT_EXPONENT + zeros;
    BigInteger odd = sum.shiftRight(zeros);
    return exponent >= 0
        ? new BigDecimal(odd.shiftLeft(exponent))
        : new BigDecimal(odd.multiply(FIVE.pow(-exponent)), -exponent);
  }
}
