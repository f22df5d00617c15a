package dev.leeway.app.table;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A file on disk, or what came out of a pipe, read in ranges and never mapped into memory, where a
/// file that another program cuts short would end the process.
final class ParquetInput implements InputFile {

  private final Path file;
  private final @Nullable FileChannel channel;
  private final byte[] kept;
  private final long length;
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong activity = new AtomicLong();

  ParquetInput(Path file) throws IOException {
    this.file = file;
    byte[] fromPipe = Pipes.kept(file);
    this.channel = fromPipe == null ? FileChannel.open(file, StandardOpenOption.READ) : null;
    this.kept = fromPipe == null ? new byte[0] : fromPipe;
    this.length = Pipes.size(file);
  }

  @Override
  public void open() {}

  @Override
  public ByteBuffer readRange(long offset, int count) throws IOException {
    if (offset < 0 || count < 0 || offset > length - count) {
      throw new EOFException("bytes %d to %d lie outside of it".formatted(offset, offset + count));
    }
    bytesRead.addAndGet(count);
    activity.incrementAndGet();
    if (channel == null) {
      return ByteBuffer.wrap(kept, Math.toIntExact(offset), count).slice();
    }
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new EOFException("it became shorter while it was read");
      }
    }
    return buffer.flip();
  }

  @Override
  public long length() {
    return length;
  }

  /// Bytes that were asked for so far; those asked for twice count once.
  long bytesRead() {
    return Math.min(length, bytesRead.get());
  }

  /// Rises whenever something is read or [#rowsArrived] is called.
  long activity() {
    return activity.get();
  }

  /// Notes that rows were decoded.
  void rowsArrived() {
    activity.incrementAndGet();
  }

  @Override
  public String name() {
    return String.valueOf(file.getFileName());
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
