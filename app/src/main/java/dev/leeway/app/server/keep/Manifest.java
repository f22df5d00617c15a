package dev.leeway.app.server.keep;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a backup has: of each file its SHA-256, its size and its name, and last a SHA-256 of the
/// lines before.
///
/// @param files in the order of their names
record Manifest(List<Entry> files) {

  /// The manifest's own name in a backup.
  static final String NAME = "MANIFEST";

  private static final String FIRST = "leeway backup 1";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) ([0-9]{1,18}) (.+)");
  private static final Pattern LAST = Pattern.compile("([0-9a-f]{64}) of the lines before");

  /// A file.
  ///
  /// @param hash its SHA-256
  /// @param bytes its size
  /// @param name its name from the folder on, with `/`
  record Entry(String hash, long bytes, String name) {}

  String write() {
    StringBuilder text = new StringBuilder(FIRST).append('\n');
    for (Entry file : files) {
      text.append("%s %d %s%n".formatted(file.hash(), file.bytes(), file.name()).replace("\r", ""));
    }
    return text + Copies.hash(text.toString()) + " of the lines before\n";
  }

  /// @throws KeepException if it is not whole
  static Manifest read(String text, String where) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(FIRST)) {
      throw new KeepException(
          where + ": " + NAME + " does not begin with '" + FIRST + "', so it is no backup");
    }
    Matcher last = LAST.matcher(lines.get(lines.size() - 1));
    String before = String.join("\n", lines.subList(0, lines.size() - 1)) + "\n";
    if (!last.matches() || !last.group(1).equals(Copies.hash(before))) {
      throw new KeepException(where + ": " + NAME + " is damaged; its own checksum is wrong");
    }
    List<Entry> files = new ArrayList<>();
    for (String line : lines.subList(1, lines.size() - 1)) {
      Matcher file = LINE.matcher(line);
      if (!file.matches()) {
        throw new KeepException(where + ": " + NAME + " has a line that is none of its own");
      }
      files.add(new Entry(file.group(1), Long.parseLong(file.group(2)), file.group(3)));
    }
    return new Manifest(files);
  }

  long bytes() {
    return files.stream().mapToLong(Entry::bytes).sum();
  }
}
