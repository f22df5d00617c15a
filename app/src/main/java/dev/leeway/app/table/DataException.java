package dev.leeway.app.table;

import java.nio.file.Path;

/// Data that cannot be read. The message says what was wrong, where, and what was expected.
public final class DataException extends RuntimeException {

  private static final int SHOWN = 40;

  private final boolean tooMuch;

  public DataException(String message) {
    this(message, false);
  }

  private DataException(String message, boolean tooMuch) {
    super(message);
    this.tooMuch = tooMuch;
  }

  /// Data of which there is more than may be read.
  static DataException tooMuch(String message) {
    return new DataException(message, true);
  }

  /// Whether there is more of the data than may be read, and nothing else is wrong.
  public boolean isTooMuch() {
    return tooMuch;
  }

  static DataException at(Path file, long line, String problem) {
    return new DataException(file + ":" + line + ": " + problem);
  }

  static DataException in(Path file, String problem) {
    return new DataException(file + ": " + problem);
  }

  /// A value as it can stand in a message: shortened, with control characters made visible.
  public static String shown(CharSequence value) {
    StringBuilder shown = new StringBuilder("'");
    int length = Math.min(SHOWN, value.length());
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        shown.append(String.format("\\u%04x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.append(value.length() > SHOWN ? "…'" : "'").toString();
  }
}
