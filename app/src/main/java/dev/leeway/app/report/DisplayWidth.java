package dev.leeway.app.report;

/// Columns that text takes on a terminal: two for East Asian wide characters and emoji, none for
/// marks that join the character before, else one. After Unicode Standard Annex 11, in its main
/// blocks; a terminal may join several emoji into one, which then takes less.
final class DisplayWidth {

  private DisplayWidth() {}

  static int of(CharSequence text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  /// How many characters from the start fit into `width` columns.
  static int start(String text, int width) {
    int used = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      used += of(point);
      if (used > width) {
        return at;
      }
      at += Character.charCount(point);
    }
    return at;
  }

  /// Where the characters begin that fit into `width` columns up to the end.
  static int end(String text, int width) {
    int used = 0;
    int at = text.length();
    while (at > 0) {
      int point = text.codePointBefore(at);
      used += of(point);
      if (used > width) {
        return at;
      }
      at -= Character.charCount(point);
    }
    return at;
  }

  private static int of(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        (point >= 0x1100 && point <= 0x115f)
            || (point >= 0x2e80 && point <= 0xa4cf && point != 0x303f)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0xffe0 && point <= 0xffe6)
            || (point >= 0x20000 && point <= 0x3fffd)
            || Character.isEmojiPresentation(point);
    return wide ? 2 : 1;
  }
}
