package dev.leeway.core.profile;

import java.util.Locale;

/// Numbers of things in sentences.
public final class Counted {

  private Counted() {}

  /// The number and the noun, in the plural unless there is one: `1 row`, `1,200 rows`, `2
  /// classes`.
  ///
  /// @param noun in the singular; its plural ends in s, or after an s in es
  public static String of(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s", count, noun(count, noun));
  }

  /// The noun without the number.
  public static String noun(long count, String noun) {
    return count == 1 ? noun : noun + (noun.endsWith("s") ? "es" : "s");
  }
}
