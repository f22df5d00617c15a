package dev.leeway.core.profile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What guessing a column's kind and role needs to know of its values, collected batch by batch in
/// bounded memory: whether its numbers are whole and few, whether they rise, how many strings there
/// are and how long they are, and the extremes. One writer.
final class ColumnSurvey {

  private final int mostStrings;
  private boolean text;
  private long rows;
  private boolean whole = true;
  private boolean rises = true;
  private boolean falls;
  private boolean gaps;
  private double first;
  private double last;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private final Set<Double> distinct = new HashSet<>();
  private final Set<String> strings = new HashSet<>();
  private final DistinctSketch sketch = new DistinctSketch();
  private boolean tooMany;
  private boolean truths = true;
  private long present;
  private long characters;

  /// @param mostStrings with more distinct strings than this their number is estimated
  ColumnSurvey(int mostStrings) {
    this.mostStrings = mostStrings;
  }

  void add(ColumnData data) {
    if (data instanceof TextData strings) {
      text = true;
      add(strings);
    } else {
      add((NumericData) data);
    }
    rows += data.size();
  }

  private void add(NumericData numbers) {
    double[] values = numbers.values();
    int size = numbers.size();
    double lowest = min;
    double highest = max;
    for (int row = 0; row < size; row++) {
      double value = values[row] + 0.0;
      if (Math.abs(value) <= Double.MAX_VALUE) {
        lowest = value < lowest ? value : lowest;
        highest = value > highest ? value : highest;
      }
    }
    min = lowest;
    max = highest;
    addOrder(values, size);
    addWhole(values, size);
  }

  private void addOrder(double[] values, int size) {
    for (int row = 0; row < size && !gaps && (rises || !falls); row++) {
      double value = values[row];
      if (Double.isNaN(value)) {
        gaps = true;
      } else if (rows + row == 0) {
        first = value;
        rises = value == Math.rint(value);
      } else {
        falls |= value < last;
        rises &= value > last && value == Math.rint(value);
      }
      last = value;
    }
  }

  private void addWhole(double[] values, int size) {
    for (int row = 0; row < size && whole && !manyNumbers(); row++) {
      double value = values[row] + 0.0;
      if (!Double.isNaN(value)) {
        whole = value == Math.rint(value) && !Double.isInfinite(value);
        distinct.add(value);
      }
    }
  }

  private void add(TextData data) {
    List<String> dictionary = data.dictionary();
    long[] tally = new long[dictionary.size()];
    for (int row = 0; row < data.size(); row++) {
      int code = data.codes()[row];
      if (code != TextData.MISSING) {
        tally[code]++;
      }
    }
    for (int code = 0; code < tally.length; code++) {
      if (tally[code] > 0) {
        add(dictionary.get(code), tally[code]);
      }
    }
  }

  private void add(String value, long count) {
    present += count;
    characters += value.length() * count;
    truths &= value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
    int length = value.codePointCount(0, value.length());
    min = Math.min(min, length);
    max = Math.max(max, length);
    if (!tooMany) {
      strings.add(value);
      if (strings.size() > mostStrings) {
        strings.forEach(sketch::add);
        strings.clear();
        tooMany = true;
      }
    } else {
      sketch.add(value);
    }
  }

  /// Whether the column holds strings.
  boolean isText() {
    return text;
  }

  /// Whether there is no value at all.
  boolean isEmpty() {
    return text ? present == 0 : whole && distinct.isEmpty();
  }

  /// Whether all numbers are whole, so far as was looked at.
  boolean isWhole() {
    return whole;
  }

  /// Whether there are more distinct whole numbers than categories of them.
  boolean manyNumbers() {
    return distinct.size() > SchemaInference.FEW_INTEGERS;
  }

  /// The number of distinct whole numbers, where they are not many.
  int numbers() {
    return distinct.size();
  }

  /// Whether all strings are `true` or `false`.
  boolean isTruth() {
    return truths;
  }

  /// The number of strings.
  long present() {
    return present;
  }

  /// Mean length of the strings.
  double meanLength() {
    return (double) characters / present;
  }

  /// The number of distinct strings, estimated when [#isEstimated()].
  long distinctStrings() {
    return tooMany ? DistinctSketch.estimate(sketch.hashes()) : strings.size();
  }

  /// Whether there were too many distinct strings to count them.
  boolean isEstimated() {
    return tooMany;
  }

  /// The distinct strings, or whole numbers as names; none where they are too many.
  Set<String> names() {
    if (text) {
      return strings;
    }
    return whole && !manyNumbers()
        ? distinct.stream().map(CategoryNames::of).collect(Collectors.toSet())
        : Set.of();
  }

  /// Whether [#min()] and [#max()] are of what the column is compared by: numbers, or the lengths
  /// of free text.
  boolean holdsNumbers(ColumnSpec column) {
    return text == (column.kind() == Kind.TEXT);
  }

  /// Smallest finite number, or length of a string; +∞ when there is none.
  double min() {
    return min;
  }

  /// Largest finite number, or length of a string; −∞ when there is none.
  double max() {
    return max;
  }

  /// Whether every row has a number that is not below the one before, and some is above.
  boolean neverFalls(int leastRows) {
    return ordered(leastRows) && !falls;
  }

  /// Whether every row has a whole number above the one before.
  boolean alwaysRises(int leastRows) {
    return ordered(leastRows) && rises;
  }

  private boolean ordered(int leastRows) {
    return !text && rows > leastRows && !gaps && first < last;
  }
}
