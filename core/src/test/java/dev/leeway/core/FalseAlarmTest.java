package dev.leeway.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The rates that [ModelMonitor] states, with a fresh baseline each time: the rule's 5 %, and 3
/// standard errors for the number of pairs simulated.
class FalseAlarmTest {

  private static final int PAIRS = 400;
  private static final double MOST = 0.05 + 3 * Math.sqrt(0.05 * 0.95 / PAIRS);

  @Test
  void quietBatchesOfTwentyFeaturesAreFlaggedAtMostOneTimeInTwenty() {
    World world = new World(3);
    int dataAlarms = 0;
    int outputAlarms = 0;
    for (int pair = 0; pair < PAIRS; pair++) {
      double[][] baseline = world.rows(300);
      ModelMonitor monitor =
          ModelMonitor.builder(World.MODEL)
              .logger(new RecordingLogger())
              .build(baseline, World.actual(baseline, 30));
      double[][] x = world.rows(150);
      dataAlarms += monitor.detectDataDrift(x).detected() ? 1 : 0;
      outputAlarms += monitor.detectOutputDrift(monitor.predict(x)).detected() ? 1 : 0;
    }
    assertThat(dataAlarms / (double) PAIRS).isLessThanOrEqualTo(MOST);
    assertThat(outputAlarms / (double) PAIRS).isLessThanOrEqualTo(MOST);
  }
}
