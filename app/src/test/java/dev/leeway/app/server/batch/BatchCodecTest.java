package dev.leeway.app.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCodecTest {

  private static PredictionBatch batch() {
    BitSet missing = new BitSet();
    missing.set(0);
    BitSet unreadable = new BitSet();
    unreadable.set(2);
    return new PredictionBatch(
        List.of("a", "b", "ç🙂"),
        List.of("1", "2", "1"),
        new long[] {Long.MIN_VALUE, 0, Long.MAX_VALUE},
        new Batch(
            List.of("x", "colour"),
            List.of(
                new NumericData(
                    new double[] {Double.NaN, -0.0, Double.NaN, 9}, 3, missing, unreadable),
                TextData.of("red", null, "")),
            3));
  }

  @Test
  void predictionsComeBackAsTheyWere() {
    PredictionBatch back = BatchCodec.predictions(ByteBuffer.wrap(BatchCodec.encode(batch())));
    assertThat(back.ids()).containsExactly("a", "b", "ç🙂");
    assertThat(back.versions()).containsExactly("1", "2", "1");
    assertThat(back.times()).containsExactly(Long.MIN_VALUE, 0, Long.MAX_VALUE);
    NumericData x = (NumericData) back.columns().column("x").orElseThrow();
    assertThat(x.isMissing(0)).isTrue();
    assertThat(x.isUnreadable(0)).isFalse();
    assertThat(x.values()[1]).isEqualTo(-0.0);
    assertThat(x.isUnreadable(2)).isTrue();
    TextData colour = (TextData) back.columns().column("colour").orElseThrow();
    assertThat(colour.codes()).containsExactly(0, TextData.MISSING, 1);
    assertThat(colour.dictionary()).containsExactly("red", "");
  }

  @Test
  void namesThatNoRowHoldsAreLeftOut() {
    TextData text = new TextData(new int[] {2, 2}, 2, List.of("a", "b", "c"));
    PredictionBatch batch =
        new PredictionBatch(
            List.of("1", "2"),
            List.of("1", "1"),
            new long[2],
            new Batch(List.of("t"), List.of(text), 2));
    PredictionBatch back = BatchCodec.predictions(ByteBuffer.wrap(BatchCodec.encode(batch)));
    assertThat(((TextData) back.columns().column("t").orElseThrow()).dictionary())
        .containsExactly("c");
  }

  @Test
  void labelsComeBackAsTheyWere() {
    LabelBatch labels = new LabelBatch(List.of("a", "b"), List.of("yes", "1.5"), new long[] {3, 4});
    LabelBatch back = BatchCodec.labels(ByteBuffer.wrap(BatchCodec.encode(labels)));
    assertThat(back.ids()).isEqualTo(labels.ids());
    assertThat(back.labels()).isEqualTo(labels.labels());
    assertThat(back.times()).isEqualTo(labels.times());
  }

  @Test
  void otherBytesAreRefused() {
    byte[] bytes = BatchCodec.encode(batch());
    byte[] other = bytes.clone();
    other[0] = 9;
    assertThatThrownBy(() -> BatchCodec.predictions(ByteBuffer.wrap(other)))
        .hasMessage("a batch of format 9, and this program reads 1");
    byte[] early = Arrays.copyOf(bytes, bytes.length - 1);
    assertThatThrownBy(() -> BatchCodec.predictions(ByteBuffer.wrap(early)))
        .hasMessage("a batch ends early");
    byte[] late = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> BatchCodec.predictions(ByteBuffer.wrap(late)))
        .hasMessage("a batch has 1 bytes too many");
  }
}
