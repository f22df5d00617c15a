package dev.leeway.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Core promises to run on Java 17; that holds only if its tests do. The build names the JVM that
/// they are meant to run on by `core.test.feature`, which is empty when any will do.
class TestRuntimeTest {

  @Test
  void testsRunOnTheJvmThatTheBuildPromised() {
    String promised = System.getProperty("core.test.feature", "");
    int feature = Runtime.version().feature();
    System.out.println("core is tested on Java " + Runtime.version());

    assertThat(feature).isGreaterThanOrEqualTo(17);
    if (!promised.isEmpty()) {
      assertThat(feature).isEqualTo(Integer.parseInt(promised));
    }
  }
}
