package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.math.BigDecimal;
import java.math.BigInteger;

/// The bytes of what was counted of rows whose truth is known, as [ByteOutput] writes fields:
///
/// ```
/// magic "LWYM" · version (1 byte) · task (1 byte) · fields of its state · CRC-32C of all before (4)
/// ```
///
/// Exact sums are decimal numbers in canonical form, so equal states have equal bytes.
final class PerformanceCodec {

  private static final int MAGIC = 0x4c57594d;
  private static final byte VERSION = 1;

  /// Sums of products of doubles, as canonical decimals: digits after the point, before it, and the
  /// bytes of all digits.
  private static final int MOST_SCALE = 1_100;

  private static final int LEAST_SCALE = -350;
  private static final int MOST_DIGIT_BYTES = 640;

  private PerformanceCodec() {}

  static byte[] write(PerformanceState state) {
    ByteOutput out = new ByteOutput(MAGIC, VERSION);
    out.put((byte) state.task().ordinal());
    if (state instanceof ClassificationState classes) {
      classes.write(out);
    } else if (state instanceof RegressionState numbers) {
      numbers.write(out);
    } else if (state instanceof RankingState rankings) {
      rankings.write(out);
    } else if (state instanceof ServingState serving) {
      serving.write(out);
    }
    return out.toBytes();
  }

  static PerformanceState read(byte[] bytes) {
    ByteInput in = new ByteInput(bytes, "state of performance", MAGIC, VERSION);
    Task[] tasks = Task.values();
    PerformanceState state =
        switch (tasks[in.count(tasks.length - 1)]) {
          case CLASSIFICATION -> ClassificationState.read(in);
          case REGRESSION -> RegressionState.read(in);
          case RANKING -> RankingState.read(in);
          case SERVING -> ServingState.read(in);
        };
    in.end();
    return state;
  }

  static void write(ByteOutput out, BigDecimal sum) {
    out.putSigned(sum.scale());
    out.putBlock(sum.unscaledValue().toByteArray());
  }

  static BigDecimal readSum(ByteInput in) {
    long scale = in.signed();
    byte[] digits = in.block();
    if (scale < LEAST_SCALE
        || scale > MOST_SCALE
        || digits.length == 0
        || digits.length > MOST_DIGIT_BYTES) {
      throw in.damaged("a sum has scale %d and %d bytes".formatted(scale, digits.length));
    }
    BigDecimal sum = new BigDecimal(new BigInteger(digits), (int) scale);
    if (MeanSums.canonical(sum).scale() != sum.scale()) {
      throw in.damaged("a sum is not in its one form");
    }
    return sum;
  }

  static void write(ByteOutput out, MeanSums sums) {
    out.putCount(sums.count());
    write(out, sums.sum());
    write(out, sums.squares());
    out.putCount(sums.overflowed());
    out.putCount(sums.infinite());
  }

  static MeanSums readMeanSums(ByteInput in) {
    long count = in.count();
    MeanSums sums = new MeanSums(count, readSum(in), readSum(in), in.count(), in.count());
    if (sums.overflowed() > count || sums.infinite() > count - sums.overflowed()) {
      throw in.damaged("more values are too large than there are values");
    }
    boolean whole = sums.overflowed() + sums.infinite() == 0;
    if (sums.squares().signum() < 0
        || (whole
            && sums.squares()
                    .multiply(BigDecimal.valueOf(count))
                    .compareTo(sums.sum().multiply(sums.sum()))
                < 0)) {
      throw in.damaged("the squares of values are less than they can be");
    }
    return sums;
  }

  static void write(ByteOutput out, ClassLabel label) {
    out.putCount(label.isNumber() ? 1 : 0);
    out.putString(label.name());
  }

  static ClassLabel readLabel(ByteInput in) {
    boolean isNumber = in.flag();
    String name = in.string();
    if (!isNumber) {
      return ClassLabel.text(name);
    }
    return ClassLabel.number(name).orElseThrow(() -> in.damaged("a class is no number"));
  }
}
