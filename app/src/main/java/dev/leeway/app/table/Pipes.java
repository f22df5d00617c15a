package dev.leeway.app.table;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came out of pipes, which is kept until the program ends: a pipe gives it once, and a data
/// set is read more than once.
final class Pipes {

  /// The part of the heap that all pipes together may take.
  private static final int PART = 8;

  private static final Map<Path, byte[]> KEPT = new HashMap<>();

  private Pipes() {}

  /// Reads a pipe to its end, unless it was read before.
  ///
  /// @throws DataException if it holds more than can be kept
  static void keep(Path pipe) {
    keep(pipe, Runtime.getRuntime().maxMemory() / PART);
  }

  static synchronized void keep(Path pipe, long most) {
    if (KEPT.containsKey(pipe)) {
      return;
    }
    long room = most - KEPT.values().stream().mapToLong(bytes -> bytes.length).sum();
    try (InputStream in = Files.newInputStream(pipe)) {
      byte[] bytes = in.readNBytes((int) Math.min(Math.max(0, room), Integer.MAX_VALUE - 16));
      if (in.read() >= 0) {
        throw DataException.in(
            pipe,
            "is a pipe or a device, can be read only once, and holds more than the %,d kB that are"
                    .formatted(most >> 10)
                + " kept of such; write it to a file first, or give more memory with"
                + " LEEWAY_JAVA_OPTS=-Xmx8g");
      }
      KEPT.put(pipe, bytes);
    } catch (IOException e) {
      throw SourceText.unreadable(pipe, e);
    }
  }

  /// What came out of a pipe, not to be changed; null for other files.
  static synchronized byte @Nullable [] kept(Path file) {
    return KEPT.get(file);
  }

  /// A file's bytes from the start, or those that came out of a pipe.
  static synchronized InputStream open(Path file) throws IOException {
    byte[] bytes = KEPT.get(file);
    return bytes == null ? Files.newInputStream(file) : new ByteArrayInputStream(bytes);
  }

  /// The size of a file, or what came out of a pipe.
  static synchronized long size(Path file) throws IOException {
    byte[] bytes = KEPT.get(file);
    return bytes == null ? Files.size(file) : bytes.length;
  }
}
