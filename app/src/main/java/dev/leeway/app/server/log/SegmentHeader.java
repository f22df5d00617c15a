package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The first bytes of a segment; all numbers are big-endian.
///
/// | byte | length | what |
/// |---|---|---|
/// | 0 | 8 | `LEEWAYWL` |
/// | 8 | 4 | format version, now 1 |
/// | 12 | 4 | zero |
/// | 16 | 8 | offset of the first record, as in the file's name |
/// | 24 | 8 | where the segment before ended; less than the first offset where salvage gave up records |
/// | 32 | 8 | salt: a number by chance, the same in all segments of a log |
/// | 40 | 4 | CRC-32C of bytes 0–39 |
///
/// The salt enters the checksum of each record, so that what looks like a record inside somebody's
/// payload, or was left on the disk by another log, is never taken for one.
record SegmentHeader(long first, long previousEnd, long salt) {

  static final int BYTES = 44;
  private static final int VERSION = 1;
  private static final int CHECKSUM = 40;
  private static final byte[] MAGIC = "LEEWAYWL".getBytes(StandardCharsets.US_ASCII);

  ByteBuffer encoded() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    buffer.put(MAGIC).putInt(VERSION).putInt(0).putLong(first).putLong(previousEnd).putLong(salt);
    buffer.putInt(checksum(buffer.array()));
    return buffer.flip();
  }

  /// Reads the header of a file that is named by `first`.
  static SegmentHeader read(FileChannel channel, Path file, long first) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES);
    Transfers.readFully(channel, buffer, 0);
    if (buffer.position() < BYTES) {
      throw new LogDamagedException(file, 0, "the file is too short for a header");
    }
    if (!Arrays.equals(MAGIC, 0, MAGIC.length, buffer.array(), 0, MAGIC.length)) {
      throw new LogDamagedException(file, 0, "the header does not begin with LEEWAYWL");
    }
    int version = buffer.getInt(8);
    if (version != VERSION) {
      throw new LogException(
          file
              + " has format version "
              + Integer.toUnsignedString(version)
              + "; this Leeway reads version "
              + VERSION
              + ". Use the version of Leeway that wrote it");
    }
    if (buffer.getInt(CHECKSUM) != checksum(buffer.array())) {
      throw new LogDamagedException(file, 0, "the checksum of the header is wrong");
    }
    SegmentHeader header =
        new SegmentHeader(buffer.getLong(16), buffer.getLong(24), buffer.getLong(32));
    if (header.first != first) {
      throw new LogDamagedException(
          file, 16, "the header says that the first record is " + header.first);
    }
    return header;
  }

  private static int checksum(byte[] header) {
    CRC32C crc = new CRC32C();
    crc.update(header, 0, CHECKSUM);
    return (int) crc.getValue();
  }
}
