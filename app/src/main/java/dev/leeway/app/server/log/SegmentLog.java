package dev.leeway.app.server.log;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// An append-only log of records on disk. A record is a type of one byte and a payload, both the
/// caller's; it gets an offset, counted from 0. [#append] queues it, [Ticket#await()] returns once
/// it is written and forced to disk, together with all others that waited. What was acknowledged is
/// found again after a crash of the process or the machine, once and in order; what was not may be
/// found or not.
///
/// **Files.** The folder has segments, named by the offset of their first record with 19 digits
/// (`0000000000000000000.log`); `leeway.lock`; while a segment is made, a file ending in `.new`,
/// which is deleted when the log opens; and after salvage, files ending in `.damaged`, which nobody
/// reads and an operator may delete. A segment is a header and records without gaps between them.
/// All numbers are big-endian.
///
/// | byte of the header | length | what |
/// |---|---|---|
/// | 0 | 8 | `LEEWAYWL` |
/// | 8 | 4 | format version, now 1 |
/// | 12 | 4 | zero |
/// | 16 | 8 | offset of the first record, as in the file's name |
/// | 24 | 8 | where the segment before ended; less than the first offset where salvage gave up records |
/// | 32 | 8 | salt: a number by chance, the same in all segments of a log |
/// | 40 | 4 | CRC-32C of bytes 0–39 |
///
/// | byte of a record | length | what |
/// |---|---|---|
/// | 0 | 4 | length n of the payload |
/// | 4 | 4 | CRC-32C of the salt, bytes 0–3, bytes 8–20 and the payload |
/// | 8 | 8 | offset |
/// | 16 | 4 | place in the group that was forced to disk together, from 0 |
/// | 20 | 1 | type |
/// | 21 | n | payload |
///
/// **Failures.** A write that fails, as on a full disk, is taken back: what waited is not kept, and
/// the next append tries again. After a force that failed nobody knows what is on disk, so the log
/// stops, and has to be opened again; [#failure] tells. How a log is opened that a crash or the
/// disk has damaged is told with [#open(Path, LogOptions, boolean)].
///
/// Any thread, virtual ones as well, may call any method at any time.
public final class SegmentLog implements AutoCloseable {

  private final LogOptions options;
  private final LogFolder folder;
  private final FolderLock lock;
  private final Recovery recovery;
  private final Durable durable;
  private final AppendQueue queue;
  private final LogWriter writer;
  private final Thread thread;
  private final ReentrantLock truncating = new ReentrantLock();

  private SegmentLog(
      LogOptions options, LogFolder folder, FolderLock lock, LogRecovery.Opened opened) {
    this.options = options;
    this.folder = folder;
    this.lock = lock;
    this.recovery = opened.report();
    this.durable = new Durable(opened.state());
    this.queue = new AppendQueue(options.maxQueuedBytes());
    this.writer =
        new LogWriter(
            folder.path(),
            queue,
            durable,
            new GroupWriter(folder, options.segmentBytes(), durable, opened.active()));
    this.thread = Thread.ofPlatform().name("leeway-log-writer").daemon().start(writer);
  }

  /// Opens the log in a folder, which is made if it is not there. Damaged records are not skipped.
  ///
  /// @throws LogDamagedException if records that were acknowledged are damaged or missing
  /// @throws LogException if the folder is in use, was written by another version, or cannot be
  ///   read
  public static SegmentLog open(Path folder, LogOptions options) {
    return open(folder, options, false);
  }

  /// Opens the log in a folder. Every record is read and checked. An unfinished group of records at
  /// the very end, which a crash leaves, is cut off and told of in [#recovery].
  ///
  /// With `salvage`, damaged segments are set aside under a name ending in `.damaged`, all intact
  /// records in them are kept, and [#recovery] lists the offsets that are lost, which stay unused.
  /// A segment whose header is damaged can be read as long as another segment has the salt. Nothing
  /// happens to a log without damage. A segment of another format version is refused either way.
  public static SegmentLog open(Path folder, LogOptions options, boolean salvage) {
    requireNonNull(options, "options");
    FolderLock lock = FolderLock.of(requireNonNull(folder, "folder"));
    boolean opened = false;
    try {
      LogFolder files = new LogFolder(folder, options.opener());
      SegmentLog log =
          new SegmentLog(options, files, lock, new LogRecovery(files, options, salvage).open());
      opened = true;
      return log;
    } catch (IOException e) {
      throw new LogException("The log in " + folder + " cannot be opened: " + e, e);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  /// What was found when the log was opened.
  public Recovery recovery() {
    return recovery;
  }

  /// Queues a record. Records have offsets in the order of these calls. The payload is not copied:
  /// it must not change until the ticket is done.
  ///
  /// @throws IllegalArgumentException if the payload is larger than the options allow
  /// @throws LogFullException if more is waiting than the options allow
  /// @throws LogException if the log has stopped or is closed
  public Ticket append(byte type, byte[] payload) {
    if (payload.length > options.maxPayloadBytes()) {
      throw new IllegalArgumentException(
          "A payload may have "
              + options.maxPayloadBytes()
              + " bytes, this one has "
              + payload.length);
    }
    return queued(new Ticket(type, payload));
  }

  /// A ticket that is done when all that was queued before it is on disk.
  public Ticket barrier() {
    return queued(new Ticket((byte) 0, null));
  }

  private Ticket queued(Ticket ticket) {
    queue.add(ticket);
    return ticket;
  }

  /// The oldest offset that can be read, if there is any record.
  public long firstOffset() {
    return durable.state().first();
  }

  /// One more than the last offset that is on disk.
  public long durableEnd() {
    return durable.state().end();
  }

  /// Waits until the record with this offset is on disk, so that [#durableEnd] is beyond it.
  ///
  /// @return false if it is not after so long, or the log stopped or was closed
  public boolean awaitBeyond(long offset, Duration timeout) throws InterruptedException {
    return durable.awaitBeyond(offset, timeout);
  }

  /// Reads all records from an offset up to the durable end; see [#read(long, long,
  /// RecordVisitor)].
  public long read(long from, RecordVisitor visitor) {
    return read(from, Long.MAX_VALUE, visitor);
  }

  /// Reads the records from an offset (inclusive) to another (exclusive) as far as they are on
  /// disk. Offsets that salvage gave up are passed over.
  ///
  /// @return where to read on: `to`, or the durable end if that is less
  /// @throws LogException if records from `from` on were deleted, or `from` is beyond the durable
  ///   end
  /// @throws LogDamagedException if a record cannot be read any more
  public long read(long from, long to, RecordVisitor visitor) {
    LogState state = durable.state();
    if (from < state.first() || from > state.end()) {
      throw new LogException(
          "The log in "
              + folder.path()
              + " has records from "
              + state.first()
              + " to below "
              + state.end()
              + "; it cannot be read from "
              + from);
    }
    long end = Math.min(to, state.end());
    try {
      for (int i = 0; i < state.segments().size(); i++) {
        if (state.endOf(i) > from && state.segments().get(i).first() < end) {
          read(state, i, from, end, visitor);
        }
      }
    } catch (NoSuchFileException e) {
      throw new LogException("A segment was deleted while it was read: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new LogException("The log in " + folder.path() + " cannot be read: " + e, e);
    }
    return Math.max(from, end);
  }

  private void read(LogState state, int number, long from, long end, RecordVisitor visitor)
      throws IOException {
    Segment segment = state.segments().get(number);
    long position = segment.index().positionBefore(from);
    try (FileChannel channel = options.opener().open(segment.file(), StandardOpenOption.READ)) {
      boolean active = number == state.segments().size() - 1;
      long bytes = active ? state.activeBytes() : channel.size();
      SegmentCursor cursor = new SegmentCursor(channel, segment.header().salt(), bytes);
      long offset = -1;
      while (position < bytes) {
        if (!cursor.readAt(position) || (offset >= 0 && cursor.offset() != offset + 1)) {
          throw new LogDamagedException(segment.file(), position, "a record is not intact");
        }
        offset = cursor.offset();
        if (offset >= end) {
          return;
        }
        if (offset >= from) {
          visitor.visit(offset, cursor.type(), cursor.payload());
        }
        position = cursor.end();
      }
    }
  }

  /// Deletes the segments all of whose records are below an offset, oldest first, each for good
  /// before the next: a crash leaves a log that begins with one of them. The last segment stays, so
  /// that offsets are never given twice.
  public void truncateBefore(long offset) {
    truncating.lock();
    try {
      LogState state = durable.state();
      while (state.segments().size() > 1 && state.endOf(0) <= offset) {
        folder.delete(state.segments().getFirst().file());
        durable.update(current ->
            new LogState(
                current.segments().subList(1, current.segments().size()),
                current.end(),
                current.activeBytes()));
        state = durable.state();
      }
    } catch (IOException e) {
      throw new LogException(
          "Old segments of the log in " + folder.path() + " cannot be deleted: " + e, e);
    } finally {
      truncating.unlock();
    }
  }

  /// Bytes in memory that wait for the disk.
  public long queuedBytes() {
    return queue.bytes();
  }

  /// Bytes on disk, over all segments.
  public long sizeBytes() {
    long bytes = 0;
    for (Segment segment : durable.state().segments()) {
      try {
        bytes += Files.size(segment.file());
      } catch (IOException ignored) {
        // Deleted in the meantime, and so of no size.
      }
    }
    return bytes;
  }

  /// Why the log has stopped, as a sentence; empty as long as it works.
  public Optional<String> failure() {
    return writer.failure();
  }

  /// Takes no more records, writes all that wait, answers them, ends the writer and unlocks the
  /// folder. A second call does nothing.
  @Override
  public void close() {
    queue.refuse("The log in " + folder.path() + " is closed", null);
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    lock.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
