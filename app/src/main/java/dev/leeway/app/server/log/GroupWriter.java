package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// Writes tickets to the last segment, forces them to disk once, and only then moves the durable
/// end. Used by one thread.
final class GroupWriter {

  private final LogFolder folder;
  private final int segmentBytes;
  private final Durable durable;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
  private FileChannel channel;
  private RecordFormat format;
  private long written;

  GroupWriter(LogFolder folder, int segmentBytes, Durable durable, FileChannel channel) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.durable = durable;
    this.channel = channel;
    this.format = new RecordFormat(durable.state().active().header().salt());
  }

  /// Makes the tickets from `begin` durable, as many as fit into one segment; returns the index
  /// after them. Whatever it throws, none of them was.
  int write(List<Ticket> tickets, int begin) throws IOException {
    LogState before = durable.state();
    long position = before.activeBytes();
    int place = 0;
    int index = begin;
    buffer.clear();
    written = position;
    for (; index < tickets.size(); index++) {
      Ticket ticket = tickets.get(index);
      byte[] payload = ticket.payload();
      if (payload == null) {
        continue;
      }
      if (position + ticket.bytes() > segmentBytes) {
        if (place > 0) {
          break;
        }
        position = startSegment(before);
      }
      put(before.end() + place, place, ticket.type(), payload);
      position += ticket.bytes();
      place++;
    }
    if (place > 0) {
      flush();
      LogFolder.force(channel, false);
      publish(tickets, begin, index, before.end() + place);
    }
    return index;
  }

  private void put(long offset, int place, byte type, byte[] payload) throws IOException {
    if (buffer.remaining() < RecordFormat.BYTES) {
      flush();
    }
    format.putHeader(buffer, offset, place, type, payload);
    int done = 0;
    while (done < payload.length) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(buffer.remaining(), payload.length - done);
      buffer.put(payload, done, part);
      done += part;
    }
  }

  private void flush() throws IOException {
    written = Transfers.writeFully(channel, buffer.flip(), written);
    buffer.clear();
  }

  /// All before is on disk already, so the segments before the last are always whole.
  private long startSegment(LogState before) throws IOException {
    SegmentHeader header =
        new SegmentHeader(before.end(), before.end(), before.active().header().salt());
    FileChannel next = folder.create(header, empty -> {});
    FileChannel old = channel;
    channel = next;
    format = new RecordFormat(header.salt());
    written = SegmentHeader.BYTES;
    Segment segment =
        new Segment(Segment.file(folder.path(), header.first()), header, new SparseIndex());
    durable.update(state -> {
      List<Segment> segments = new ArrayList<>(state.segments());
      segments.add(segment);
      return new LogState(segments, state.end(), SegmentHeader.BYTES);
    });
    closeQuietly(old);
    return SegmentHeader.BYTES;
  }

  private void publish(List<Ticket> tickets, int begin, int end, long newEnd) {
    LogState before = durable.state();
    SparseIndex index = before.active().index();
    long offset = before.end();
    long position = before.activeBytes();
    for (int i = begin; i < end; i++) {
      Ticket ticket = tickets.get(i);
      if (ticket.payload() != null) {
        index.add(offset, position);
        offset++;
        position += ticket.bytes();
      }
    }
    long bytes = position;
    durable.update(state -> new LogState(state.segments(), newEnd, bytes));
  }

  /// Takes back what was written after the durable end; false if it could not.
  boolean takeBack() {
    try {
      long bytes = durable.state().activeBytes();
      channel.truncate(bytes);
      return channel.size() == bytes;
    } catch (IOException ignored) {
      // The caller then has to give the log up.
      return false;
    }
  }

  void close() {
    closeQuietly(channel);
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException ignored) {
      // Everything that was acknowledged has been forced before.
    }
  }
}
