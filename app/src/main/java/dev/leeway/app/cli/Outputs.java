package dev.leeway.app.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files to write. Each is written beside its place and moved there when whole, so that a full
/// disk leaves no half a file.
final class Outputs {

  private final Map<Path, String> contents = new LinkedHashMap<>();

  void add(Path file, String content) {
    contents.put(file, content);
  }

  List<Path> files() {
    return new ArrayList<>(contents.keySet());
  }

  /// Writes all files.
  ///
  /// @throws UsageException if one cannot be written
  void write() {
    contents.forEach(Outputs::write);
  }

  private static void write(Path file, String content) {
    Path folder = file.toAbsolutePath().getParent();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.isDirectory(file)) {
        throw new UsageException("cannot write " + file + ": it is a folder");
      }
      try {
        Files.writeString(part, content);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (AccessDeniedException e) {
      throw new UsageException("cannot write " + file + ": permission denied");
    } catch (IOException e) {
      for (Path above = folder; above != null; above = above.getParent()) {
        if (Files.isRegularFile(above)) {
          throw new UsageException("cannot write " + file + ": " + above + " is no folder");
        }
      }
      throw new UsageException("cannot write " + file + ": " + e.getMessage());
    }
  }
}
