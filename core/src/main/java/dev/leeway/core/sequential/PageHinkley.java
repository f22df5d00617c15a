package dev.leeway.core.sequential;

/// River's Page–Hinkley test, both ways: two fading sums of the distance from the running mean, up
/// ← 0.9999·up + x − mean − δ and down ← 0.9999·down + x − mean + δ with δ = 0.005. An alarm where
/// `up` lies more than 50 above its smallest value, or `down` as much below its largest, from the
/// 30th row on. Page (1954), Continuous inspection schemes.
final class PageHinkley extends PresetDetector {

  private static final int WARM_UP = 30;
  private static final double DELTA = 0.005;
  private static final double FADING = 1 - 0.0001;
  private static final double THRESHOLD = 50;

  private long n;
  private double mean;
  private double up;
  private double down;
  private double smallestUp;
  private double largestDown;

  PageHinkley(ClassicDetector preset, long muteRows) {
    super(preset, muteRows);
    startAgain();
  }

  @Override
  void startAgain() {
    n = 0;
    mean = 0;
    up = 0;
    down = 0;
    smallestUp = Double.POSITIVE_INFINITY;
    largestDown = -1;
  }

  @Override
  Signal step(double value) {
    n++;
    mean += 1.0 / n * (value - mean);
    double off = value - mean;
    up = FADING * up + off - DELTA;
    down = FADING * down + off + DELTA;
    smallestUp = Math.min(smallestUp, up);
    largestDown = Math.max(largestDown, down);
    if (n < WARM_UP) {
      return Signal.QUIET;
    }
    if (up - smallestUp > THRESHOLD) {
      return Signal.RISE;
    }
    return largestDown - down > THRESHOLD ? Signal.FALL : Signal.QUIET;
  }

  @Override
  void write(StateWriter out) {
    out.put(n).put(mean).put(up).put(down).put(smallestUp).put(largestDown);
  }

  @Override
  void read(StateReader in) {
    n = in.count();
    mean = in.number();
    up = in.number();
    down = in.number();
    smallestUp = in.number();
    largestDown = in.number();
  }
}
