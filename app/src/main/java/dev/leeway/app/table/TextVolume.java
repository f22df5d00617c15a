package dev.leeway.app.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Path;

/// How much memory the cells of a text file take, guessed from its first characters: eight bytes a
/// cell, or the characters themselves where they are more, times what the file is larger than what
/// was looked at, as it lies on disk. So gzip is taken to pack the rest as well as the beginning.
final class TextVolume {

  private static final int LOOKED_AT = 1 << 21;

  private TextVolume() {}

  /// @param separators characters between cells; the one that occurs most counts, and line ends
  static long of(Path file, FileFormat format, Charset encoding, String separators) {
    SourceText source;
    try {
      source = SourceText.open(file, format, encoding);
    } catch (DataException ignored) {
      return 0; // reading it will say what is wrong
    }
    long[] found = new long[separators.length()];
    long lines = 0;
    long characters = 0;
    try (Reader reader = source.reader()) {
      char[] buffer = new char[1 << 14];
      int count;
      while (characters < LOOKED_AT && (count = reader.read(buffer)) > 0) {
        for (int at = 0; at < count; at++) {
          lines += buffer[at] == '\n' ? 1 : 0;
          int separator = separators.indexOf(buffer[at]);
          if (separator >= 0) {
            found[separator]++;
          }
        }
        characters += count;
      }
      long cells = lines;
      for (long one : found) {
        cells = Math.max(cells, one + lines);
      }
      double share = Math.max(1, (double) Pipes.size(file) / Math.max(1, source.position()));
      return (long) (share * Math.max(Double.BYTES * cells, characters));
    } catch (IOException ignored) {
      return 0; // reading it will say what is wrong
    }
  }
}
