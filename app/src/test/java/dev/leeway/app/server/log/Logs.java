package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Words for tests of the log: records are short texts.
final class Logs {

  static final LogOptions SMALL =
      new LogOptions(4_096, 65_536, 1_000, 0, LogOptions.DEFAULT.opener());

  private Logs() {}

  static long write(SegmentLog log, String text) throws InterruptedException {
    return log.append((byte) 7, bytes(text)).await();
  }

  /// One after the other, each in a group of its own.
  static void write(SegmentLog log, int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      write(log, "record " + i);
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(ByteBuffer payload) {
    return StandardCharsets.UTF_8.decode(payload).toString();
  }

  static List<String> texts(SegmentLog log) {
    return new ArrayList<>(byOffset(log).values());
  }

  static Map<Long, String> byOffset(SegmentLog log) {
    Map<Long, String> records = new TreeMap<>();
    log.read(
        log.firstOffset(),
        (offset, type, payload) -> {
          if (records.put(offset, text(payload)) != null) {
            throw new AssertionError("offset " + offset + " came twice");
          }
        });
    return records;
  }

  static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path segment : segments(from)) {
      Files.copy(segment, to.resolve(segment.getFileName()));
    }
  }

  static List<String> records(int from, int to) {
    List<String> texts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      texts.add("record " + i);
    }
    return texts;
  }
}
