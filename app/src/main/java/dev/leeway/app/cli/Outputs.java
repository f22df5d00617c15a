package dev.leeway.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private final Map<Path, byte[]> contents = new LinkedHashMap<>();

  /// Text, in UTF-8.
  ///
  /// @throws UsageException if two outputs have one name
  void add(Path file, String content) {
    add(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /// @throws UsageException if two outputs have one name
  void add(Path file, byte[] content) {
    if (file.toString().equals("-")) {
      throw new UsageException("only --json - writes to the standard output; give a file's name");
    }
    Path place = file.toAbsolutePath().normalize();
    for (Path other : contents.keySet()) {
      if (other.toAbsolutePath().normalize().equals(place)) {
        throw new UsageException("two outputs are to be written to " + file);
      }
    }
    contents.put(file, content);
  }

  /// Refuses to write over what was read.
  ///
  /// @throws UsageException if an output is one of these files
  void protect(List<Path> inputs) {
    for (Path output : contents.keySet()) {
      for (Path input : inputs) {
        if (isSame(output, input)) {
          throw new UsageException("cannot write " + output + ": it is an input");
        }
      }
    }
  }

  private static boolean isSame(Path output, Path input) {
    try {
      return Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input);
    } catch (IOException ignored) {
      return false; // what cannot be looked at cannot be written either, and writing says why
    }
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

  private static void write(Path named, byte[] content) {
    Path file = target(named);
    Path folder = file.toAbsolutePath().getParent();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.isDirectory(file)) {
        throw new UsageException("cannot write " + file + ": it is a folder");
      }
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.write(file, content); // a pipe or a device is written into, not replaced
        return;
      }
      try {
        Files.write(part, content);
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

  /// Where a link points to; other files are themselves.
  private static Path target(Path file) {
    try {
      return Files.isSymbolicLink(file) && Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      throw new UsageException("cannot write " + file + ": " + e.getMessage());
    }
  }
}
