package dev.leeway.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leeway.core.anomaly.ScoredRows;
import dev.leeway.core.concept.ConceptProfile;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.ClassificationState;
import dev.leeway.core.performance.MetricValue;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.RegressionState;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.profile.Batch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObservationBytesTest {

  private static final long SEED = 20260101;

  private static Observation observed(Scenes scene, int rows) {
    return ObservationLawTest.observed(
        scene.monitor(), Resolution.EXACT, scene.rows(rows, 2, 0.3), 0);
  }

  @ParameterizedTest
  @EnumSource(Scenes.class)
  void bytesReadBackToTheSameState(Scenes scene) {
    Observation observation = observed(scene, 200);
    Monitor again = scene.monitor(DriftPolicy.calibrated());
    Observation read = Observation.from(again, observation.toBytes());

    assertThat(read.toBytes()).isEqualTo(observation.toBytes());
    assertThat(read.measured()).isEqualTo(observation.measured());
    assertThat(read.concept()).isEqualTo(observation.concept());
    assertThat(read.scored()).isEqualTo(observation.scored());
    assertThat(again.evaluate(read).findings())
        .isEqualTo(observation.monitor().evaluate(observation).findings());
    Observation none = again.observer(Resolution.BINNED).snapshot();
    assertThat(Observation.from(again, none.toBytes()).toBytes()).isEqualTo(none.toBytes());
  }

  @Test
  void everyDamageIsNoticed() {
    Observation observation = observed(Scenes.BINARY, 60);
    Monitor monitor = observation.monitor();
    byte[] bytes = observation.toBytes();
    Random random = new Random(SEED);

    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << random.nextInt(8));
      assertThatIllegalArgumentException().isThrownBy(() -> Observation.from(monitor, flipped));
      byte[] cut = Arrays.copyOf(bytes, at);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Observation.from(monitor, cut))
          .withMessageContaining("these bytes are no observation");
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatIllegalArgumentException().isThrownBy(() -> Observation.from(monitor, longer));
  }

  @Test
  void anotherVersionAndAnotherMonitorAreNamed() {
    Observation observation = observed(Scenes.BINARY, 10);
    byte[] bytes = observation.toBytes();
    bytes[4] = 9;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Observation.from(observation.monitor(), bytes))
        .withMessage("these bytes are no observation: they are of version 9, 1 can be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Observation.from(Scenes.REGRESSION.monitor(), observation.toBytes()))
        .withMessageContaining("the observation was made by monitor");
  }

  /// Whoever can write bytes can write a checksum: every field is checked, nothing is trusted.
  @ParameterizedTest
  @EnumSource(Scenes.class)
  void forgedPartsAreRefusedOrHarmless(Scenes scene) {
    Observation observation = observed(scene, 40);
    forge(observation.measured().toBytes(), bytes -> Measured.from(bytes));
    forge(observation.scored().toBytes(), bytes -> ScoredRows.from(bytes));
    forge(
        observation.concept().toBytes(),
        bytes -> ConceptProfile.from(bytes, observation.concept().reference()));
    for (PerformanceState state :
        List.of(observation.measured().performance(), observation.measured().latency())) {
      forge(
          state.toBytes(),
          bytes -> {
            PerformanceState read = PerformanceState.from(bytes);
            read.merge(read);
            List<MetricValue> values = read.metrics();
            return values.size() + (read.merge(read).equals(read) ? 1 : 0);
          });
    }
  }

  private static void forge(byte[] bytes, Function<byte[], Object> read) {
    Random random = new Random(SEED);
    for (int round = 0; round < 250; round++) {
      byte[] forged = bytes.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = 5 + random.nextInt(bytes.length - 9);
        forged[at] =
            switch (random.nextInt(4)) {
              case 0 -> (byte) (forged[at] ^ (1 << random.nextInt(8)));
              case 1 -> -1;
              case 2 -> 0;
              default -> (byte) random.nextInt();
            };
      }
      CRC32C checksum = new CRC32C();
      checksum.update(forged, 0, bytes.length - 4);
      ByteBuffer.wrap(forged).putInt(bytes.length - 4, (int) checksum.getValue());
      try {
        assertThat(read.apply(forged)).as("seed %d round %d", SEED, round).isNotNull();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("bytes are no");
      }
    }
  }

  @Test
  void extremeStatesSurvive() {
    RegressionState.Recorder numbers = new RegressionState.Recorder();
    for (double value :
        new double[] {0, -0.0, Double.MIN_VALUE, 1e-320, Math.PI, 1e154, 1e300, -1e308}) {
      numbers.add(value, 0);
      numbers.add(0.1, value);
    }
    numbers.add(Double.POSITIVE_INFINITY, 1);
    RegressionState regression = numbers.snapshot();
    assertThat(PerformanceState.from(regression.toBytes())).isEqualTo(regression);

    ClassificationState.Recorder classes =
        ClassificationState.Recorder.ofScores(ClassLabel.of("1e-250"), Resolution.EXACT);
    for (String name : List.of("1e-250", "1e200", "007", "", "-12.5", "ü\uD83D\uDE00", "1E5")) {
      classes.add(ClassLabel.of(name), ClassLabel.of(name), Double.NEGATIVE_INFINITY);
      classes.add(ClassLabel.of(name), ClassLabel.of("x"), Double.NaN);
    }
    ClassificationState classification = classes.snapshot();
    PerformanceState read = PerformanceState.from(classification.toBytes());
    assertThat(read).isEqualTo(classification);
    assertThat(((ClassificationState) read).matrix().labels())
        .isEqualTo(classification.matrix().labels())
        .isSorted();
  }

  @Test
  void theSizeDoesNotGrowWithRoundedRows() {
    Monitor monitor = Scenes.BINARY.monitor();
    Batch few = Scenes.BINARY.rows(2_000, 3, 0);
    Batch many = Scenes.BINARY.rows(20_000, 4, 0);

    assertThat(ObservationLawTest.observed(monitor, Resolution.BINNED, many, 0).toBytes().length)
        .isLessThan(
            3 * ObservationLawTest.observed(monitor, Resolution.BINNED, few, 0).toBytes().length);
  }
}
