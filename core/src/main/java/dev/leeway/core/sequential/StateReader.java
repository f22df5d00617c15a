package dev.leeway.core.sequential;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// Reads what [StateWriter] wrote. Every method throws IllegalArgumentException, saying what is
/// wrong, for bytes of another kind or version, or damaged ones.
final class StateReader {

  private static final int CHECKSUM = 4;

  private final ByteBuffer in;
  private final String kind;

  StateReader(byte[] bytes) {
    if (bytes.length < 5 + 4 + CHECKSUM) {
      throw new IllegalArgumentException(
          "a detector's state has at least 13 bytes, these are " + bytes.length);
    }
    in = ByteBuffer.wrap(bytes);
    int magic = in.getInt();
    if (magic != StateWriter.MAGIC) {
      throw new IllegalArgumentException(
          "a detector's state starts with %08x, this starts with %08x"
              .formatted(StateWriter.MAGIC, magic));
    }
    byte version = in.get();
    if (version != StateWriter.VERSION) {
      throw new IllegalArgumentException(
          "this program reads detectors' states of version %d, this one has version %d"
              .formatted(StateWriter.VERSION, version));
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length - CHECKSUM);
    int stored = in.getInt(bytes.length - CHECKSUM);
    if (stored != (int) crc.getValue()) {
      throw new IllegalArgumentException(
          "the detector's state is damaged: its checksum is %08x, its bytes give %08x"
              .formatted(stored, (int) crc.getValue()));
    }
    in.limit(bytes.length - CHECKSUM);
    kind = text();
  }

  /// What the state belongs to.
  String kind() {
    return kind;
  }

  /// Checks what the state belongs to.
  StateReader expect(String expected) {
    if (!kind.equals(expected)) {
      throw new IllegalArgumentException(
          "expected the state of '%s', this is one of '%s'".formatted(expected, kind));
    }
    return this;
  }

  long count() {
    long count = integer();
    if (count < 0) {
      throw damaged();
    }
    return count;
  }

  /// A count that indexes or sizes an array, at most `most`.
  int count(int most) {
    long count = count();
    if (count > most) {
      throw damaged();
    }
    return (int) count;
  }

  long integer() {
    try {
      return in.getLong();
    } catch (BufferUnderflowException e) {
      throw damaged();
    }
  }

  boolean flag() {
    return integer() != 0;
  }

  double number() {
    return Double.longBitsToDouble(integer());
  }

  String text() {
    return new String(block(), StandardCharsets.UTF_8);
  }

  byte[] block() {
    byte[] block = new byte[length(1)];
    in.get(block);
    return block;
  }

  double[] numbers() {
    double[] values = new double[length(8)];
    for (int at = 0; at < values.length; at++) {
      values[at] = in.getDouble();
    }
    return values;
  }

  /// An array that must have this length.
  double[] numbers(int expected) {
    double[] values = numbers();
    if (values.length != expected) {
      throw damaged();
    }
    return values;
  }

  /// To be called when all was read.
  void end() {
    if (in.hasRemaining()) {
      throw damaged();
    }
  }

  private int length(int width) {
    if (in.remaining() < 4) {
      throw damaged();
    }
    int length = in.getInt();
    if (length < 0 || length > in.remaining() / width) {
      throw damaged();
    }
    return length;
  }

  static IllegalArgumentException damaged() {
    return new IllegalArgumentException("the detector's state is damaged: its fields do not fit");
  }
}
