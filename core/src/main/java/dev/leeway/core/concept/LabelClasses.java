package dev.leeway.core.concept;

import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// The classes of the label that are told apart, fixed by the reference: for classes the most
/// frequent ones and, as one, all others; for numbers fifths of the reference, and what lies below
/// and above its range. Immutable.
///
/// @param names the classes in words
/// @param known how many of them the reference has, first in `names`; others are new in a window
/// @param byLabel the class of each label; empty for numbers
/// @param edges edges of the known classes; empty unless the labels are numbers
record LabelClasses(
    List<String> names, int known, Map<ClassLabel, Integer> byLabel, double[] edges) {

  /// Stands for a row without a usable label.
  static final int NONE = -1;

  private static final int MOST_CLASSES = 10;
  private static final int NUMBER_PARTS = 5;

  /// What a reference without labels has.
  static LabelClasses none() {
    return new LabelClasses(List.of(), 0, Map.of(), new double[0]);
  }

  /// @param label the reference's labels
  static LabelClasses of(Task task, ColumnData label) {
    return task == Task.CLASSIFICATION ? ofClasses(label) : ofNumbers(label);
  }

  private static LabelClasses ofClasses(ColumnData label) {
    List<ClassLabel> seen = new ArrayList<>();
    int[] ids = ids(label, seen);
    long[] rows = new long[seen.size()];
    for (int id : ids) {
      if (id != NONE) {
        rows[id]++;
      }
    }
    Map<ClassLabel, Integer> position = positions(seen);
    List<ClassLabel> byRows = new ArrayList<>(seen);
    byRows.removeIf(name -> rows[position.getOrDefault(name, 0)] == 0);
    byRows.sort(
        Comparator.<ClassLabel>comparingLong(name -> -rows[position.getOrDefault(name, 0)])
            .thenComparing(Comparator.naturalOrder()));
    boolean rest = byRows.size() > MOST_CLASSES;
    int kept = rest ? MOST_CLASSES - 1 : byRows.size();
    List<ClassLabel> named = new ArrayList<>(byRows.subList(0, kept));
    named.sort(Comparator.naturalOrder());
    Map<ClassLabel, Integer> byLabel = new HashMap<>(positions(named));
    List<String> names = new ArrayList<>(named.stream().map(ClassLabel::name).toList());
    if (rest) {
      names.add("other classes");
      byRows.subList(kept, byRows.size()).forEach(name -> byLabel.put(name, kept));
    }
    int known = names.size();
    names.add("classes new to the reference");
    return new LabelClasses(List.copyOf(names), known, Map.copyOf(byLabel), new double[0]);
  }

  private static Map<ClassLabel, Integer> positions(List<ClassLabel> labels) {
    Map<ClassLabel, Integer> positions = new HashMap<>();
    for (int at = 0; at < labels.size(); at++) {
      positions.put(labels.get(at), at);
    }
    return positions;
  }

  private static LabelClasses ofNumbers(ColumnData label) {
    double[] sorted =
        label instanceof NumericData numbers
            ? Arrays.stream(numbers.values(), 0, numbers.size())
                .filter(Double::isFinite)
                .map(value -> value + 0.0)
                .sorted()
                .toArray()
            : new double[0];
    if (sorted.length == 0) {
      return none();
    }
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    long[] counts = new long[distinct.length];
    int at = 0;
    for (double value : sorted) {
      at += value > distinct[at] ? 1 : 0;
      counts[at]++;
    }
    int[] parts = QuantileBins.group(counts, NUMBER_PARTS);
    int known = parts[parts.length - 1] + 1;
    double[] edges = new double[known + 1];
    edges[0] = Math.nextDown(sorted[0]);
    for (int value = 0; value < distinct.length; value++) {
      edges[parts[value] + 1] = distinct[value];
    }
    List<String> names = new ArrayList<>();
    for (int part = 0; part < known; part++) {
      names.add(QuantileBins.words(edges, part, part + 1, known));
    }
    names.add("below the reference's range");
    names.add("above the reference's range");
    return new LabelClasses(List.copyOf(names), known, Map.of(), edges);
  }

  int size() {
    return names.size();
  }

  /// One of the `names` as a condition on the label's column: `repaid = yes`, `price > 4`, `repaid
  /// in other classes`.
  String condition(String column, String name) {
    if (edges.length > 0) {
      return column + " " + name;
    }
    return column + (byLabel.containsKey(ClassLabel.of(name)) ? " = " : " in ") + name;
  }

  /// Whether the known classes are modelled by the chance of a class *or a greater one*: numbers,
  /// whose middle parts come and go with the inputs, and pairs, of which one model is enough.
  boolean ordered() {
    return known == 2 || edges.length > 0;
  }

  /// Which rows the model of a class is to find.
  boolean[] hits(int[] classes, int k) {
    boolean[] hits = new boolean[classes.length];
    for (int row = 0; row < hits.length; row++) {
      hits[row] = ordered() ? classes[row] >= k : classes[row] == k;
    }
    return hits;
  }

  /// The class of every row, or [#NONE].
  int[] classes(ColumnData label) {
    if (edges.length > 0) {
      return numbers(label);
    }
    List<ClassLabel> seen = new ArrayList<>();
    int[] ids = ids(label, seen);
    for (int row = 0; row < ids.length; row++) {
      ids[row] = ids[row] == NONE ? NONE : byLabel.getOrDefault(seen.get(ids[row]), known);
    }
    return ids;
  }

  private int[] numbers(ColumnData label) {
    int[] classes = new int[label.size()];
    Arrays.fill(classes, NONE);
    if (label instanceof NumericData numbers) {
      for (int row = 0; row < classes.length; row++) {
        double value = numbers.values()[row] + 0.0;
        if (Double.isFinite(value)) {
          int found = Arrays.binarySearch(edges, value);
          int edge = found >= 0 ? found : -found - 1;
          classes[row] = edge == 0 ? known : edge > known ? known + 1 : edge - 1;
        }
      }
    }
    return classes;
  }

  /// A number for every row's label, and [#NONE] where there is none; the numbers are positions in
  /// `seen`, which is added to.
  static int[] ids(ColumnData labels, List<ClassLabel> seen) {
    Map<ClassLabel, Integer> known = positions(seen);
    ToIntFunction<ClassLabel> id =
        label ->
            known.computeIfAbsent(
                label,
                added -> {
                  seen.add(added);
                  return seen.size() - 1;
                });
    int[] ids = new int[labels.size()];
    if (labels instanceof NumericData numbers) {
      Map<Double, Integer> byValue = new HashMap<>();
      for (int row = 0; row < ids.length; row++) {
        double value = numbers.values()[row] + 0.0;
        ids[row] =
            Double.isFinite(value)
                ? byValue.computeIfAbsent(value, v -> id.applyAsInt(ClassLabel.of(v)))
                : NONE;
      }
    } else {
      TextData text = (TextData) labels;
      int[] byString = new int[text.dictionary().size()];
      for (int string = 0; string < byString.length; string++) {
        byString[string] = id.applyAsInt(ClassLabel.of(text.dictionary().get(string)));
      }
      for (int row = 0; row < ids.length; row++) {
        int string = text.codes()[row];
        ids[row] = string == TextData.MISSING ? NONE : byString[string];
      }
    }
    return ids;
  }
}
