package dev.leeway.core.sequential;

/// HDDM-A: compares the mean of all values with that up to the best cut, by Hoeffding's bound. The
/// cut is where mean + √(ln(1/δ)/2n) was smallest. A rise is an alarm where mean − mean_cut ≥
/// √(½·m·ln(2/δ)), m = (n − n_cut)/(n_cut·n), for δ = 0.001; a warning for 0.005. Frías-Blanco et
/// al. (2015), Online and non-parametric drift detection methods based on Hoeffding's bounds.
///
/// Values in [0, 1]. River sees only rises by default; MOA starts again, without an alarm, where
/// the mean fell.
final class HddmA extends PresetDetector {

  private static final double ALARM = 0.001;
  private static final double WARNING = 0.005;
  private static final double CUT_TERM = Math.log(1 / ALARM);

  private final boolean moa;
  private double n;
  private double sum;
  private double lowN;
  private double lowSum;
  private double highN;
  private double highSum;

  HddmA(ClassicDetector preset, long muteRows, boolean moa) {
    super(preset, muteRows);
    this.moa = moa;
  }

  @Override
  void startAgain() {
    n = 0;
    sum = 0;
    lowN = 0;
    lowSum = 0;
    highN = 0;
    highSum = 0;
  }

  /// Sums are kept as MOA keeps them, means as river does.
  private double plus(double sumOrMean, double value) {
    return moa ? sumOrMean + value : sumOrMean + 1.0 / n * (value - sumOrMean);
  }

  private double mean(double sumOrMean, double count) {
    return moa ? sumOrMean / count : sumOrMean;
  }

  @Override
  Signal step(double value) {
    n++;
    sum = plus(sum, value);
    if (lowN == 0) {
      lowN = n;
      lowSum = sum;
    }
    if (highN == 0) {
      highN = n;
      highSum = sum;
    }
    double mean = mean(sum, n);
    double bound = bound(n);
    if (mean(lowSum, lowN) + bound(lowN) >= mean + bound) {
      lowN = n;
      lowSum = sum;
    }
    if (mean(highSum, highN) - bound(highN) <= mean - bound) {
      highN = n;
      highSum = sum;
    }
    double rise = mean - mean(lowSum, lowN);
    if (exceeds(rise, lowN, ALARM)) {
      return Signal.RISE;
    }
    Signal signal = exceeds(rise, lowN, WARNING) ? Signal.WARNING : Signal.QUIET;
    if (moa && exceeds(mean(highSum, highN) - mean, highN, ALARM)) {
      startAgain();
    }
    return signal;
  }

  private static double bound(double count) {
    return Math.sqrt(1.0 / (2 * count) * CUT_TERM);
  }

  private boolean exceeds(double change, double cut, double confidence) {
    if (cut == n) {
      return false;
    }
    double m = (n - cut) / cut * (1.0 / n);
    return change >= Math.sqrt(m / 2 * Math.log(2.0 / confidence));
  }

  @Override
  void write(StateWriter out) {
    out.put(n).put(sum).put(lowN).put(lowSum).put(highN).put(highSum);
  }

  @Override
  void read(StateReader in) {
    n = in.number();
    sum = in.number();
    lowN = in.number();
    lowSum = in.number();
    highN = in.number();
    highSum = in.number();
  }
}
