package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A column of strings, dictionary-coded: row `i` holds `dictionary.get(codes[i])`, or no value
/// where `codes[i]` is [#MISSING]. The dictionary lists each string once; it may list strings that
/// no row holds.
///
/// @param codes at least `size` codes; only the first `size` count
/// @param size number of rows
/// @param dictionary the distinct strings
public record TextData(int[] codes, int size, List<String> dictionary) implements ColumnData {

  /// The code of a row without a value.
  public static final int MISSING = -1;

  public TextData {
    if (size < 0 || size > codes.length) {
      throw new IllegalArgumentException("size must be in [0, " + codes.length + "], was " + size);
    }
    dictionary = List.copyOf(dictionary);
  }

  /// Codes the strings; null stands for a missing value.
  public static TextData of(@Nullable String... values) {
    Map<String, Integer> known = new HashMap<>();
    List<String> dictionary = new ArrayList<>();
    int[] codes = new int[values.length];
    for (int row = 0; row < values.length; row++) {
      String value = values[row];
      if (value == null) {
        codes[row] = MISSING;
      } else {
        Integer code = known.get(value);
        if (code == null) {
          code = dictionary.size();
          known.put(value, code);
          dictionary.add(value);
        }
        codes[row] = code;
      }
    }
    return new TextData(codes, values.length, dictionary);
  }
}
