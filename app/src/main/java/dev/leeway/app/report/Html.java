package dev.leeway.app.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes a page piece by piece. Text is escaped wherever it is text; only [#raw] writes markup.
final class Html {

  private final StringBuilder page = new StringBuilder();

  /// Markup as it is.
  Html raw(String markup) {
    page.append(markup);
    return this;
  }

  /// Text, escaped.
  Html text(String text) {
    page.append(escaped(text));
    return this;
  }

  /// A text in a tag; `start` is the tag with its attributes, which are not escaped.
  Html element(String start, String text) {
    int end = start.indexOf(' ');
    String name = end < 0 ? start : start.substring(0, end);
    page.append('<').append(start).append('>').append(escaped(text));
    page.append("</").append(name).append(">\n");
    return this;
  }

  /// The start of a section with its title, which its anchor is made of.
  Html section(String title) {
    page.append("<section id=\"").append(anchor(title)).append("\">\n");
    return element("h2", title);
  }

  Html endSection() {
    return raw("</section>\n");
  }

  /// What links to a section: its title in small letters with dashes.
  static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /// For text and attributes: the marks of HTML by their names, and a dot for control characters
  /// and for marks that turn the direction of what follows.
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.appendCodePoint(isPrintable(c) ? c : '·');
          }
        });
    return safe.toString();
  }

  private static boolean isPrintable(int c) {
    boolean turns = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
    boolean half = c >= 0xd800 && c <= 0xdfff;
    return c >= ' ' && !Character.isISOControl(c) && !turns && !half && (c & 0xfffe) != 0xfffe;
  }

  static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String format(String pattern, @Nullable Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  static String percent(double share) {
    return format("%.1f %%", 100 * share);
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
