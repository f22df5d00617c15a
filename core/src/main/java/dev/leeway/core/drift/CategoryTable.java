package dev.leeway.core.drift;

import java.util.Arrays;

/// The two rows of counts that a test of homogeneity needs: one column a category, those of the
/// reference first, then those that only the current data has.
///
/// A profile keeps at most 64 unseen categories by name and the rows of all others as one number,
/// `rest`. A category without reference rows enters the chi-square statistic and the total
/// variation in proportion to its rows, so both are exact however `rest` is divided; only their
/// distribution under no drift depends on it. It is divided like the named ones, which are a random
/// sample of all unseen names because they are chosen by hash.
record CategoryTable(long[] reference, long[] current, int known) {

  /// More categories than this are never made up from `rest`; fewer and larger ones make the test
  /// conservative.
  private static final int MAX_DIVIDED = 10_000;

  /// @param unseen rows of each unseen category that is known by name
  /// @param rest rows of all other unseen categories
  static CategoryTable of(long[] reference, long[] current, long[] unseen, long rest) {
    long[] divided = divide(unseen, rest);
    int known = reference.length;
    int size = known + unseen.length + divided.length;
    long[] before = Arrays.copyOf(reference, size);
    long[] now = Arrays.copyOf(current, size);
    System.arraycopy(unseen, 0, now, known, unseen.length);
    System.arraycopy(divided, 0, now, known + unseen.length, divided.length);
    return new CategoryTable(before, now, known);
  }

  private static long[] divide(long[] like, long rest) {
    if (rest == 0) {
      return new long[0];
    }
    long named = Math.max(1, Arrays.stream(like).sum());
    double times = (double) rest / named;
    double stretch = Math.max(1, times * like.length / MAX_DIVIDED);
    long[] parts = new long[MAX_DIVIDED + like.length + 1];
    int size = 0;
    long left = rest;
    while (left > 0 && size < parts.length - 1) {
      long next =
          like.length == 0 ? 1 : Math.max(1, Math.round(like[size % like.length] * stretch));
      parts[size] = Math.min(left, next);
      left -= parts[size];
      size++;
    }
    if (left > 0) {
      parts[size++] = left;
    }
    return Arrays.copyOf(parts, size);
  }

  long referenceRows() {
    return Arrays.stream(reference).sum();
  }

  long currentRows() {
    return Arrays.stream(current).sum();
  }

  long unseenRows() {
    return Arrays.stream(current, known, current.length).sum();
  }

  /// Categories with at least one row on either side.
  int occupied() {
    int occupied = 0;
    for (int category = 0; category < reference.length; category++) {
      if (reference[category] + current[category] > 0) {
        occupied++;
      }
    }
    return occupied;
  }

  /// The table with all unseen categories in one, as distances on few bins want it.
  CategoryTable pooled() {
    long unseen = unseenRows();
    if (unseen == 0) {
      return new CategoryTable(
          Arrays.copyOf(reference, known), Arrays.copyOf(current, known), known);
    }
    long[] before = Arrays.copyOf(reference, known + 1);
    long[] now = Arrays.copyOf(current, known + 1);
    before[known] = 0;
    now[known] = unseen;
    return new CategoryTable(before, now, known);
  }

  /// How often each category occurs in both samples together: `multiplicity[i]` times for
  /// `categories[i]` of them.
  Multiplicities multiplicities() {
    long[] totals = new long[reference.length];
    for (int category = 0; category < totals.length; category++) {
      totals[category] = reference[category] + current[category];
    }
    Arrays.sort(totals);
    long[] multiplicity = new long[totals.length];
    long[] categories = new long[totals.length];
    int distinct = 0;
    for (long total : totals) {
      if (total == 0) {
        continue;
      }
      if (distinct == 0 || multiplicity[distinct - 1] != total) {
        multiplicity[distinct++] = total;
      }
      categories[distinct - 1]++;
    }
    return new Multiplicities(
        Arrays.copyOf(multiplicity, distinct), Arrays.copyOf(categories, distinct));
  }

  record Multiplicities(long[] multiplicity, long[] categories) {}
}
