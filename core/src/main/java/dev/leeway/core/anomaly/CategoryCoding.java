package dev.leeway.core.anomaly;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Categories stand for about their share of the fitted rows, so that rare ones lie together, away
/// from frequent ones, and a random split tells them apart soon.
///
/// A missing value is a category of its own. Categories seen once are one group with their joint
/// share, to which categories never seen belong as well: by Good (1953), The population frequencies
/// of species, that share estimates how much of new data falls into categories never seen. So a new
/// postcode is ordinary where most are new, and a new colour is not where none is. Groups of equal
/// share are told apart by up to half a row, in order of their names.
final class CategoryCoding implements FeatureCoding {

  private final ColumnSpec column;
  private final SortedMap<String, Integer> counts;
  private final int missing;
  private final int rows;
  private final Map<String, Double> codes = new HashMap<>();
  private final double missingCode;

  /// The code of categories seen once or never, 0 when none was seen once.
  private final double onceCode;

  /// @param counts fitted rows of each category, by name
  /// @param missing fitted rows without a value
  CategoryCoding(ColumnSpec column, SortedMap<String, Integer> counts, int missing) {
    this.column = column;
    this.counts = counts;
    this.missing = missing;
    this.rows = missing + counts.values().stream().mapToInt(Integer::intValue).sum();
    int once = 0;
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int count : counts.values()) {
      once += count == 1 ? 1 : 0;
      sizes.merge(count, 1, Integer::sum);
    }
    once += missing == 1 ? 1 : 0;
    onceCode = (double) once / Math.max(1, rows);
    missingCode = missing < 2 ? onceCode : (double) missing / rows;
    // shares equal to those of the two groups without a name come after them
    Map<Integer, Integer> before = new HashMap<>();
    before.merge(once, 1, Integer::sum);
    before.merge(missing, 1, Integer::sum);
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      int count = entry.getValue();
      int place = before.merge(count, 1, Integer::sum) - 1;
      double tie = 0.5 * place / (sizes.getOrDefault(count, 0) + 2);
      codes.put(entry.getKey(), count == 1 ? onceCode : (count + tie) / rows);
    }
  }

  static CategoryCoding of(ColumnSpec column, ColumnData data, int[] rows) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    int missing = 0;
    if (data instanceof TextData text) {
      int[] byCode = new int[text.dictionary().size()];
      for (int row : rows) {
        int code = text.codes()[row];
        if (code == TextData.MISSING) {
          missing++;
        } else {
          byCode[code]++;
        }
      }
      for (int code = 0; code < byCode.length; code++) {
        if (byCode[code] > 0) {
          String name = CategoryNames.of(text.dictionary().get(code), column.kind());
          counts.merge(name, byCode[code], Integer::sum);
        }
      }
    } else {
      double[] values = ((NumericData) data).values();
      for (int row : rows) {
        if (Double.isNaN(values[row])) {
          missing++;
        } else {
          counts.merge(CategoryNames.of(values[row] + 0.0), 1, Integer::sum);
        }
      }
    }
    return new CategoryCoding(column, counts, missing);
  }

  @Override
  public ColumnSpec column() {
    return column;
  }

  SortedMap<String, Integer> counts() {
    return counts;
  }

  int missing() {
    return missing;
  }

  @Override
  public boolean lowIsStrange() {
    return true;
  }

  @Override
  public double from() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  public double to() {
    return Double.POSITIVE_INFINITY;
  }

  double code(String value) {
    return codes.getOrDefault(CategoryNames.of(value, column.kind()), onceCode);
  }

  /// Looks each string or number that occurs up once, not once a row.
  @Override
  public Codes codes(ColumnData data) {
    if (data instanceof TextData text) {
      int[] rowCodes = text.codes();
      List<String> dictionary = text.dictionary();
      double[] table = dictionary.stream().mapToDouble(this::code).toArray();
      return row -> rowCodes[row] == TextData.MISSING ? missingCode : table[rowCodes[row]];
    }
    NumericData numbers = (NumericData) data;
    double[] values = numbers.values();
    Map<Double, Double> table = new HashMap<>();
    for (int row = 0; row < numbers.size(); row++) {
      if (!Double.isNaN(values[row])) {
        table.computeIfAbsent(values[row] + 0.0, value -> code(CategoryNames.of(value)));
      }
    }
    return row -> table.getOrDefault(values[row] + 0.0, missingCode);
  }

  @Override
  public UnusualFeature describe(double fall, ColumnData data, int row) {
    String value = value(data, row);
    int count = value.isEmpty() ? missing : counts.getOrDefault(value, 0);
    double share = rows == 0 ? 0 : (double) count / rows;
    String what = value.isEmpty() ? "is missing" : "\"" + value + "\"";
    String clue =
        count == 0
            ? what
                + (value.isEmpty() ? ", unlike anywhere" : " does not occur")
                + " in the reference"
            : what + ", as in " + Words.percent(share) + " of the reference";
    return new UnusualFeature(column.name(), fall, value, share, clue);
  }

  private String value(ColumnData data, int row) {
    if (data instanceof TextData text) {
      int code = text.codes()[row];
      return code == TextData.MISSING
          ? ""
          : CategoryNames.of(text.dictionary().get(code), column.kind());
    }
    double value = ((NumericData) data).values()[row] + 0.0;
    return Double.isNaN(value) ? "" : CategoryNames.of(value);
  }
}
