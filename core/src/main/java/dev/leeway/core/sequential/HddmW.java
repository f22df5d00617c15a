package dev.leeway.core.sequential;

/// HDDM-W: like [HddmA], on exponentially weighted means (λ = 0.05) and McDiarmid's bound. An
/// average over what came before the best cut is compared with one over what came after it; the
/// alarm is ewma_after − ewma_before > √(½·(ibc_before + ibc_after)·ln(1/δ)), where ibc ← λ² +
/// (1−λ)²·ibc is the sum of squared weights. Frías-Blanco et al. (2015).
///
/// Values in [0, 1]. Only a rise is seen. MOA weighs the first value by 1, river by its factor.
final class HddmW extends PresetDetector {

  private static final double LAMBDA = 0.05;
  private static final double ALARM = Math.log(1 / 0.001);
  private static final double WARNING = Math.log(1 / 0.005);

  private final boolean moa;
  private final Average total = new Average();
  private final Average before = new Average();
  private final Average after = new Average();
  private double cut = Double.POSITIVE_INFINITY;

  HddmW(ClassicDetector preset, long muteRows, boolean moa) {
    super(preset, muteRows);
    this.moa = moa;
  }

  private final class Average {
    double mean;
    double squaredWeights = 1;
    boolean started;

    void clear() {
      mean = 0;
      squaredWeights = 1;
      started = false;
    }

    void set(Average other) {
      mean = other.mean;
      squaredWeights = other.squaredWeights;
      started = other.started;
    }

    void add(double value) {
      mean = started ? LAMBDA * value + (1 - LAMBDA) * mean : value;
      if (started || !moa) {
        squaredWeights = LAMBDA * LAMBDA + (1 - LAMBDA) * (1 - LAMBDA) * squaredWeights;
      }
      started = true;
    }
  }

  @Override
  void startAgain() {
    for (Average average : averages()) {
      average.clear();
    }
    cut = Double.POSITIVE_INFINITY;
  }

  private Average[] averages() {
    return new Average[] {total, before, after};
  }

  @Override
  Signal step(double value) {
    total.add(value);
    double bound = Math.sqrt(total.squaredWeights * ALARM / 2);
    if (total.mean + bound < cut) {
      cut = total.mean + bound;
      before.set(total);
      after.clear();
    } else {
      after.add(value);
    }
    Signal signal = Signal.QUIET;
    if (exceeds(before, after, ALARM)) {
      signal = Signal.RISE;
    } else if (exceeds(before, after, WARNING)) {
      signal = Signal.WARNING;
    }
    return signal;
  }

  private static boolean exceeds(Average low, Average high, double confidence) {
    return low.started
        && high.started
        && high.mean - low.mean
            > Math.sqrt((low.squaredWeights + high.squaredWeights) * confidence / 2);
  }

  @Override
  void write(StateWriter out) {
    for (Average average : averages()) {
      out.put(average.mean).put(average.squaredWeights).put(average.started);
    }
    out.put(cut);
  }

  @Override
  void read(StateReader in) {
    for (Average average : averages()) {
      average.mean = in.number();
      average.squaredWeights = in.number();
      average.started = in.flag();
    }
    cut = in.number();
  }
}
