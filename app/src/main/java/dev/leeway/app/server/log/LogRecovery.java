package dev.leeway.app.server.log;

import dev.leeway.app.server.log.Recovery.Lost;
import dev.leeway.app.server.log.SegmentScan.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the records of a log when it is opened.
///
/// A process or machine that stops may leave its last group of records unfinished, in any order of
/// sectors. That group was not acknowledged, and is cut off. A record says how many of its group
/// stand before it, so an intact record shows what was on disk before it was written: if that has a
/// hole, acknowledged records are damaged, and the log opens by salvage only. (Damage to the very
/// last group looks like an unfinished one; it is cut off, and shows as `bytesDropped`.)
///
/// Salvage copies the runs of intact records to new segments. Each step leaves a folder in which
/// salvage can be repeated.
final class LogRecovery {

  /// An open log: its state, and the last segment open for writing.
  record Opened(LogState state, FileChannel active, Recovery report) {}

  private static final int CHUNK = 1 << 20;

  private final LogFolder folder;
  private final LogOptions options;
  private final boolean salvage;
  private final List<Lost> lost = new ArrayList<>();
  private long salt = new SecureRandom().nextLong();

  LogRecovery(LogFolder folder, LogOptions options, boolean salvage) {
    this.folder = folder;
    this.options = options;
    this.salvage = salvage;
  }

  Opened open() throws IOException {
    folder.deleteUnfinished();
    if (Segment.firstOffsets(folder.path()).isEmpty()) {
      create(0, 0);
    }
    @Nullable List<SegmentScan> scans = scanAll();
    while (scans == null) {
      scans = scanAll();
    }
    return finish(scans);
  }

  /// All segments, which fit together; null if salvage changed one, so that one has to look again.
  private @Nullable List<SegmentScan> scanAll() throws IOException {
    List<Long> offsets = Segment.firstOffsets(folder.path());
    List<SegmentScan> scans = new ArrayList<>();
    for (int i = 0; i < offsets.size(); i++) {
      boolean last = i == offsets.size() - 1;
      Path file = Segment.file(folder.path(), offsets.get(i));
      long end = last ? -1 : offsets.get(i + 1);
      try {
        SegmentScan scan = scan(file, offsets.get(i));
        check(scan, scans.isEmpty() ? null : scans.getLast(), last);
        scans.add(scan);
      } catch (LogDamagedException e) {
        if (!salvage) {
          throw e;
        }
        repair(file, offsets.get(i), scans.isEmpty() ? null : scans.getLast(), end, e);
        return null;
      }
    }
    SegmentScan newest = scans.getLast();
    long end = newest.firstRun().end();
    if (end < options.seenEnd()) {
      String problem =
          "the log ends before record "
              + end
              + ", but its consumer has seen all below "
              + options.seenEnd();
      if (!salvage) {
        throw new LogDamagedException(newest.segment().file(), newest.firstRun().to(), problem);
      }
      create(options.seenEnd(), end);
      lost.add(new Lost(end, options.seenEnd(), Optional.empty(), problem));
      return null;
    }
    return scans;
  }

  private SegmentScan scan(Path file, long first) throws IOException {
    try (FileChannel channel = options.opener().open(file, StandardOpenOption.READ)) {
      SegmentHeader header = SegmentHeader.read(channel, file, first);
      salt = header.salt();
      return SegmentScan.of(channel, new Segment(file, header, new SparseIndex()));
    }
  }

  private static void check(SegmentScan scan, @Nullable SegmentScan before, boolean last) {
    Path file = scan.segment().file();
    if (before != null && scan.segment().header().previousEnd() != before.firstRun().end()) {
      long end = before.firstRun().end();
      long first = scan.segment().first();
      throw new LogDamagedException(
          file,
          0,
          first > end
              ? "records " + end + " to " + (first - 1) + " before it are missing"
              : "it begins with record " + first + ", but the file before ends with " + (end - 1));
    }
    if (!scan.isWhole() && !(last && scan.isTornAtTheEnd())) {
      throw new LogDamagedException(
          file,
          scan.firstRun().to(),
          "record "
              + scan.firstRun().end()
              + " was on disk once, because later ones were written, and is not intact");
    }
  }

  private void repair(
      Path file, long first, @Nullable SegmentScan before, long nextFirst, LogDamagedException e)
      throws IOException {
    long expected = before == null ? first : before.firstRun().end();
    SegmentScan scan = scanWithoutHeader(file, first);
    boolean hasRecords = scan.runs().stream().anyMatch(run -> run.end() > run.first());
    if (first > expected && lost.stream().noneMatch(loss -> loss.from() == expected)) {
      lost.add(new Lost(expected, first, Optional.empty(), e.problem()));
    }
    if (first > expected && scan.isWhole() && e.position() == 0 && hasHeader(file, first)) {
      // Only what was before it is missing.
      copy(scan, scan.firstRun(), expected);
      return;
    }
    Optional<Path> aside = Optional.of(folder.setAside(file));
    if (first < expected) {
      lost.add(new Lost(expected, expected, aside, e.problem()));
      folder.delete(file);
      return;
    }
    long end = first;
    List<Run> runs = new ArrayList<>();
    List<Long> previousEnds = new ArrayList<>();
    for (Run run : scan.runs()) {
      if (run.end() > run.first()) {
        if (run.first() > end) {
          lost.add(new Lost(end, run.first(), aside, e.problem()));
        }
        runs.add(run);
        previousEnds.add(runs.size() == 1 ? Math.min(expected, run.first()) : end);
        end = run.end();
      }
    }
    if (nextFirst > end) {
      lost.add(new Lost(end, nextFirst, aside, e.problem()));
    } else if (nextFirst < 0 && !hasRecords) {
      // Nobody knows how many records it had; none of their offsets may be given again.
      long bound = first + 1 + scan.fileBytes() / RecordFormat.BYTES;
      lost.add(new Lost(first, bound, aside, e.problem()));
      create(bound, expected);
    }
    for (int i = runs.size() - 1; i >= 0; i--) {
      copy(scan, runs.get(i), previousEnds.get(i));
    }
    if (runs.isEmpty() || runs.getFirst().first() != first) {
      folder.delete(file);
    }
  }

  private boolean hasHeader(Path file, long first) throws IOException {
    try (FileChannel channel = options.opener().open(file, StandardOpenOption.READ)) {
      SegmentHeader.read(channel, file, first);
      return true;
    } catch (LogDamagedException ignored) {
      // The answer to the question.
      return false;
    }
  }

  /// With the salt of the other segments if the header is damaged.
  private SegmentScan scanWithoutHeader(Path file, long first) throws IOException {
    if (hasHeader(file, first)) {
      return scan(file, first);
    }
    for (long other : Segment.firstOffsets(folder.path())) {
      Path neighbour = Segment.file(folder.path(), other);
      if (other != first && hasHeader(neighbour, other)) {
        salt = headerOf(neighbour, other).salt();
        break;
      }
    }
    SegmentHeader assumed = new SegmentHeader(first, first, salt);
    try (FileChannel channel = options.opener().open(file, StandardOpenOption.READ)) {
      return SegmentScan.of(channel, new Segment(file, assumed, new SparseIndex()));
    }
  }

  private SegmentHeader headerOf(Path file, long first) throws IOException {
    try (FileChannel channel = options.opener().open(file, StandardOpenOption.READ)) {
      return SegmentHeader.read(channel, file, first);
    }
  }

  /// Puts a run of records into a segment of its own.
  private void copy(SegmentScan scan, Run run, long previousEnd) throws IOException {
    SegmentHeader header =
        new SegmentHeader(run.first(), previousEnd, scan.segment().header().salt());
    try (FileChannel source =
        options.opener().open(scan.segment().file(), StandardOpenOption.READ)) {
      folder
          .create(header, target -> copy(source, run.from(), run.to(), target, SegmentHeader.BYTES))
          .close();
    }
  }

  private static void copy(FileChannel source, long from, long to, FileChannel target, long at)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(CHUNK, to - from));
    long position = from;
    while (position < to) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), to - position));
      Transfers.readFully(source, buffer, position);
      buffer.flip();
      Transfers.writeFully(target, buffer, at + position - from);
      position += buffer.limit();
    }
  }

  private void create(long first, long previousEnd) throws IOException {
    folder.create(new SegmentHeader(first, previousEnd, salt), channel -> {}).close();
  }

  private Opened finish(List<SegmentScan> scans) throws IOException {
    SegmentScan newest = scans.getLast();
    Run run = newest.firstRun();
    long dropped = newest.fileBytes() - run.to();
    FileChannel channel =
        options
            .opener()
            .open(newest.segment().file(), StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      if (dropped > 0) {
        channel.truncate(run.to());
      }
      // A force that failed may have left pages that are marked as written and are not. Only the
      // last group can have such, so it is written again.
      copy(channel, run.groupFrom(), run.to(), channel, run.groupFrom());
      LogFolder.force(channel, true);
      folder.forceNames();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    List<Segment> segments = scans.stream().map(SegmentScan::segment).toList();
    long records = scans.stream().mapToLong(SegmentScan::records).sum();
    LogState state = new LogState(segments, run.end(), run.to());
    Recovery report =
        new Recovery(
            state.first(),
            state.end(),
            records,
            segments.size(),
            dropped,
            dropped > 0 ? Optional.of(newest.segment().file()) : Optional.empty(),
            lost);
    return new Opened(state, channel, report);
  }
}
