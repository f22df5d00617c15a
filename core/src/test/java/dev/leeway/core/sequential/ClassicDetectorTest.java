package dev.leeway.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClassicDetectorTest {

  static List<Streams.Golden> goldens() {
    return Streams.goldens();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void alarmsWhereTheLibraryDoes(Streams.Golden golden) {
    ChangeDetector detector = preset(golden.preset()).start();
    List<Integer> alarms = new ArrayList<>();
    int firstWarning = -1;
    double[] values = Streams.stream(golden.stream());
    for (int row = 0; row < values.length; row++) {
      Signal signal = detector.add(values[row]);
      if (signal.isAlarm()) {
        alarms.add(row);
      }
      if (signal == Signal.WARNING && firstWarning < 0) {
        firstWarning = row;
      }
    }

    assertThat(alarms).isEqualTo(golden.alarms());
    assertThat(firstWarning).isEqualTo(golden.firstWarning());
    assertThat(detector.rows()).isEqualTo(values.length);
  }

  @Test
  void everyPresetHasGoldens() {
    assertThat(goldens().stream().map(Streams.Golden::preset).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ClassicDetector.values()).map(ClassicDetector::id).toList());
  }

  @ParameterizedTest
  @EnumSource
  void goesOnFromItsStateAsIfItHadNotStopped(ClassicDetector preset) {
    SplittableRandom random = new SplittableRandom(3);
    ChangeDetector steady = preset.startMuted(40);
    ChangeDetector restarted = preset.startMuted(40);
    double[] values = Streams.stream("fall-and-rise");
    for (double value : values) {
      if (random.nextInt(50) == 0) {
        restarted = ClassicDetector.restore(restarted.state());
      }
      assertThat(restarted.add(value)).isEqualTo(steady.add(value));
    }
    assertThat(restarted.state()).isEqualTo(steady.state());
  }

  @ParameterizedTest
  @EnumSource
  void aValueOutsideItsDomainIsRefusedAndChangesNothing(ClassicDetector preset) {
    ChangeDetector detector = preset.start();
    for (int row = 0; row < 200; row++) {
      detector.add(row % 3 == 0 ? 1 : 0);
    }
    byte[] before = detector.state();
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> detector.add(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(preset.id())
          .hasMessageContaining("was " + bad);
    }
    assertThat(detector.state()).isEqualTo(before);
  }

  @Test
  void errorDetectorsRefuseWhatIsNoError() {
    assertThatThrownBy(() -> ClassicDetector.DDM_RIVER.start().add(0.5))
        .hasMessage("ddm-river needs values that are 0 or 1, was 0.5");
    assertThatThrownBy(() -> ClassicDetector.HDDM_A_MOA.start().add(1.5))
        .hasMessage("hddm-a-moa needs values that are in [0, 1], was 1.5");
  }

  @ParameterizedTest
  @EnumSource
  void aConstantStreamIsQuiet(ClassicDetector preset) {
    for (double constant : new double[] {0, 1}) {
      ChangeDetector detector = preset.start();
      for (int row = 0; row < 3_000; row++) {
        assertThat(detector.add(constant).isAlarm()).isFalse();
      }
    }
  }

  @Test
  void muteKeepsBackAlarmsAfterOneAlarm() {
    ChangeDetector loud = ClassicDetector.EDDM_RIVER.start();
    ChangeDetector muted = ClassicDetector.EDDM_RIVER.startMuted(1_000);
    List<Integer> all = new ArrayList<>();
    List<Integer> let = new ArrayList<>();
    double[] values = Streams.stream("ramp");
    for (int row = 0; row < values.length; row++) {
      if (loud.add(values[row]).isAlarm()) {
        all.add(row);
      }
      if (muted.add(values[row]).isAlarm()) {
        let.add(row);
      }
    }
    List<Integer> expected = new ArrayList<>();
    for (int row : all) {
      if (expected.isEmpty() || row > expected.get(expected.size() - 1) + 1_000) {
        expected.add(row);
      }
    }
    assertThat(let).isEqualTo(expected).hasSizeLessThan(all.size());
    assertThatThrownBy(() -> ClassicDetector.EDDM_RIVER.startMuted(-1))
        .hasMessage("mute must be at least 0 rows, was -1");
  }

  @Test
  void statesThatAreNoneAreRefused() {
    byte[] state = ClassicDetector.KSWIN_RIVER.start().state();
    assertThatThrownBy(() -> ClassicDetector.restore(new byte[5])).hasMessageContaining("at least");
    byte[] other = state.clone();
    other[0] = 'X';
    assertThatThrownBy(() -> ClassicDetector.restore(other)).hasMessageContaining("starts with");
    byte[] version = state.clone();
    version[4] = 9;
    assertThatThrownBy(() -> ClassicDetector.restore(version)).hasMessageContaining("version 9");
    for (int bit = 40; bit < 8 * state.length; bit += 997) {
      byte[] flipped = state.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> ClassicDetector.restore(flipped)).hasMessageContaining("damaged");
    }
    byte[] unknown = new StateWriter("magic").toBytes();
    assertThatThrownBy(() -> ClassicDetector.restore(unknown)).hasMessageContaining("'magic'");
    byte[] empty = new StateWriter("adwin-moa").toBytes();
    assertThatThrownBy(() -> ClassicDetector.restore(empty)).hasMessageContaining("damaged");
  }

  @Test
  void theLoudOnesSaySo() {
    assertThat(ClassicDetector.HDDM_W_RIVER.caution())
        .get()
        .asString()
        .startsWith("about 39 false");
    assertThat(ClassicDetector.ADWIN_RIVER.caution()).isEmpty();
    // what the caution says, here on few rows and therefore roughly
    SplittableRandom random = new SplittableRandom(11);
    ChangeDetector detector = ClassicDetector.HDDM_W_RIVER.start();
    int alarms = 0;
    for (int row = 0; row < 50_000; row++) {
      alarms += detector.add(random.nextDouble() < 0.3 ? 1 : 0).isAlarm() ? 1 : 0;
    }
    assertThat(alarms).isBetween(6, 40);
  }

  private static ClassicDetector preset(String id) {
    return Arrays.stream(ClassicDetector.values())
        .filter(preset -> preset.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
