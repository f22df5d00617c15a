package dev.leeway.app.server.log;

import static dev.leeway.app.server.log.Logs.SMALL;
import static dev.leeway.app.server.log.Logs.bytes;
import static dev.leeway.app.server.log.Logs.copy;
import static dev.leeway.app.server.log.Logs.records;
import static dev.leeway.app.server.log.Logs.texts;
import static dev.leeway.app.server.log.Logs.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFailureTest {

  private final FaultyDisk disk = new FaultyDisk();
  private final LogOptions options = SMALL.withOpener(disk);

  @TempDir private Path folder;
  @TempDir private Path scratch;

  @Test
  void writesInPartsAreCompleted() throws InterruptedException {
    disk.mostPerWrite = 7;
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      write(log, 0, 300);
      assertThat(texts(log)).isEqualTo(records(0, 300));
    }
    SegmentLog.open(folder, SMALL).close();
  }

  @Test
  void aFullDiskAtAnyByteFailsTheRecordOnlyAndIsOverWhenThereIsRoom() throws InterruptedException {
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      int kept = 0;
      // Past the end of a segment too, where a new one cannot be made.
      for (int round = 0; round < 400; round++) {
        disk.room = round % 90;
        Ticket ticket = log.append((byte) 0, bytes("record " + kept));
        if (21 + ("record " + kept).length() > round % 90) {
          assertThatThrownBy(ticket::await)
              .isInstanceOf(LogException.class)
              .hasMessageContaining("could not write (No space left on device)")
              .hasMessageContaining("Make room on the disk");
          disk.room = Long.MAX_VALUE;
          assertThat(write(log, "record " + kept)).isEqualTo(kept);
          kept++;
        } else {
          try {
            assertThat(ticket.await()).isEqualTo(kept);
            kept++;
          } catch (LogException newSegmentHadNoRoom) {
            assertThat(newSegmentHadNoRoom).hasMessageContaining("No space left on device");
          }
        }
        assertThat(log.durableEnd()).isEqualTo(kept);
      }
      assertThat(log.failure()).isEmpty();
      assertThat(log.queuedBytes()).isZero();
      assertThat(texts(log)).isEqualTo(records(0, kept));
    }
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      assertThat(log.recovery().bytesDropped()).isZero();
      assertThat(log.recovery().segments()).isGreaterThan(1);
    }
  }

  @Test
  void aFullDiskFailsAllThatWaitsSoThatOrderHolds() throws InterruptedException {
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      write(log, 0, 1);
      disk.arrived.drainPermits();
      disk.gate = new CountDownLatch(1);
      Ticket before = log.append((byte) 0, bytes("record 1"));
      disk.arrived.acquire();
      disk.room = 29;
      List<Ticket> after = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        after.add(log.append((byte) 0, bytes("late " + i)));
      }
      Ticket barrier = log.barrier();
      disk.gate.countDown();
      assertThat(before.await()).isEqualTo(1);
      for (Ticket ticket : after) {
        assertThatThrownBy(ticket::await).isInstanceOf(LogException.class);
      }
      assertThatThrownBy(barrier::await).isInstanceOf(LogException.class);
    }
  }

  @Test
  void afterAFailedForceNothingIsAcknowledgedUntilTheLogIsOpenedAgain() throws Exception {
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      write(log, 0, 5);
      disk.forceFails = true;
      assertThatThrownBy(() -> write(log, "lost"))
          .isInstanceOf(LogException.class)
          .hasMessageContaining("forcing records to disk failed (Input/output error)")
          .hasMessageContaining("Everything below record 5 is on disk");
      disk.forceFails = false;
      assertThatThrownBy(() -> log.append((byte) 0, bytes("late")))
          .isInstanceOf(LogException.class)
          .hasMessageContaining("has stopped");
      assertThatThrownBy(log::barrier).isInstanceOf(LogException.class);
      assertThat(log.failure().orElseThrow()).contains("Check the disk, then start again");
      assertThat(log.durableEnd()).isEqualTo(5);
      assertThat(texts(log)).isEqualTo(records(0, 5));
    }
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      assertThat(texts(log)).isEqualTo(records(0, 5));
      assertThat(write(log, "record 5")).isEqualTo(5);
    }
  }

  @Test
  void aWriteThatCannotBeTakenBackStopsTheLog() throws InterruptedException {
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      write(log, 0, 5);
      disk.room = 10;
      disk.truncateFails = true;
      assertThatThrownBy(() -> write(log, "lost"))
          .hasMessageContaining("a write failed and could not be taken back");
      disk.room = Long.MAX_VALUE;
      disk.truncateFails = false;
      assertThatThrownBy(() -> write(log, "late")).hasMessageContaining("has stopped");
    }
    try (SegmentLog log = SegmentLog.open(folder, SMALL)) {
      assertThat(log.recovery().bytesDropped()).isEqualTo(10);
      assertThat(texts(log)).isEqualTo(records(0, 5));
    }
  }

  /// The kernel holds pages of a failed force for written. Who reads them back after a restart and
  /// goes on behind them would lose them with the power.
  @Test
  void whatAFailedForceLeftInMemoryIsWrittenAgain() throws Exception {
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      write(log, 0, 5);
      disk.truncateFails = true;
      disk.forceFails = true;
      assertThatThrownBy(() -> write(log, "record 5")).isInstanceOf(LogException.class);
    }
    disk.truncateFails = false;
    disk.forceFails = false;
    try (SegmentLog log = SegmentLog.open(folder, options)) {
      assertThat(texts(log)).isEqualTo(records(0, 6));
      write(log, 6, 7);
    }
    disk.imageTo(folder, scratch, new SplittableRandom(1));
    try (SegmentLog log = SegmentLog.open(scratch, SMALL)) {
      assertThat(texts(log)).isEqualTo(records(0, 7));
    }
  }

  @Test
  void whenThePowerGoesEveryAcknowledgedRecordIsThereOnceAndInOrder() throws Exception {
    SplittableRandom random = new SplittableRandom(11);
    int torn = 0;
    for (int round = 0; round < 100; round++) {
      Path live = Files.createDirectory(scratch.resolve("live" + round));
      Path image = Files.createDirectory(scratch.resolve("image" + round));
      FaultyDisk powered = new FaultyDisk();
      List<Ticket> tickets = new ArrayList<>();
      try (SegmentLog log = SegmentLog.open(live, SMALL.withOpener(powered))) {
        powered.cutPowerAfter(random.nextInt(60));
        appendUntilItFails(log, tickets, random);
      }
      powered.imageTo(live, image, random);
      try (SegmentLog log = SegmentLog.open(image, SMALL)) {
        torn += log.recovery().bytesDropped() > 0 ? 1 : 0;
        List<String> found = texts(log);
        for (int i = 0; i < found.size(); i++) {
          assertThat(found.get(i)).isEqualTo(longRecord(i));
        }
        for (int i = 0; i < tickets.size(); i++) {
          if (acknowledged(tickets.get(i))) {
            assertThat(found.size()).as("round %s", round).isGreaterThan(i);
          }
        }
        assertThat(write(log, longRecord(found.size()))).isEqualTo(found.size());
      }
    }
    assertThat(torn).isGreaterThan(10);
  }

  /// A record of two or three sectors, so that the power can tear it however the log groups them.
  private static String longRecord(int i) {
    return "record " + i + " " + "x".repeat(900);
  }

  /// Up to eight records at a time.
  private static void appendUntilItFails(
      SegmentLog log, List<Ticket> tickets, SplittableRandom random) throws InterruptedException {
    while (true) {
      try {
        for (int i = random.nextInt(1, 9); i > 0; i--) {
          tickets.add(log.append((byte) 0, bytes(longRecord(tickets.size()))));
        }
        tickets.getLast().await();
      } catch (LogException noPower) {
        return;
      }
    }
  }

  private static boolean acknowledged(Ticket ticket) throws InterruptedException {
    try {
      ticket.await();
      return true;
    } catch (LogException notAcknowledged) {
      return false;
    }
  }

  @Test
  void aDiskThatIsReallyFullLosesNothing() throws Exception {
    Path mount = Files.createDirectory(scratch.resolve("mount"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount.toString()) == 0,
        "skipped: no right to mount a small file system");
    try {
      try (SegmentLog log = SegmentLog.open(mount.resolve("log"), SMALL)) {
        int kept = 0;
        boolean full = false;
        while (!full) {
          try {
            log.append((byte) 0, bytes("record " + kept)).await();
            kept++;
          } catch (LogException e) {
            assertThat(e).hasMessageContaining("could not write");
            full = true;
          }
        }
        assertThat(kept).isGreaterThan(500);
        assertThat(texts(log)).isEqualTo(records(0, kept));
        log.truncateBefore(kept / 2);
        assertThat(log.failure()).isEmpty();
        assertThat(write(log, "record " + kept)).isEqualTo(kept);
        copy(mount.resolve("log"), scratch.resolve("copy"));
      }
      SegmentLog.open(scratch.resolve("copy"), SMALL).close();
    } finally {
      run("umount", mount.toString());
    }
  }

  private static int run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException noSuchCommand) {
      return -1;
    }
  }
}
