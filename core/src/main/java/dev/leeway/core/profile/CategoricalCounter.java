package dev.leeway.core.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts categories by the names of a reference. One writer.
final class CategoricalCounter {

  private final Kind kind;
  private final Map<String, Integer> codes;
  private final long[] counts;
  private final UnseenNames unseen = new UnseenNames();
  private long missing;
  private long absent;

  CategoricalCounter(Kind kind, Map<String, Integer> codes) {
    this.kind = kind;
    this.codes = codes;
    this.counts = new long[codes.size()];
  }

  void addAbsent(long rows) {
    absent += rows;
  }

  void add(ColumnData data) {
    if (data instanceof TextData text) {
      tally(text).forEach(this::add);
      missing += missing(text);
    } else if (data instanceof NumericData numbers) {
      tally(numbers).forEach(this::add);
      missing += missing(numbers);
    }
  }

  private void add(String value, long rows) {
    String name = CategoryNames.of(value, kind);
    Integer code = codes.get(name);
    if (code == null) {
      unseen.add(name, rows);
    } else {
      counts[code] += rows;
    }
  }

  /// Rows by string, those that occur.
  static Map<String, Long> tally(TextData text) {
    List<String> dictionary = text.dictionary();
    long[] rows = new long[dictionary.size()];
    int[] codes = text.codes();
    for (int row = 0; row < text.size(); row++) {
      if (codes[row] != TextData.MISSING) {
        rows[codes[row]]++;
      }
    }
    Map<String, Long> tally = new HashMap<>();
    for (int code = 0; code < rows.length; code++) {
      if (rows[code] > 0) {
        tally.merge(dictionary.get(code), rows[code], Long::sum);
      }
    }
    return tally;
  }

  /// Rows by number, written as names. NaN has no name and is missing.
  static Map<String, Long> tally(NumericData numbers) {
    Map<Double, Long> byValue = new HashMap<>();
    for (int row = 0; row < numbers.size(); row++) {
      double value = numbers.values()[row] + 0.0;
      if (!Double.isNaN(value)) {
        byValue.merge(value, 1L, Long::sum);
      }
    }
    Map<String, Long> tally = new HashMap<>();
    byValue.forEach((value, rows) -> tally.merge(CategoryNames.of(value), rows, Long::sum));
    return tally;
  }

  static long missing(TextData text) {
    long missing = 0;
    for (int row = 0; row < text.size(); row++) {
      if (text.codes()[row] == TextData.MISSING) {
        missing++;
      }
    }
    return missing;
  }

  static long missing(NumericData numbers) {
    long missing = 0;
    for (int row = 0; row < numbers.size(); row++) {
      if (Double.isNaN(numbers.values()[row])) {
        missing++;
      }
    }
    return missing;
  }

  CategoricalProfile build() {
    return new CategoricalProfile(counts.clone(), missing, absent, unseen.names(), unseen.rest());
  }
}
