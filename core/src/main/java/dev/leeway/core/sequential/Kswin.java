package dev.leeway.core.sequential;

import dev.leeway.core.stats.KolmogorovSmirnov;
import java.util.Arrays;

/// KSWIN: at every row, the Kolmogorov–Smirnov test of the last 30 values against 30 drawn from the
/// 70 before them; an alarm where p ≤ 0.005 and D > 0.1. Raab, Heusinger & Schleif (2020), Reactive
/// soft prototype computing for concept drift streams.
///
/// One test a row at p ≤ 0.005 alarms every few hundred rows of an unchanged stream. Draws are
/// those of river's `KSWIN(seed=1)`.
final class Kswin extends PresetDetector {

  private static final int WINDOW = 100;
  private static final int RECENT = 30;
  private static final double ALPHA = 0.005;
  private static final double SMALLEST_D = 0.1;
  private static final int SEED = 1;

  /// The smallest D that alarms, in thirtieths.
  private static final int CRITICAL = critical();

  private final double[] window = new double[WINDOW];
  private final double[] older = new double[RECENT];
  private final double[] recent = new double[RECENT];
  private int size;
  private MersenneTwister random = new MersenneTwister(SEED);

  Kswin(ClassicDetector preset, long muteRows) {
    super(preset, muteRows);
  }

  private static int critical() {
    int h = (int) Math.floor(SMALLEST_D * RECENT) + 1;
    while (KolmogorovSmirnov.exact(h / (double) RECENT, RECENT, RECENT).value() > ALPHA) {
      h++;
    }
    return h;
  }

  @Override
  void startAgain() {
    size = 0;
    random = new MersenneTwister(SEED);
  }

  @Override
  Signal step(double value) {
    if (size == WINDOW) {
      System.arraycopy(window, 1, window, 0, --size);
    }
    window[size++] = value;
    if (size < WINDOW) {
      return Signal.QUIET;
    }
    int[] drawn = random.sample(WINDOW - RECENT, RECENT);
    for (int i = 0; i < RECENT; i++) {
      older[i] = window[drawn[i]];
      recent[i] = window[WINDOW - RECENT + i];
    }
    Arrays.sort(older);
    Arrays.sort(recent);
    double d = KolmogorovSmirnov.statistic(older, recent);
    return Math.rint(d * RECENT) >= CRITICAL ? Signal.CHANGE : Signal.QUIET;
  }

  @Override
  void write(StateWriter out) {
    out.put(window, size);
    random.write(out);
  }

  @Override
  void read(StateReader in) {
    double[] values = in.numbers();
    if (values.length > WINDOW) {
      throw StateReader.damaged();
    }
    size = values.length;
    System.arraycopy(values, 0, window, 0, size);
    random.read(in);
  }
}
