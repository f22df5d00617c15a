package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/// A disk that becomes full, writes in parts, fails to force, waits, or loses its power: then of
/// what was not forced any sectors may be there and others not.
final class FaultyDisk implements ChannelOpener {

  private static final int SECTOR = 512;

  /// Bytes that still fit.
  volatile long room = Long.MAX_VALUE;

  /// The most that one call writes.
  volatile int mostPerWrite = Integer.MAX_VALUE;

  volatile boolean forceFails;
  volatile boolean truncateFails;

  /// Forces wait for it.
  volatile CountDownLatch gate = new CountDownLatch(0);

  /// One for each force that came to the gate.
  final Semaphore arrived = new Semaphore(0);

  /// So many changes until the power goes.
  private long changesLeft = Long.MAX_VALUE;

  private final Map<Object, Unforced> files = new HashMap<>();

  private static final class Unforced {
    byte[] forced = {};
    final List<Change> changes = new ArrayList<>();
  }

  /// Bytes written at a position, or a new length.
  private record Change(long position, byte[] bytes, boolean truncates) {}

  synchronized void cutPowerAfter(long changes) {
    changesLeft = changes;
  }

  private synchronized Unforced change(Object file) throws IOException {
    if (changesLeft <= 0) {
      throw new IOException("no power");
    }
    changesLeft--;
    return files.computeIfAbsent(file, key -> new Unforced());
  }

  /// What a disk may hold after the power went: copies the folder's segments so.
  synchronized void imageTo(Path folder, Path image, SplittableRandom random) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      for (Path file : list.filter(path -> path.toString().endsWith(".log")).sorted().toList()) {
        Unforced unforced = files.computeIfAbsent(key(file), key -> new Unforced());
        byte[] content = unforced.forced;
        for (Change change : unforced.changes) {
          for (Change part : sectors(change)) {
            if (random.nextBoolean()) {
              content = apply(content, part);
            }
          }
        }
        Files.write(image.resolve(file.getFileName()), content);
      }
    }
  }

  private static List<Change> sectors(Change change) {
    if (change.truncates) {
      return List.of(change);
    }
    List<Change> parts = new ArrayList<>();
    int from = 0;
    while (from < change.bytes.length) {
      long position = change.position + from;
      int length = (int) Math.min(SECTOR - position % SECTOR, change.bytes.length - from);
      parts.add(new Change(position, Arrays.copyOfRange(change.bytes, from, from + length), false));
      from += length;
    }
    return parts;
  }

  private static byte[] apply(byte[] content, Change change) {
    if (change.truncates) {
      return change.position < content.length
          ? Arrays.copyOf(content, (int) change.position)
          : content;
    }
    int end = (int) change.position + change.bytes.length;
    byte[] changed = Arrays.copyOf(content, Math.max(content.length, end));
    System.arraycopy(change.bytes, 0, changed, (int) change.position, change.bytes.length);
    return changed;
  }

  private static Object key(Path file) throws IOException {
    return Files.getAttribute(file, "unix:ino");
  }

  @Override
  public FileChannel open(Path file, OpenOption... options) throws IOException {
    FileChannel channel = FileChannel.open(file, options);
    return new Channel(channel, key(file), Files.isDirectory(file));
  }

  private final class Channel extends FileChannel {

    private final FileChannel disk;
    private final Object key;
    private final boolean folder;

    Channel(FileChannel disk, Object key, boolean folder) {
      this.disk = disk;
      this.key = key;
      this.folder = folder;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return disk.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      synchronized (FaultyDisk.this) {
        if (room == 0) {
          throw new IOException("No space left on device");
        }
        int length = (int) Math.min(Math.min(room, mostPerWrite), source.remaining());
        byte[] bytes = new byte[length];
        source.get(bytes);
        change(key).changes.add(new Change(position, bytes, false));
        room -= length;
        return disk.write(ByteBuffer.wrap(bytes), position);
      }
    }

    @Override
    public void force(boolean lengths) throws IOException {
      arrived.release();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      synchronized (FaultyDisk.this) {
        Unforced file = change(key);
        if (forceFails) {
          // As Linux does: the pages count as written from now on, and are not.
          file.changes.clear();
          throw new IOException("Input/output error");
        }
        for (Change change : file.changes) {
          file.forced = apply(file.forced, change);
        }
        file.changes.clear();
        if (folder) {
          disk.force(lengths);
        }
      }
    }

    @Override
    public FileChannel truncate(long length) throws IOException {
      synchronized (FaultyDisk.this) {
        if (truncateFails) {
          throw new IOException("Input/output error");
        }
        change(key).changes.add(new Change(length, new byte[0], true));
        disk.truncate(length);
        return this;
      }
    }

    @Override
    public long size() throws IOException {
      return disk.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
      disk.close();
    }

    @Override
    public int read(ByteBuffer target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}
