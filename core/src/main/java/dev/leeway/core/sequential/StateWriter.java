package dev.leeway.core.sequential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The bytes of a detector's state, big-endian:
///
/// ```
/// magic "LWYD" · version (1 byte) · kind · fields of the kind · CRC-32C of all before (4)
/// ```
///
/// Numbers have 8 bytes, strings and arrays their length (4 bytes) first.
final class StateWriter {

  static final int MAGIC = 0x4c575944;
  static final byte VERSION = 1;

  private byte[] bytes = new byte[256];
  private int size;

  StateWriter(String kind) {
    room(5).putInt(MAGIC).put(VERSION);
    size += 5;
    put(kind);
  }

  StateWriter put(long value) {
    room(8).putLong(value);
    size += 8;
    return this;
  }

  StateWriter put(double value) {
    return put(Double.doubleToRawLongBits(value));
  }

  StateWriter put(boolean value) {
    return put(value ? 1L : 0L);
  }

  StateWriter put(String text) {
    return put(text.getBytes(StandardCharsets.UTF_8));
  }

  StateWriter put(byte[] block) {
    room(4 + block.length).putInt(block.length).put(block);
    size += 4 + block.length;
    return this;
  }

  StateWriter put(double[] values) {
    return put(values, values.length);
  }

  /// The first `count` values.
  StateWriter put(double[] values, int count) {
    ByteBuffer to = room(4 + 8 * count).putInt(count);
    for (int at = 0; at < count; at++) {
      to.putDouble(values[at]);
    }
    size += 4 + 8 * count;
    return this;
  }

  byte[] toBytes() {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, size);
    room(4).putInt((int) crc.getValue());
    return Arrays.copyOf(bytes, size + 4);
  }

  private ByteBuffer room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
    return ByteBuffer.wrap(bytes, size, bytes.length - size);
  }
}
