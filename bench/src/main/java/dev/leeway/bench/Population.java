package dev.leeway.bench;

import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

/// What simulated columns are drawn from.
public enum Population {
  NORMAL("normal") {
    @Override
    ColumnData draw(int rows, SplittableRandom random) {
      return numbers(rows, random::nextGaussian);
    }
  },
  STUDENT_T2("Student t, 2 degrees of freedom") {
    @Override
    ColumnData draw(int rows, SplittableRandom random) {
      return numbers(
          rows, () -> random.nextGaussian() / Math.sqrt(-Math.log(1 - random.nextDouble())));
    }
  },
  LOGNORMAL("lognormal, σ = 1.5") {
    @Override
    ColumnData draw(int rows, SplittableRandom random) {
      return numbers(rows, () -> Math.exp(1.5 * random.nextGaussian()));
    }
  },
  ZERO_INFLATED("70 % zeros, else lognormal") {
    @Override
    ColumnData draw(int rows, SplittableRandom random) {
      return numbers(rows, () -> random.nextDouble() < 0.7 ? 0 : Math.exp(random.nextGaussian()));
    }
  },
  FIVE_LEVELS("5 equal categories") {
    @Override
    ColumnData draw(int rows, SplittableRandom random) {
      return categories(rows, 5, () -> random.nextInt(5));
    }
  },
  FIFTY_LEVELS("50 equal categories") {
    @Override
    ColumnData draw(int rows, SplittableRandom random) {
      return categories(rows, 50, () -> random.nextInt(50));
    }
  },
  ZIPF("500 Zipf categories") {
    @Override
    ColumnData draw(int rows, SplittableRandom random) {
      return categories(
          rows,
          500,
          () -> {
            double at = random.nextDouble() * ZipfTable.CUMULATIVE[499];
            int found = Arrays.binarySearch(ZipfTable.CUMULATIVE, at);
            return found < 0 ? -found - 1 : found;
          });
    }
  };

  private final String title;

  Population(String title) {
    this.title = title;
  }

  /// The population in words.
  public String title() {
    return title;
  }

  abstract ColumnData draw(int rows, SplittableRandom random);

  private static NumericData numbers(int rows, DoubleSupplier next) {
    double[] values = new double[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = next.getAsDouble();
    }
    return NumericData.of(values);
  }

  private static TextData categories(int rows, int levels, IntSupplier next) {
    int[] codes = new int[rows];
    for (int row = 0; row < rows; row++) {
      codes[row] = next.getAsInt();
    }
    List<String> names = IntStream.range(0, levels).mapToObj(level -> "level " + level).toList();
    return new TextData(codes, rows, names);
  }

  private static final class ZipfTable {
    static final double[] CUMULATIVE = new double[500];

    static {
      double sum = 0;
      for (int rank = 0; rank < 500; rank++) {
        sum += 1.0 / (rank + 1);
        CUMULATIVE[rank] = sum;
      }
    }
  }
}
