package dev.leeway.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class ForestCodecTest {

  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Samples.feature("x0", Kind.NUMERIC),
              Samples.feature("x1", Kind.DATETIME),
              Samples.feature("x2", Kind.CATEGORICAL),
              Samples.feature("x3", Kind.BOOLEAN),
              Samples.feature("x4", Kind.TEXT)));

  private static Batch rows(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] numbers = new double[rows];
    double[] dates = new double[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
      dates[row] = 1.7e9 + random.nextInt(86_400);
    }
    return Samples.batch(
        NumericData.of(numbers),
        NumericData.of(dates),
        Samples.names(rows, row -> row % 7 == 0 ? null : "ö" + random.nextInt(1 + row % 40)),
        Samples.names(rows, row -> row % 3 == 0 ? "True" : "false"),
        Samples.names(rows, row -> "text"));
  }

  private static final byte[] BYTES = IsolationForest.fit(SCHEMA, rows(800, 1), 5).toBytes();

  @Test
  void forestReadScoresAndExplainsLikeTheOneWritten() {
    IsolationForest written = IsolationForest.fit(SCHEMA, rows(800, 1), 5);
    IsolationForest read = IsolationForest.ofBytes(BYTES);
    Batch current = rows(300, 2);
    assertThat(read.scores(current)).isEqualTo(written.scores(current));
    assertThat(UnusualSamples.of(read, current)).isEqualTo(UnusualSamples.of(written, current));
    assertThat(read.toBytes()).isEqualTo(BYTES);
    assertThat(read.leftOut()).containsExactly("x4");
  }

  @Test
  void emptyForestsAreWrittenToo() {
    Batch none = rows(0, 1);
    byte[] bytes = IsolationForest.fit(SCHEMA, none, 5).toBytes();
    assertThat(IsolationForest.ofBytes(bytes).toBytes()).isEqualTo(bytes);
    byte[] withoutFeatures = IsolationForest.fit(new Schema(List.of()), none, 5).toBytes();
    assertThat(IsolationForest.ofBytes(withoutFeatures).features()).isEmpty();
  }

  @Test
  void damageIsRejectedWithASentence() {
    for (int length : new int[] {0, 8, 9, 100, BYTES.length - 1}) {
      assertThatThrownBy(() -> IsolationForest.ofBytes(Arrays.copyOf(BYTES, length)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (int at = 0; at < BYTES.length; at += 1 + BYTES.length / 100) {
      byte[] changed = BYTES.clone();
      changed[at] ^= 4;
      assertThatThrownBy(() -> IsolationForest.ofBytes(changed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no forest");
    }
  }

  @Test
  void forgedBytesNeitherHangNorExhaustMemory() {
    SplittableRandom random = new SplittableRandom(3);
    for (int repetition = 0; repetition < 300; repetition++) {
      byte[] forged = BYTES.clone();
      forged[5 + random.nextInt(repetition < 150 ? 200 : forged.length - 9)] =
          (byte) random.nextInt();
      CRC32C crc = new CRC32C();
      crc.update(forged, 0, forged.length - 4);
      for (int i = 0; i < 4; i++) {
        forged[forged.length - 1 - i] = (byte) (crc.getValue() >>> (8 * i));
      }
      try {
        assertThat(IsolationForest.ofBytes(forged).features()).isNotEmpty();
      } catch (IllegalArgumentException rejected) {
        assertThat(rejected).message().isNotEmpty();
      }
    }
  }
}
