package dev.leeway.core.sequential;

/// MOA's CUSUM and Page–Hinkley test: the sum of how far values lie above the running mean, less δ
/// = 0.005, alarms above 50. CUSUM is s ← max(0, s + x − mean − δ); MOA's Page–Hinkley fades
/// instead of stopping at 0: s ← 0.9999·s + x − mean − δ. Only a rise is seen, from the 29th row
/// on. Page (1954), Continuous inspection schemes.
///
/// The mean takes in the change itself; a small change that lasts is lost, and after a long quiet
/// run the fading sum lies at about −50, which delays MOA's Page–Hinkley.
final class Cusum extends PresetDetector {

  private static final int WARM_UP = 30;
  private static final double DELTA = 0.005;
  private static final double THRESHOLD = 50;

  private final boolean fading;
  private long n;
  private double mean;
  private double sum;

  Cusum(ClassicDetector preset, long muteRows, boolean fading) {
    super(preset, muteRows);
    this.fading = fading;
  }

  @Override
  void startAgain() {
    n = 0;
    mean = 0;
    sum = 0;
  }

  @Override
  Signal step(double value) {
    n++;
    mean += (value - mean) / n;
    sum = fading ? 0.9999 * sum + (value - mean - DELTA) : Math.max(0, sum + value - mean - DELTA);
    return n >= WARM_UP - 1 && sum > THRESHOLD ? Signal.RISE : Signal.QUIET;
  }

  @Override
  void write(StateWriter out) {
    out.put(n).put(mean).put(sum);
  }

  @Override
  void read(StateReader in) {
    n = in.count();
    mean = in.number();
    sum = in.number();
  }
}
