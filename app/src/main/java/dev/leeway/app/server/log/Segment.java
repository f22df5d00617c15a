package dev.leeway.app.server.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One file of the log.
record Segment(Path file, SegmentHeader header, SparseIndex index) {

  /// Ends the name of a file that is not complete yet.
  static final String UNFINISHED = ".new";

  private static final Pattern NAME = Pattern.compile("([0-8]\\d{18})\\.log");

  static Path file(Path folder, long first) {
    return folder.resolve(String.format("%019d.log", first));
  }

  long first() {
    return header.first();
  }

  /// The offsets that the folder has files for, in order.
  static List<Long> firstOffsets(Path folder) throws IOException {
    List<Long> offsets = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> NAME.matcher(file.getFileName().toString()))
          .filter(matcher -> matcher.matches())
          .forEach(matcher -> offsets.add(Long.parseLong(matcher.group(1))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    Collections.sort(offsets);
    return offsets;
  }
}
