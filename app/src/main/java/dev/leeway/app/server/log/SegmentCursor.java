package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Looks at the records of one segment, wherever they start. It reads a window of the file at a
/// time; the window grows to hold a large record.
final class SegmentCursor {

  private static final int WINDOW = 256 << 10;

  private final FileChannel channel;
  private final long limit;
  private final RecordFormat format;
  private ByteBuffer window;
  private long windowStart;

  private long end;
  private long offset;
  private int place;
  private byte type;
  private int payloadIndex;
  private int payloadBytes;

  /// Nothing at or after `limit` is looked at.
  SegmentCursor(FileChannel channel, long salt, long limit) {
    this.channel = channel;
    this.limit = limit;
    this.format = new RecordFormat(salt);
    this.window = ByteBuffer.allocate((int) Math.min(WINDOW, limit)).limit(0);
  }

  /// Reads the record that starts at `position`; false if no intact one does.
  boolean readAt(long position) throws IOException {
    if (position > limit - RecordFormat.BYTES) {
      return false;
    }
    int index = load(position, RecordFormat.BYTES);
    int length = window.getInt(index + RecordFormat.LENGTH);
    if (length < 0 || length > limit - RecordFormat.BYTES - position) {
      return false;
    }
    index = load(position, RecordFormat.BYTES + length);
    if (!format.isIntact(window.array(), index, length)) {
      return false;
    }
    end = position + RecordFormat.BYTES + length;
    offset = window.getLong(index + RecordFormat.OFFSET);
    place = window.getInt(index + RecordFormat.PLACE);
    type = window.get(index + RecordFormat.TYPE);
    payloadIndex = index + RecordFormat.BYTES;
    payloadBytes = length;
    return true;
  }

  /// The position of the first intact record after `damage`, whose offset is not below `expected`
  /// and not more than the bytes between allow; −1 if there is none. Leaves that record to be read.
  long findAfter(long damage, long expected) throws IOException {
    for (long position = damage + 1; position <= limit - RecordFormat.BYTES; position++) {
      int index = load(position, RecordFormat.BYTES);
      long found = window.getLong(index + RecordFormat.OFFSET);
      long skipped = (position - damage) / RecordFormat.BYTES;
      if (found >= expected && found - expected <= skipped && readAt(position)) {
        return position;
      }
    }
    return -1;
  }

  /// Brings bytes into the window; returns the index of the first.
  private int load(long position, int bytes) throws IOException {
    if (position < windowStart || position + bytes > windowStart + window.limit()) {
      if (bytes > window.capacity()) {
        window = ByteBuffer.allocate(bytes);
      }
      window.clear().limit((int) Math.min(window.capacity(), limit - position));
      Transfers.readFully(channel, window, position);
      window.flip();
      windowStart = position;
      if (window.limit() < bytes) {
        throw new IOException("the file ends at byte " + (position + window.limit()));
      }
    }
    return (int) (position - windowStart);
  }

  /// Where the record that was read ends.
  long end() {
    return end;
  }

  long offset() {
    return offset;
  }

  /// The offset of the first record that was forced to disk together with this one: all below it
  /// were on disk before this one was written.
  long groupStart() {
    return offset - place;
  }

  byte type() {
    return type;
  }

  ByteBuffer payload() {
    return window.slice(payloadIndex, payloadBytes);
  }
}
