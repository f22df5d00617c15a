package dev.leeway.app.server.log;

import static dev.leeway.app.server.log.Logs.SMALL;
import static dev.leeway.app.server.log.Logs.byOffset;
import static dev.leeway.app.server.log.Logs.copy;
import static dev.leeway.app.server.log.Logs.records;
import static dev.leeway.app.server.log.Logs.segments;
import static dev.leeway.app.server.log.Logs.texts;
import static dev.leeway.app.server.log.Logs.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leeway.app.server.log.Recovery.Lost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRecoveryTest {

  @TempDir private Path folder;
  @TempDir private Path scratch;

  @Test
  void aRecordThatIsCutOffAtAnyByteIsDroppedAndToldOf() throws Exception {
    fill(0, 10);
    byte[] whole = Files.readAllBytes(segments(folder).getFirst());
    int last = 21 + "record 9".length();
    for (int cut = 0; cut < last; cut++) {
      Path copy = scratch.resolve("cut" + cut);
      copy(folder, copy);
      int length = whole.length - last + cut;
      Files.write(segments(copy).getFirst(), Arrays.copyOf(whole, length));
      try (SegmentLog log = SegmentLog.open(copy, SMALL)) {
        assertThat(log.recovery().bytesDropped()).isEqualTo(cut);
        assertThat(log.recovery().cut().isPresent()).isEqualTo(cut > 0);
        assertThat(log.recovery().records()).isEqualTo(9);
        assertThat(write(log, "record 9")).isEqualTo(9);
        assertThat(texts(log)).isEqualTo(records(0, 10));
      }
      assertThat(Files.readAllBytes(segments(copy).getFirst())).isEqualTo(whole);
    }
  }

  @Test
  void zeroesBehindTheLastRecordAreATornTail() throws Exception {
    fill(0, 10);
    Path segment = segments(folder).getFirst();
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, whole.length + 3_000));
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      assertThat(log.recovery().bytesDropped()).isEqualTo(3_000);
      assertThat(texts(log)).isEqualTo(records(0, 10));
    }
  }

  @Test
  void aFlippedBitBeforeTheLastRecordIsRefusedAndSalvageLosesThatRecordOnly() throws Exception {
    fill(0, 40);
    byte[] whole = Files.readAllBytes(segments(folder).getFirst());
    SplittableRandom random = new SplittableRandom(3);
    int last = 21 + "record 39".length();
    for (int round = 0; round < 30; round++) {
      Path copy = scratch.resolve("flip" + round);
      copy(folder, copy);
      int at = random.nextInt(44, whole.length - last);
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Path segment = segments(copy).getFirst();
      Files.write(segment, damaged);
      int hit = recordAt(at);

      LogDamagedException refusal =
          catchThrowableOfType(LogDamagedException.class, () -> SegmentLog.open(copy, SMALL));
      assertThat(refusal.segment()).isEqualTo(segment);
      assertThat(refusal.position()).isLessThanOrEqualTo(at).isGreaterThan(at - 31);
      assertThat(refusal).hasMessageContaining(segment + " is damaged at byte ");
      assertThat(refusal).hasMessageContaining("record " + hit + " was on disk once");
      assertThat(refusal).hasMessageContaining("leeway salvage");
      assertThat(Files.readAllBytes(segment)).isEqualTo(damaged);

      try (SegmentLog log = SegmentLog.open(copy, SMALL, true)) {
        Lost lost = log.recovery().lost().getFirst();
        assertThat(log.recovery().lost()).hasSize(1);
        assertThat(lost.from()).isEqualTo(hit);
        assertThat(lost.to()).isEqualTo(hit + 1);
        assertThat(Files.readAllBytes(lost.setAside().orElseThrow())).isEqualTo(damaged);
        assertWithout(byOffset(log), hit, hit + 1, 40);
        assertThat(write(log, "record 40")).isEqualTo(40);
      }
      try (SegmentLog log = SegmentLog.open(copy, SMALL)) {
        assertThat(log.recovery().records()).isEqualTo(40);
        assertWithout(byOffset(log), hit, hit + 1, 41);
      }
    }
  }

  @Test
  void damageInAnEarlierSegmentIsRefusedEvenAtItsEnd() throws Exception {
    fill(0, 300);
    Path first = segments(folder).getFirst();
    byte[] bytes = Files.readAllBytes(first);
    Files.write(first, Arrays.copyOf(bytes, bytes.length - 1));
    long next = offset(segments(folder).get(1));
    assertThatThrownBy(() -> SegmentLog.open(folder, SMALL))
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining(first + " is damaged at byte");
    try (SegmentLog log = SegmentLog.open(folder, SMALL, true)) {
      assertThat(log.recovery().lost()).hasSize(1);
      assertWithout(byOffset(log), next - 1, next, 300);
    }
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      assertThat(log.recovery().lost()).isEmpty();
      assertWithout(byOffset(log), next - 1, next, 300);
      // Old segments go, also around what was lost.
      log.truncateBefore(299);
      assertThat(log.firstOffset()).isGreaterThan(next);
    }
  }

  @Test
  void aMissingSegmentIsRefusedAndSalvageGoesOnBehindIt() throws Exception {
    fill(0, 500);
    Path second = segments(folder).get(1);
    long from = offset(second);
    long to = offset(segments(folder).get(2));
    Files.delete(second);
    assertThatThrownBy(() -> SegmentLog.open(folder, SMALL))
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining("records " + from + " to " + (to - 1) + " before it are missing");
    try (SegmentLog log = SegmentLog.open(folder, SMALL, true)) {
      Lost lost = log.recovery().lost().getFirst();
      assertThat(lost.from()).isEqualTo(from);
      assertThat(lost.to()).isEqualTo(to);
      assertThat(lost.setAside()).isEmpty();
      assertWithout(byOffset(log), from, to, 500);
    }
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      assertWithout(byOffset(log), from, to, 500);
      assertThat(log.recovery().records()).isEqualTo(500 - (to - from));
    }
  }

  @Test
  void aHeaderThatIsDamagedAtAnyByteIsRefusedAndOtherSegmentsLendTheirSalt() throws Exception {
    fill(0, 300);
    byte[] whole = Files.readAllBytes(segments(folder).get(1));
    for (int at = 0; at < 44; at++) {
      if (at >= 8 && at < 12) {
        continue; // That is another version.
      }
      Path copy = scratch.resolve("header" + at);
      copy(folder, copy);
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      Files.write(segments(copy).get(1), damaged);
      assertThatThrownBy(() -> SegmentLog.open(copy, SMALL))
          .isInstanceOf(LogDamagedException.class);
      if (at % 10 == 0) {
        try (SegmentLog log = SegmentLog.open(copy, SMALL, true)) {
          assertThat(log.recovery().lost()).isEmpty();
          assertThat(texts(log)).isEqualTo(records(0, 300));
        }
        assertThat(Files.readAllBytes(Path.of(segments(copy).get(1) + ".damaged")))
            .isEqualTo(damaged);
      }
    }
  }

  @Test
  void offsetsOfAFileThatNobodyCanReadAreNotGivenAgain() throws Exception {
    fill(0, 30);
    Path only = segments(folder).getFirst();
    for (int length : new int[] {0, 20, 43}) {
      Path copy = scratch.resolve("short" + length);
      copy(folder, copy);
      Path segment = segments(copy).getFirst();
      byte[] bytes = Files.readAllBytes(only);
      bytes[33] ^= 1;
      Files.write(segment, length == 0 ? bytes : Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> SegmentLog.open(copy, SMALL))
          .isInstanceOf(LogDamagedException.class);
      try (SegmentLog log = SegmentLog.open(copy, SMALL, true)) {
        assertThat(log.recovery().lost()).hasSize(1);
        if (length == 0) {
          assertThat(write(log, "next")).isGreaterThanOrEqualTo(30);
        }
      }
      SegmentLog.open(copy, SMALL).close();
    }
  }

  @Test
  void anotherFormatVersionIsRefusedByName() throws Exception {
    fill(0, 3);
    Path segment = segments(folder).getFirst();
    byte[] bytes = Files.readAllBytes(segment);
    bytes[11] = 2;
    Files.write(segment, bytes);
    for (boolean salvage : new boolean[] {false, true}) {
      assertThatThrownBy(() -> SegmentLog.open(folder, SMALL, salvage))
          .isInstanceOf(LogException.class)
          .hasMessageContaining(segment + " has format version 2; this Leeway reads version 1");
    }
    assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);
  }

  @Test
  void aSegmentThatWasNeverFinishedIsDeleted() throws Exception {
    fill(0, 3);
    Path unfinished = folder.resolve("0000000000000000003.log.new");
    Files.write(unfinished, new byte[20]);
    fill(3, 6);
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void aLogThatEndsBeforeWhatItsConsumerSawIsRefused() throws Exception {
    fill(0, 10);
    LogOptions seen = SMALL.withSeenEnd(20);
    SegmentLog.open(folder, SMALL.withSeenEnd(10)).close();
    assertThatThrownBy(() -> SegmentLog.open(folder, seen))
        .isInstanceOf(LogDamagedException.class)
        .hasMessageContaining("its consumer has seen all below 20");
    try (SegmentLog log = SegmentLog.open(folder, seen, true)) {
      assertThat(write(log, "next")).isEqualTo(20);
    }
    SegmentLog.open(folder, seen).close();
  }

  private void fill(int from, int to) throws InterruptedException {
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      write(log, from, to);
    }
  }

  private static long offset(Path segment) {
    return Long.parseLong(segment.getFileName().toString().substring(0, 19));
  }

  /// Which of `record 0`, `record 1`, … lies at a byte of the first segment.
  private static int recordAt(int position) {
    int end = 44;
    int record = -1;
    while (end <= position) {
      record++;
      end += 21 + ("record " + record).length();
    }
    return record;
  }

  private static void assertWithout(Map<Long, String> found, long from, long to, long end) {
    long expected = 0;
    for (Map.Entry<Long, String> record : found.entrySet()) {
      expected = expected == from ? to : expected;
      assertThat(record.getKey()).isEqualTo(expected);
      assertThat(record.getValue()).isEqualTo("record " + expected);
      expected++;
    }
    assertThat(expected == from ? to : expected).isEqualTo(end);
  }
}
