package dev.leeway.core.sequential;

/// EDDM: watches the distance d between errors. Where mean(d) + 2·sd(d) falls below 95 % of its
/// largest value so far it warns, below 90 % it alarms. Only a rise of the error rate is seen.
/// Baena-García et al. (2006), Early drift detection method.
///
/// River has the sample's standard deviation, MOA the population's; both want more than 30 rows and
/// more than 30 errors, and compare only at errors that set no new largest value.
final class Eddm extends PresetDetector {

  private static final int WARM_UP = 30;
  private static final double WARNING = 0.95;
  private static final double ALARM = 0.9;

  private final boolean moa;
  private long n;
  private long errors;
  private long lastError;
  private double mean;
  private double squares;
  private double largest;
  private boolean warning;

  Eddm(ClassicDetector preset, long muteRows, boolean moa) {
    super(preset, muteRows);
    this.moa = moa;
    startAgain();
  }

  @Override
  void startAgain() {
    n = 0;
    errors = 0;
    lastError = 0;
    mean = 0;
    squares = 0;
    largest = 0;
    warning = false;
  }

  @Override
  Signal step(double value) {
    n++;
    if (value == 1) {
      if (error()) {
        return Signal.RISE;
      }
    }
    return warning ? Signal.WARNING : Signal.QUIET;
  }

  /// Whether this error makes an alarm.
  private boolean error() {
    errors++;
    double distance = n - lastError;
    lastError = n;
    double before = mean;
    mean += moa ? (distance - mean) / errors : 1.0 / errors * (distance - mean);
    squares += (distance - mean) * (distance - before);
    double variance = moa ? squares / errors : errors > 1 ? squares / (errors - 1) : 0;
    double level = mean + 2 * Math.sqrt(variance);
    warning &= !moa;
    if (level > largest) {
      if (moa ? n >= WARM_UP : n > WARM_UP) {
        largest = level;
      }
      return false;
    }
    if (errors > WARM_UP && n > WARM_UP) {
      double share = level / largest;
      warning = share < WARNING;
      return share < ALARM;
    }
    return false;
  }

  @Override
  void write(StateWriter out) {
    out.put(n).put(errors).put(lastError).put(mean).put(squares).put(largest).put(warning);
  }

  @Override
  void read(StateReader in) {
    n = in.count();
    errors = in.count();
    lastError = in.count();
    mean = in.number();
    squares = in.number();
    largest = in.number();
    warning = in.flag();
  }
}
