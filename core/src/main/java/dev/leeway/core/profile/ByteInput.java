package dev.leeway.core.profile;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads what [ByteOutput] wrote. Trusts no number: what a length or a position says is checked
/// before anything is allocated. Every method throws IllegalArgumentException, saying what is
/// wrong, for bytes of another kind or version, or damaged ones; nothing else.
public final class ByteInput {

  static final int CHECKSUM = 4;

  private static final int HEADER = 4 + 1;

  private final String what;
  private final ByteBuffer buffer;

  /// @param what the bytes should be, for messages, such as "profile"
  /// @throws IllegalArgumentException when the bytes are something else, of another version, or
  ///   their checksum does not match
  public ByteInput(byte[] bytes, String what, int magic, byte version) {
    this.what = what;
    this.buffer = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER + CHECKSUM) {
      throw damaged("they are only " + bytes.length);
    }
    int found = buffer.getInt();
    if (found != magic) {
      throw damaged("they begin with %08x, not with %08x".formatted(found, magic));
    }
    byte written = buffer.get();
    if (written != version) {
      throw damaged("they are of version %d, %d can be read".formatted(written, version));
    }
    int end = bytes.length - CHECKSUM;
    if (buffer.getInt(end) != ByteOutput.checksum(bytes, end)) {
      throw damaged("they are damaged, their checksum does not match");
    }
    buffer.limit(end);
  }

  /// What to throw when fields do not fit together.
  ///
  /// @param why to follow "these bytes are no …: "
  public IllegalArgumentException damaged(String why) {
    return new IllegalArgumentException("these bytes are no " + what + ": " + why);
  }

  private IllegalArgumentException tooShort(BufferUnderflowException cause) {
    return new IllegalArgumentException("these bytes are no " + what + ": they end early", cause);
  }

  /// Reads 8 bytes.
  public long number() {
    try {
      return buffer.getLong();
    } catch (BufferUnderflowException e) {
      throw tooShort(e);
    }
  }

  /// Reads a number of 8 bytes.
  public double real() {
    return Double.longBitsToDouble(number());
  }

  /// Reads a count that is not negative.
  public long count() {
    long value = variable();
    if (value < 0) {
      throw damaged("a count is above " + Long.MAX_VALUE);
    }
    return value;
  }

  /// Reads a number of either sign that [ByteOutput#putSigned] wrote.
  public long signed() {
    long value = variable();
    return (value >>> 1) ^ -(value & 1);
  }

  private long variable() {
    try {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        byte next = buffer.get();
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
    } catch (BufferUnderflowException e) {
      throw tooShort(e);
    }
    throw damaged("a number has more than ten bytes");
  }

  /// Reads a count of at most `most`.
  public int count(int most) {
    long value = count();
    if (value > most) {
      throw damaged("%d is above %d".formatted(value, most));
    }
    return (int) value;
  }

  /// Reads the number of entries that follow, each of at least so many bytes.
  public int entries(int bytesEach) {
    long value = count();
    if (value > buffer.remaining() / bytesEach) {
      throw damaged("%d entries do not fit into %d bytes".formatted(value, buffer.remaining()));
    }
    return (int) value;
  }

  /// Reads whether, a count of 0 or 1.
  public boolean flag() {
    return count(1) == 1;
  }

  /// Reads an array of that length whose entries are not negative.
  public long[] counts(int length) {
    long[] counts = sparse(length);
    if (Arrays.stream(counts).anyMatch(count -> count < 0)) {
      throw damaged("a count is above " + Long.MAX_VALUE);
    }
    return counts;
  }

  /// Reads an array of that length.
  public long[] sparse(int length) {
    long[] values = new long[length];
    int occupied = count(length);
    int at = -1;
    for (int i = 0; i < occupied; i++) {
      int distance = count(length - 1 - at);
      if (distance == 0) {
        throw damaged("two entries are at one place");
      }
      at += distance;
      values[at] = variable();
    }
    return values;
  }

  /// Reads a string.
  public String string() {
    int length = entries(1);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) count(Character.MAX_VALUE));
    }
    return text.toString();
  }

  /// Reads bytes.
  public byte[] block() {
    byte[] block = new byte[entries(1)];
    buffer.get(block);
    return block;
  }

  /// To be called when all was read.
  public void end() {
    if (buffer.hasRemaining()) {
      throw damaged(buffer.remaining() + " bytes follow their end");
    }
  }
}
