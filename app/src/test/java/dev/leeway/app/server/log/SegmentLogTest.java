package dev.leeway.app.server.log;

import static dev.leeway.app.server.log.Logs.SMALL;
import static dev.leeway.app.server.log.Logs.bytes;
import static dev.leeway.app.server.log.Logs.records;
import static dev.leeway.app.server.log.Logs.segments;
import static dev.leeway.app.server.log.Logs.text;
import static dev.leeway.app.server.log.Logs.texts;
import static dev.leeway.app.server.log.Logs.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentLogTest {

  @TempDir private Path folder;

  @Test
  void offsetsCountFromZeroInTheOrderOfCalls() throws InterruptedException {
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      List<Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        tickets.add(log.append((byte) i, bytes("record " + i)));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(tickets.get(i).await()).isEqualTo(i);
      }
      assertThat(log.durableEnd()).isEqualTo(100);
      List<String> seen = new ArrayList<>();
      log.read(0, (offset, type, payload) -> seen.add(offset + " " + type + " " + text(payload)));
      assertThat(seen).hasSize(100).startsWith("0 0 record 0").endsWith("99 99 record 99");
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterARestart() throws InterruptedException {
    for (int start = 0; start < 3; start++) {
      try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
        assertThat(log.recovery().endOffset()).isEqualTo(100L * start);
        assertThat(log.recovery().records()).isEqualTo(100L * start);
        assertThat(log.recovery().bytesDropped()).isZero();
        write(log, 100 * start, 100 * start + 100);
        assertThat(texts(log)).isEqualTo(records(0, 100 * start + 100));
      }
    }
  }

  @Test
  void anEmptyPayloadAndTheLargestAreRecords() throws InterruptedException {
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      assertThat(log.append((byte) -1, new byte[0]).await()).isZero();
      assertThat(log.append((byte) 127, new byte[1_000]).await()).isEqualTo(1);
      assertThatThrownBy(() -> log.append((byte) 0, new byte[1_001]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("A payload may have 1000 bytes, this one has 1001");
    }
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      List<String> seen = new ArrayList<>();
      log.read(0, (offset, type, payload) -> seen.add(type + " " + payload.remaining()));
      assertThat(seen).containsExactly("-1 0", "127 1000");
    }
  }

  @Test
  void aFullSegmentIsFollowedByOneNamedByItsFirstOffset() throws Exception {
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      List<Ticket> tickets = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        tickets.add(log.append((byte) 0, new byte[1_000]));
      }
      tickets.getLast().await();
      // Three records of 1021 bytes after the header of 44.
      assertThat(segments(folder)).hasSize(20);
      assertThat(segments(folder).get(19).getFileName()).hasToString("0000000000000000057.log");
      assertThat(log.sizeBytes()).isEqualTo(20 * (44 + 3 * 1_021));
    }
  }

  @Test
  void truncationDeletesWholeSegmentsBelowAndSurvivesARestart() throws Exception {
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      write(log, 0, 500);
      int before = segments(folder).size();
      log.truncateBefore(250);
      assertThat(segments(folder).size()).isBetween(2, before - 1);
      assertThat(log.firstOffset()).isBetween(100L, 250L);
      assertThat(texts(log)).isEqualTo(records((int) log.firstOffset(), 500));
      assertThatThrownBy(() -> log.read(0, (offset, type, payload) -> {}))
          .isInstanceOf(LogException.class)
          .hasMessageContaining("cannot be read from 0");
      log.truncateBefore(500);
      assertThat(segments(folder)).hasSize(1);
    }
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      assertThat(log.durableEnd()).isEqualTo(500);
      assertThat(write(log, "next")).isEqualTo(500);
    }
  }

  @Test
  void aRangeIsReadFromWhereverItStarts() throws InterruptedException {
    try (SegmentLog log = SegmentLog.open(folder, LogOptions.DEFAULT)) {
      for (int i = 0; i < 300; i++) {
        log.append((byte) 0, new byte[1_000 + i]);
      }
      log.barrier().await();
      for (int from = 0; from <= 300; from += 7) {
        List<Long> offsets = new ArrayList<>();
        int first = from;
        long next =
            log.read(
                from,
                from + 5L,
                (offset, type, payload) -> {
                  assertThat(payload.remaining()).isEqualTo(1_000 + (int) offset);
                  assertThat(offset).isEqualTo(first + offsets.size());
                  offsets.add(offset);
                });
        assertThat(next).isEqualTo(Math.min(300, from + 5));
        assertThat(offsets).hasSize(Math.min(5, 300 - from));
      }
      assertThatThrownBy(() -> log.read(301, (offset, type, payload) -> {}))
          .hasMessageContaining("has records from 0 to below 300; it cannot be read from 301");
    }
  }

  @Test
  void aBarrierIsDoneWhenAllBeforeItIs() throws InterruptedException {
    FaultyDisk disk = new FaultyDisk();
    try (SegmentLog log = SegmentLog.open(folder, SMALL.withOpener(disk))) {
      assertThat(log.barrier().await()).isZero();
      disk.gate = new CountDownLatch(1);
      Ticket record = log.append((byte) 0, bytes("a"));
      Ticket barrier = log.barrier();
      assertThat(barrier.isDone()).isFalse();
      disk.gate.countDown();
      assertThat(barrier.await()).isEqualTo(1);
      assertThat(record.isDone()).isTrue();
    }
  }

  @Test
  void moreThanMayWaitIsRefusedAtOnceAndTakenLater() throws InterruptedException {
    FaultyDisk disk = new FaultyDisk();
    LogOptions options = SMALL.withMaxQueuedBytes(3_000).withOpener(disk);
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      disk.gate = new CountDownLatch(1);
      Ticket first = log.append((byte) 0, new byte[1_000]);
      Ticket second = log.append((byte) 0, new byte[1_000]);
      assertThat(log.queuedBytes()).isEqualTo(2_042);
      assertThatThrownBy(() -> log.append((byte) 0, new byte[1_000]))
          .isInstanceOf(LogFullException.class)
          .hasMessageStartingWith("2042 bytes wait for the disk, and at most 3000 may");
      disk.gate.countDown();
      first.await();
      second.await();
      assertThat(log.append((byte) 0, new byte[1_000]).await()).isEqualTo(2);
      assertThat(log.queuedBytes()).isZero();
    }
  }

  @Test
  void aWaitThatEndsEarlyLeavesTheRecordQueued() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    try (SegmentLog log = SegmentLog.open(folder, SMALL.withOpener(disk));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      disk.gate = new CountDownLatch(1);
      Ticket ticket = log.append((byte) 0, bytes("late"));
      assertThatThrownBy(() -> ticket.await(Duration.ofMillis(5)))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("not on disk");
      Future<Boolean> interrupted =
          threads.submit(() -> {
            Thread.currentThread().interrupt();
            try {
              ticket.await();
              return false;
            } catch (InterruptedException e) {
              return true;
            }
          });
      assertThat(interrupted.get()).isTrue();
      disk.gate.countDown();
      assertThat(ticket.await(Duration.ofSeconds(60))).isZero();
      assertThat(texts(log)).containsExactly("late");
    }
  }

  @Test
  void aConsumerFollowsManyAppendersAndSeesEachOnceInOrder() throws Exception {
    int appenders = 20;
    int each = 100;
    long all = 2_000;
    try (SegmentLog log = SegmentLog.open(folder, SMALL);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writers = new ArrayList<>();
      for (int thread = 0; thread < appenders; thread++) {
        int number = thread;
        writers.add(
            threads.submit(() -> {
              long last = -1;
              for (int i = 0; i < each; i++) {
                long offset = log.append((byte) number, bytes("" + i)).await();
                assertThat(offset).isGreaterThan(last).isLessThan(log.durableEnd());
                last = offset;
              }
              return null;
            }));
      }
      int[] next = new int[appenders];
      long position = 0;
      while (position < all) {
        assertThat(log.awaitBeyond(position, Duration.ofSeconds(60))).isTrue();
        long[] expected = {position};
        position =
            log.read(
                position,
                (offset, type, payload) -> {
                  assertThat(offset).isEqualTo(expected[0]++);
                  assertThat(text(payload)).isEqualTo("" + next[type]++);
                });
        log.truncateBefore(position);
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      assertThat(next).containsOnly(each);
    }
  }

  @Test
  void waitingForMoreEndsInTimeOrWhenTheLogIsClosed() throws Exception {
    SegmentLog log = SegmentLog.open(folder, SMALL);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(log.awaitBeyond(0, Duration.ofMillis(1))).isFalse();
      Future<Boolean> more = threads.submit(() -> log.awaitBeyond(0, Duration.ofHours(1)));
      log.close();
      assertThat(more.get()).isFalse();
    }
  }

  @Test
  void closeWritesWhatWaitsAndLeavesNoThread() throws Exception {
    FaultyDisk disk = new FaultyDisk();
    SegmentLog log = SegmentLog.open(folder, SMALL.withOpener(disk));
    disk.gate = new CountDownLatch(1);
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      tickets.add(log.append((byte) 0, bytes("record " + i)));
    }
    Thread closer = Thread.ofVirtual().start(log::close);
    disk.gate.countDown();
    closer.join();
    assertThat(tickets).allMatch(Ticket::isDone);
    assertThat(tickets.getLast().await()).isEqualTo(49);
    assertThatThrownBy(() -> log.append((byte) 0, bytes("late")))
        .isInstanceOf(LogException.class)
        .hasMessage("The log in " + folder + " is closed");
    log.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("leeway-log-writer"));
    try (SegmentLog again = SegmentLog.open(folder, SMALL)) {
      assertThat(texts(again)).isEqualTo(records(0, 50));
    }
  }

  @Test
  void optionsThatDoNotFitTogetherAreRefused() {
    assertThatThrownBy(() -> SMALL.withMaxPayloadBytes(4_096))
        .hasMessage(
            "segment-bytes must have room for one record of max-payload-bytes, which takes 4161,"
                + " was 4096");
    assertThatThrownBy(() -> SMALL.withMaxQueuedBytes(1_000))
        .hasMessageContaining("which takes 1021, was 1000");
  }
}
