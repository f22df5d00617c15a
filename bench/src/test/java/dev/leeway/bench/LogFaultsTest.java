package dev.leeway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.bench.LogFaults.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The small form of `./dev bench faults`.
class LogFaultsTest {

  @Test
  void whatAKilledProcessAcknowledgedIsThereOnceAndInOrder(@TempDir Path folder) throws Exception {
    Outcome outcome = LogFaults.killRepeatedly(folder, 4, 1);

    assertThat(outcome.acknowledged()).isGreaterThan(50);
    assertThat(outcome.found()).isGreaterThanOrEqualTo(outcome.acknowledged());
  }
}
