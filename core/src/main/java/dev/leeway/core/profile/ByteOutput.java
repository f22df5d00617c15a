package dev.leeway.core.profile;

import java.util.Arrays;
import java.util.zip.CRC32C;

/// Writes state as bytes, big-endian, as [ByteInput] reads them:
///
/// ```
/// magic (4) · version (1) · fields · CRC-32C of all before (4)
/// ```
///
/// Counts are variable-length (7 bits a byte, low first). Arrays of counts are sparse: the number
/// of non-zero entries, then for each the distance from the one before and the count. Strings are
/// their length and their UTF-16 units as counts.
public final class ByteOutput {

  private byte[] bytes = new byte[256];
  private int size;

  /// @param magic four letters that say what these bytes are
  /// @param version the version of their fields
  public ByteOutput(int magic, byte version) {
    putInt(magic);
    put(version);
  }

  /// Writes one byte.
  public void put(byte value) {
    room(1);
    bytes[size++] = value;
  }

  private void putInt(int value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      put((byte) (value >>> shift));
    }
  }

  /// Writes 8 bytes.
  public void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }

  /// Writes a number in 8 bytes; all NaN are one.
  public void putDouble(double value) {
    putLong(Double.doubleToLongBits(value));
  }

  /// Writes a count; any long, but short only when small and not negative.
  public void putCount(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((byte) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    put((byte) rest);
  }

  /// Writes a number of either sign, short when it is small.
  public void putSigned(long value) {
    putCount((value << 1) ^ (value >> 63));
  }

  /// Writes an array, most of which may be 0. Its length is not written.
  public void putSparse(long[] values) {
    int occupied = 0;
    for (long value : values) {
      occupied += value != 0 ? 1 : 0;
    }
    putCount(occupied);
    int last = -1;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        putCount(i - last);
        putCount(values[i]);
        last = i;
      }
    }
  }

  /// Writes a string.
  public void putString(String value) {
    putCount(value.length());
    for (int i = 0; i < value.length(); i++) {
      putCount(value.charAt(i));
    }
  }

  /// Writes bytes, their number first.
  public void putBlock(byte[] block) {
    putCount(block.length);
    room(block.length);
    System.arraycopy(block, 0, bytes, size, block.length);
    size += block.length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
    }
  }

  /// A hash of what was written so far, which is the same everywhere and for ever.
  public long fingerprint() {
    return NameHash.of(bytes, size);
  }

  /// What was written, with its checksum.
  public byte[] toBytes() {
    byte[] all = Arrays.copyOf(bytes, size + ByteInput.CHECKSUM);
    int checksum = checksum(bytes, size);
    for (int at = 0; at < ByteInput.CHECKSUM; at++) {
      all[size + at] = (byte) (checksum >>> (24 - 8 * at));
    }
    return all;
  }

  static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
