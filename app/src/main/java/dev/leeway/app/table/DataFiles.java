package dev.leeway.app.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// Finds the files of a data set: files, folders and globs, all together one data set.
public final class DataFiles {

  private static final List<String> ENDINGS = FileFormat.allEndings();

  private DataFiles() {}

  /// The files that `patterns` name, in order; those of a folder or glob by name, hidden ones left
  /// out.
  ///
  /// @throws DataException if a pattern names nothing, or a file is named twice
  public static List<Path> find(List<String> patterns) {
    Set<Path> seen = new LinkedHashSet<>();
    List<Path> files = new ArrayList<>();
    for (String pattern : patterns) {
      for (Path file : find(pattern)) {
        if (!seen.add(file.toAbsolutePath().normalize())) {
          throw DataException.in(file, "is named twice in one data set");
        }
        files.add(file);
      }
    }
    return files;
  }

  private static List<Path> find(String pattern) {
    Path path;
    try {
      path = Path.of(pattern);
    } catch (InvalidPathException e) {
      throw new DataException(DataException.shown(pattern) + " is not the name of a file");
    }
    if (Files.isDirectory(path)) {
      return inFolder(path);
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      Pipes.keep(path);
    }
    if (Files.exists(path)) {
      return List.of(path);
    }
    if (pattern.matches(".*[*?\\[{].*")) {
      return matching(pattern);
    }
    throw new DataException("there is no file " + pattern);
  }

  private static List<Path> inFolder(Path folder) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".")
            && Files.isRegularFile(entry)
            && ENDINGS.stream().anyMatch(name.toLowerCase(java.util.Locale.ROOT)::endsWith)) {
          files.add(entry);
        }
      }
    } catch (IOException e) {
      throw DataException.in(folder, "cannot be listed: " + e.getMessage());
    }
    if (files.isEmpty()) {
      throw DataException.in(
          folder, "holds no data file; expected names that end in " + String.join(", ", ENDINGS));
    }
    files.sort(null);
    return files;
  }

  private static List<Path> matching(String pattern) {
    int wild = pattern.replaceAll("[*?\\[{].*", "").lastIndexOf('/');
    Path folder = Path.of(wild < 0 ? "." : wild == 0 ? "/" : pattern.substring(0, wild));
    String rest = wild < 0 ? pattern : pattern.substring(wild + 1);
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    } catch (PatternSyntaxException e) {
      throw new DataException(
          "there is no file " + pattern + ", and it is no glob: " + e.getDescription());
    }
    if (!Files.isDirectory(folder)) {
      throw new DataException("there is no folder " + folder + " for " + pattern);
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      List<Path> files =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> matcher.matches(folder.relativize(file)))
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .map(file -> wild < 0 ? folder.relativize(file) : file)
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new DataException("no file matches " + pattern);
      }
      return files;
    } catch (UncheckedIOException e) {
      throw DataException.in(folder, "cannot be listed: " + e.getMessage());
    } catch (IOException e) {
      throw DataException.in(folder, "cannot be listed: " + e.getMessage());
    }
  }
}
