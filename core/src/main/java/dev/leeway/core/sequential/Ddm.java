package dev.leeway.core.sequential;

/// DDM: an error rate p with standard error s = √(p(1−p)/n) is compared with where p + s was
/// smallest; a warning above p_min + 2·s_min, an alarm above p_min + 3·s_min. Only a rise is seen.
/// Gama, Medas, Castillo & Rodrigues (2004), Learning with drift detection.
///
/// River starts after 30 rows; MOA notes the smallest from row 29 on and may alarm from row 30 on.
/// With no error so far s_min is 0, and then one error is an alarm.
final class Ddm extends PresetDetector {

  private static final int WARM_UP = 30;

  private final boolean moa;
  private long n;
  private double p;
  private double smallestP;
  private double smallestS;
  private double smallestSum;

  Ddm(ClassicDetector preset, long muteRows, boolean moa) {
    super(preset, muteRows);
    this.moa = moa;
    startAgain();
  }

  @Override
  void startAgain() {
    n = 0;
    p = 0;
    smallestP = 0;
    smallestS = 0;
    smallestSum = Double.POSITIVE_INFINITY;
  }

  @Override
  Signal step(double value) {
    n++;
    p += moa ? (value - p) / n : 1.0 / n * (value - p);
    double s = Math.sqrt(p * (1 - p) / n);
    if (moa ? n < WARM_UP - 1 : n <= WARM_UP) {
      return Signal.QUIET;
    }
    if (p + s <= smallestSum) {
      smallestP = p;
      smallestS = s;
      smallestSum = p + s;
    }
    if (n >= WARM_UP && p + s > smallestP + 3 * smallestS) {
      return Signal.RISE;
    }
    return p + s > smallestP + 2 * smallestS ? Signal.WARNING : Signal.QUIET;
  }

  @Override
  void write(StateWriter out) {
    out.put(n).put(p).put(smallestP).put(smallestS).put(smallestSum);
  }

  @Override
  void read(StateReader in) {
    n = in.count();
    p = in.number();
    smallestP = in.number();
    smallestS = in.number();
    smallestSum = in.number();
  }
}
