package dev.leeway.core.sequential;

import java.util.Arrays;

/// The unchanged state, learnt row by row: limits of the mean, and for ranks the sorted values.
final class RowBaseline {

  private final RowSpec spec;
  private long rows;
  private double sum;
  private double squares;
  private double[] values = new double[0];

  RowBaseline(RowSpec spec) {
    this.spec = spec;
  }

  void add(double value) {
    if (spec.scale() == RowSpec.Scale.RANK) {
      if (rows == values.length) {
        values =
            Arrays.copyOf(values, Math.min(spec.baselineRows(), Math.max(64, 2 * values.length)));
      }
      values[(int) rows] = value;
    }
    rows++;
    sum += value;
    squares += value * value;
    if (isFull()) {
      Arrays.sort(values);
    }
  }

  long rows() {
    return rows;
  }

  boolean isFull() {
    return rows == spec.baselineRows();
  }

  /// The value on the scale, in [0, 1].
  double scaled(double value) {
    if (spec.scale() == RowSpec.Scale.UNIT) {
      return value;
    }
    int below = firstAtLeast(value);
    int notAbove = below;
    if (below < values.length && values[below] == value) {
      notAbove = firstAtLeast(Math.nextUp(value));
    }
    return (below + notAbove) / (2.0 * values.length);
  }

  private int firstAtLeast(double value) {
    int low = 0;
    int high = values.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The mean on the scale.
  double mean() {
    return spec.scale() == RowSpec.Scale.RANK ? 0.5 : sum / rows;
  }

  /// The largest mean that still counts as unchanged, tolerance included; may reach 1.
  double upper(double alpha) {
    return limit(sum, squares, alpha);
  }

  /// Likewise of 1 − value.
  double upperOfComplement(double alpha) {
    return limit(rows - sum, rows - 2 * sum + squares, alpha);
  }

  private double limit(double total, double ofSquares, double alpha) {
    double limit =
        spec.scale() == RowSpec.Scale.RANK
            ? 0.5 + Math.sqrt(Math.log(1 / alpha) / (6.0 * rows))
            : MeanLimit.upper(rows, total, ofSquares, alpha);
    return Math.min(1, limit + spec.tolerance());
  }

  void write(StateWriter out) {
    out.put(rows).put(sum).put(squares).put(values, Math.min(values.length, (int) rows));
  }

  void read(StateReader in) {
    rows = in.count(spec.baselineRows());
    sum = in.number();
    squares = in.number();
    values = in.numbers(spec.scale() == RowSpec.Scale.RANK ? (int) rows : 0);
  }
}
