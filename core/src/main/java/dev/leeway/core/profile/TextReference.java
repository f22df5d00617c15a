package dev.leeway.core.profile;

import java.util.List;

/// Free text of the reference: its lengths as numbers, and its distinct strings as a sketch.
/// Immutable.
public final class TextReference implements ColumnReference {

  private final NumericReference lengths;
  private final TextProfile profile;

  private TextReference(NumericReference lengths, TextProfile profile) {
    this.lengths = lengths;
    this.profile = profile;
  }

  static TextReference of(ColumnSpec column, ColumnData data) {
    NumericReference lengths = NumericReference.of(column, Lengths.of(data));
    DistinctSketch sketch = new DistinctSketch();
    addStrings(sketch, data);
    return of(lengths, sketch);
  }

  /// @param strings the distinct strings of the rows whose `lengths` were counted
  static TextReference of(NumericReference lengths, DistinctSketch strings) {
    return new TextReference(lengths, new TextProfile(lengths.profile(), strings.hashes()));
  }

  static void addStrings(DistinctSketch sketch, ColumnData data) {
    if (data instanceof TextData text) {
      boolean[] used = new boolean[text.dictionary().size()];
      for (int row = 0; row < text.size(); row++) {
        if (text.codes()[row] != TextData.MISSING) {
          used[text.codes()[row]] = true;
        }
      }
      List<String> dictionary = text.dictionary();
      for (int code = 0; code < used.length; code++) {
        if (used[code]) {
          sketch.add(dictionary.get(code));
        }
      }
    } else {
      CategoricalCounter.tally((NumericData) data).keySet().forEach(sketch::add);
    }
  }

  /// The lengths in code points as a numeric reference.
  public NumericReference lengths() {
    return lengths;
  }

  @Override
  public ColumnSpec column() {
    return lengths.column();
  }

  @Override
  public TextProfile profile() {
    return profile;
  }
}
