package dev.leeway.core.profile;

import java.util.BitSet;
import java.util.List;

/// The lengths of strings as numbers.
final class Lengths {

  private Lengths() {}

  /// Lengths in code points, missing where the string is; a number counts as the name it has as a
  /// category.
  static NumericData of(ColumnData data) {
    if (data instanceof TextData text) {
      return of(text);
    }
    NumericData numbers = (NumericData) data;
    double[] lengths = new double[numbers.size()];
    BitSet missing = new BitSet();
    for (int row = 0; row < lengths.length; row++) {
      double value = numbers.values()[row];
      if (Double.isNaN(value)) {
        missing.set(row);
        lengths[row] = Double.NaN;
      } else {
        lengths[row] = CategoryNames.of(value).length();
      }
    }
    return new NumericData(lengths, lengths.length, missing, null);
  }

  private static NumericData of(TextData text) {
    List<String> dictionary = text.dictionary();
    double[] byCode = new double[dictionary.size()];
    for (int code = 0; code < byCode.length; code++) {
      String value = dictionary.get(code);
      byCode[code] = value.codePointCount(0, value.length());
    }
    double[] lengths = new double[text.size()];
    BitSet missing = new BitSet();
    for (int row = 0; row < lengths.length; row++) {
      int code = text.codes()[row];
      if (code == TextData.MISSING) {
        missing.set(row);
        lengths[row] = Double.NaN;
      } else {
        lengths[row] = byCode[code];
      }
    }
    return new NumericData(lengths, lengths.length, missing, null);
  }
}
