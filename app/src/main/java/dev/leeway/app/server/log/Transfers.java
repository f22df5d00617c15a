package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Whole reads and writes: the operating system may do them in parts.
final class Transfers {

  private Transfers() {}

  /// Writes all that remains in the buffer; returns the position after it.
  static long writeFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int written = channel.write(buffer, at);
      if (written <= 0) {
        throw new IOException("the disk took none of " + buffer.remaining() + " bytes");
      }
      at += written;
    }
    return at;
  }

  /// Fills the buffer, or reads up to the end of the file.
  static void readFully(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        return;
      }
      at += read;
    }
  }
}
