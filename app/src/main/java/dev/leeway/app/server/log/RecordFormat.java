package dev.leeway.app.server.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// The layout of one record; all numbers are big-endian.
///
/// | byte | length | what |
/// |---|---|---|
/// | 0 | 4 | length n of the payload |
/// | 4 | 4 | CRC-32C of the segment's salt, bytes 0–3, bytes 8–20 and the payload |
/// | 8 | 8 | offset |
/// | 16 | 4 | place in the group that was forced to disk together, from 0 |
/// | 20 | 1 | type, the caller's |
/// | 21 | n | payload, the caller's |
final class RecordFormat {

  static final int BYTES = 21;
  static final int LENGTH = 0;
  static final int CHECKSUM = 4;
  static final int OFFSET = 8;
  static final int PLACE = 16;
  static final int TYPE = 20;

  private final byte[] head = new byte[8 + BYTES];
  private final ByteBuffer view = ByteBuffer.wrap(head);
  private final CRC32C crc = new CRC32C();

  /// For records of a segment with this salt.
  RecordFormat(long salt) {
    view.putLong(0, salt);
  }

  /// Puts the header of a record; the payload's bytes are read, not moved.
  void putHeader(ByteBuffer target, long offset, int place, byte type, byte[] payload) {
    view.putInt(8 + LENGTH, payload.length);
    view.putLong(8 + OFFSET, offset);
    view.putInt(8 + PLACE, place);
    view.put(8 + TYPE, type);
    crc.reset();
    crc.update(head, 0, 12);
    crc.update(head, 8 + OFFSET, BYTES - OFFSET);
    crc.update(payload, 0, payload.length);
    view.putInt(8 + CHECKSUM, (int) crc.getValue());
    target.put(head, 8, BYTES);
  }

  /// Whether the checksum of the record that starts at `index` of an array, header and payload
  /// complete, is right.
  boolean isIntact(byte[] bytes, int index, int payloadBytes) {
    crc.reset();
    crc.update(head, 0, 8);
    crc.update(bytes, index, 4);
    crc.update(bytes, index + OFFSET, BYTES - OFFSET + payloadBytes);
    return (int) crc.getValue() == ByteBuffer.wrap(bytes).getInt(index + CHECKSUM);
  }
}
