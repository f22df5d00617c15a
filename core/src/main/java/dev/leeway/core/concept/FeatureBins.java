package dev.leeway.core.concept;

import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The bins of one feature, twice: *fine* ones, from which trees choose, and *coarse* ones of about
/// a tenth of the reference each, within which labels are compared. Numbers are binned by the
/// reference's quantiles, its atoms by themselves; categories by name, rare ones together.
///
/// After the fine bins come two codes: [#missing], and [#outside] for values that the reference
/// never had (beyond its range, or a category it lacks). The coarse bins likewise. Immutable.
final class FeatureBins {

  /// Codes fit into the bits of a long.
  static final int MOST_CODES = 64;

  private static final int FINE_PARTS = 30;
  private static final int COARSE_PARTS = 10;
  private static final int FINE_CATEGORIES = 40;
  private static final int COARSE_CATEGORIES = 12;
  private static final int NAMED_CATEGORIES = 3;

  private final String name;
  private final Kind kind;
  private final int fine;
  private final int[] coarse;

  /// Edges of the fine bins, then +∞ up to 63; empty for categories.
  private final double[] edges;

  private final Map<String, Integer> codes;
  private final List<String> names;

  private FeatureBins(
      String name,
      Kind kind,
      int fine,
      int[] coarse,
      double[] edges,
      Map<String, Integer> codes,
      List<String> names) {
    this.name = name;
    this.kind = kind;
    this.fine = fine;
    this.coarse = coarse;
    this.edges = edges;
    this.codes = codes;
    this.names = names;
  }

  /// The bins of a column; empty for free text, instants, and columns without a value.
  static Optional<FeatureBins> of(ColumnReference column) {
    if (column instanceof NumericReference numbers && numbers.column().kind() == Kind.NUMERIC) {
      return numbers.edges().length < 2 ? Optional.empty() : Optional.of(of(numbers));
    }
    if (column instanceof CategoricalReference categories && !categories.names().isEmpty()) {
      return Optional.of(of(categories));
    }
    return Optional.empty();
  }

  private static FeatureBins of(NumericReference numbers) {
    double[] all = numbers.edges();
    long[] counts = Arrays.copyOfRange(numbers.profile().counts(), 1, all.length);
    int[] parts = QuantileBins.group(counts, FINE_PARTS);
    int fine = parts[parts.length - 1] + 1;
    double[] edges = new double[MOST_CODES - 1];
    Arrays.fill(edges, Double.POSITIVE_INFINITY);
    long[] rows = new long[fine];
    edges[0] = all[0];
    for (int bin = 0; bin < parts.length; bin++) {
      edges[parts[bin] + 1] = all[bin + 1];
      rows[parts[bin]] += counts[bin];
    }
    return new FeatureBins(
        numbers.column().name(),
        Kind.NUMERIC,
        fine,
        withSpecials(QuantileBins.group(rows, COARSE_PARTS)),
        edges,
        Map.of(),
        List.of());
  }

  private static FeatureBins of(CategoricalReference categories) {
    List<String> names = categories.names();
    int fine = Math.min(names.size(), FINE_CATEGORIES);
    Map<String, Integer> codes = new HashMap<>();
    for (int code = 0; code < names.size(); code++) {
      codes.put(names.get(code), Math.min(code, FINE_CATEGORIES - 1));
    }
    int[] coarse = new int[fine];
    Arrays.setAll(coarse, code -> Math.min(code, COARSE_CATEGORIES - 1));
    return new FeatureBins(
        categories.column().name(),
        categories.column().kind(),
        fine,
        withSpecials(coarse),
        new double[0],
        codes,
        names);
  }

  private static int[] withSpecials(int[] coarse) {
    int[] all = Arrays.copyOf(coarse, coarse.length + 2);
    int next = coarse[coarse.length - 1] + 1;
    all[coarse.length] = next;
    all[coarse.length + 1] = next + 1;
    return all;
  }

  String name() {
    return name;
  }

  /// Whether the order of the fine bins means something.
  boolean ordered() {
    return kind == Kind.NUMERIC;
  }

  /// The code of a row without a value; codes below it are fine bins.
  int missing() {
    return fine;
  }

  /// The code of a value that the reference never had.
  int outside() {
    return fine + 1;
  }

  /// The coarse bin of a code.
  int coarse(int code) {
    return coarse[code];
  }

  /// The number of coarse bins, missing and outside included.
  int coarseBins() {
    return coarse[coarse.length - 1] + 1;
  }

  /// The code of every row.
  byte[] codes(ColumnData data) {
    byte[] found = new byte[data.size()];
    if (data instanceof NumericData numbers) {
      if (ordered()) {
        locate(numbers, found);
      } else {
        Map<Double, Byte> known = new HashMap<>();
        for (int row = 0; row < found.length; row++) {
          found[row] = known.computeIfAbsent(numbers.values()[row] + 0.0, this::code);
        }
      }
    } else {
      TextData text = (TextData) data;
      byte[] byString = new byte[text.dictionary().size()];
      for (int string = 0; string < byString.length; string++) {
        byString[string] = ordered() ? (byte) fine : code(text.dictionary().get(string));
      }
      for (int row = 0; row < found.length; row++) {
        int string = text.codes()[row];
        found[row] = string == TextData.MISSING ? (byte) fine : byString[string];
      }
    }
    return found;
  }

  private byte code(double value) {
    return Double.isNaN(value) ? (byte) fine : code(CategoryNames.of(value));
  }

  private byte code(String value) {
    return codes.getOrDefault(CategoryNames.of(value, kind), outside()).byteValue();
  }

  /// Finds the first edge not below each value, in six steps without a branch on the data.
  private void locate(NumericData numbers, byte[] found) {
    double[] values = numbers.values();
    double[] edges = this.edges;
    for (int row = 0; row < found.length; row++) {
      double value = values[row];
      int at = 0;
      for (int step = MOST_CODES / 2; step > 0; step >>= 1) {
        at += value > edges[at + step - 1] ? step : 0;
      }
      int code = at == 0 || at > fine ? outside() : at - 1;
      found[row] = (byte) (Double.isNaN(value) ? fine : code);
    }
  }

  /// A coarse bin in words, such as `X1 in (0.2, 0.3]`.
  String words(int bin) {
    long codes = 0;
    for (int code = 0; code < coarse.length; code++) {
      codes |= coarse[code] == bin ? 1L << code : 0;
    }
    return words(codes);
  }

  /// A set of codes in words; of numbers those of neighbouring bins. Whether missing values belong
  /// to it is only said when no others do.
  String words(long codes) {
    long present = codes & ((1L << fine) - 1);
    if (present == 0) {
      boolean missing = (codes >>> fine & 1) != 0;
      return name + (missing ? " missing" : " unlike the reference's");
    }
    if (Long.bitCount(present) == fine && coarse[fine] > 1) {
      return name + " present";
    }
    int first = Long.numberOfTrailingZeros(present);
    int last = Long.SIZE - 1 - Long.numberOfLeadingZeros(present);
    return name
        + " "
        + (ordered() ? QuantileBins.words(edges, first, last + 1, fine) : categories(present));
  }

  private String categories(long present) {
    List<String> chosen = new ArrayList<>();
    for (int code = 0; code < fine; code++) {
      if ((present >>> code & 1) != 0) {
        boolean shared = code == FINE_CATEGORIES - 1 && names.size() > FINE_CATEGORIES;
        chosen.add(shared ? "other categories" : names.get(code));
      }
    }
    if (chosen.size() <= NAMED_CATEGORIES) {
      boolean one = chosen.size() == 1 && !chosen.get(0).equals("other categories");
      return (one ? "= " : "in ") + String.join(", ", chosen);
    }
    return "in "
        + String.join(", ", chosen.subList(0, NAMED_CATEGORIES - 1))
        + " and %d other categories".formatted(chosen.size() - NAMED_CATEGORIES + 1);
  }
}
