package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps a second process, and a second user in this one, out of a folder. The operating system
/// drops the lock when the process ends, however it ends; the file `leeway.lock` stays, and has the
/// number of the process that locked it last.
public final class FolderLock implements AutoCloseable {

  private static final String NAME = "leeway.lock";

  /// Folders locked by this process. POSIX drops the locks of a process on a file as soon as it
  /// closes any channel on it, so a second try must not even open the file.
  private static final Set<Path> HELD = new HashSet<>();

  private final Path folder;
  private final FileChannel channel;

  private FolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// Locks a folder, which is made if it is not there.
  public static FolderLock of(Path folder) {
    synchronized (HELD) {
      try {
        Path real = Files.createDirectories(folder).toRealPath();
        if (HELD.contains(real)) {
          throw new LogException(
              "The folder " + folder + " is already open in this process; close it first");
        }
        FileChannel channel = lock(real, folder);
        HELD.add(real);
        return new FolderLock(real, channel);
      } catch (IOException e) {
        throw new LogException("The folder " + folder + " cannot be locked: " + e, e);
      }
    }
  }

  private static FileChannel lock(Path real, Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            real.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new LogException(
            "The folder "
                + folder
                + " is in use by another process"
                + holder(channel)
                + "; stop that one, or choose another folder");
      }
      channel.truncate(0);
      channel.write(ascii(ProcessHandle.current().pid() + "\n"), 0);
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(20);
    channel.read(bytes, 0);
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    return text.matches("\\d+") ? " (" + text + ")" : "";
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Lets others in. A second call does nothing.
  @Override
  public void close() {
    synchronized (HELD) {
      if (!channel.isOpen()) {
        return;
      }
      try {
        channel.close();
      } catch (IOException e) {
        throw new LogException("The folder " + folder + " cannot be unlocked: " + e, e);
      } finally {
        HELD.remove(folder);
      }
    }
  }
}
