package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A uniform sample of rows that come in batches: every set of `limit` rows is equally likely, and
/// all rows are in it while there are no more. One writer.
///
/// Row `i`, from 0, replaces the row in a place drawn from 0 … i where that is below the limit. The
/// draw is a hash of the seed and `i`, so that neither the size of batches nor the number of times
/// the rows are read shows. Vitter (1985), *Random sampling with a reservoir*, algorithm R.
final class RowSample {

  /// Strings that are kept once, however many rows hold them.
  private static final int SHARED = 4096;

  private static final int OUTSIDE = -1;

  private final int limit;
  private final long seed;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private long[] rowOf = new long[0];
  private long rows;

  /// @param limit most rows, at least 1
  /// @param seed of the draws
  RowSample(int limit, long seed) {
    if (limit < 1) {
      throw new IllegalArgumentException("a sample must have room for a row, had " + limit);
    }
    this.limit = limit;
    this.seed = seed;
  }

  /// Number of rows that are in the sample.
  int size() {
    return (int) Math.min(rows, limit);
  }

  /// Offers the rows of a batch. A column that it lacks has no value in them.
  void add(Batch batch) {
    int before = size();
    int[] places = places(batch.rows());
    int after = (int) Math.min(rows + batch.rows(), limit);
    grow(after);
    for (int row = 0; row < places.length; row++) {
      if (places[row] != OUTSIDE) {
        rowOf[places[row]] = rows + row;
      }
    }
    for (String name : batch.names()) {
      columns.computeIfAbsent(name, unknown -> new Column());
    }
    columns.forEach((name, column) -> {
      column.grow(rowOf.length, before);
      int at = batch.names().indexOf(name);
      column.add(at < 0 ? null : batch.columns().get(at), places);
    });
    rows += batch.rows();
  }

  private void grow(int size) {
    if (rowOf.length < size) {
      rowOf = Arrays.copyOf(rowOf, Math.min(limit, Math.max(size, 2 * rowOf.length)));
    }
  }

  /// The place of each row of the next batch. Where two rows fall on one place the later one stays.
  private int[] places(int count) {
    int[] places = new int[count];
    for (int at = 0; at < count; at++) {
      long row = rows + at;
      if (row < limit) {
        places[at] = (int) row;
      } else {
        long hash = NameHash.plus(seed, row);
        long drawn = Math.multiplyHigh(hash >>> 1, (row + 1) << 1);
        places[at] = drawn < limit ? (int) drawn : OUTSIDE;
      }
    }
    return places;
  }

  /// The sampled rows in the order in which they came.
  Batch batch() {
    int size = size();
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((one, other) -> Long.compare(rowOf[one], rowOf[other]))
            .mapToInt(Integer::intValue)
            .toArray();
    List<String> names = new ArrayList<>(columns.keySet());
    List<ColumnData> data = new ArrayList<>();
    columns.values().forEach(column -> data.add(column.data(order)));
    return new Batch(names, data, size);
  }

  /// The sampled cells of a column. One that begins without values, which are numbers for want of a
  /// better type, may go on as strings.
  private static final class Column {

    private double @Nullable [] numbers;
    private @Nullable String @Nullable [] strings;
    private final BitSet missing = new BitSet();
    private final BitSet unreadable = new BitSet();
    private final Map<String, String> shared = new HashMap<>();

    private void grow(int length, int filled) {
      if (strings != null) {
        strings = Arrays.copyOf(strings, length);
      } else if (numbers != null) {
        numbers = Arrays.copyOf(numbers, length);
      } else {
        numbers = new double[length];
        Arrays.fill(numbers, 0, filled, Double.NaN);
        missing.set(0, filled);
      }
    }

    private void add(@Nullable ColumnData data, int[] places) {
      if (data instanceof TextData text) {
        add(text, places);
      } else if (strings != null) {
        clear(strings, places);
      } else if (numbers != null) {
        add((NumericData) data, numbers, places);
      }
    }

    private static void clear(@Nullable String[] strings, int[] places) {
      for (int place : places) {
        if (place != OUTSIDE) {
          strings[place] = null;
        }
      }
    }

    private void add(@Nullable NumericData data, double[] to, int[] places) {
      for (int row = 0; row < places.length; row++) {
        int place = places[row];
        if (place != OUTSIDE) {
          double value = data == null ? Double.NaN : data.values()[row];
          to[place] = value;
          boolean nan = Double.isNaN(value);
          missing.set(place, nan && (data == null || data.isMissing(row)));
          unreadable.set(place, nan && data != null && data.isUnreadable(row));
        }
      }
    }

    private void add(TextData data, int[] places) {
      @Nullable String[] to = strings;
      if (to == null) {
        to = new String[numbers == null ? 0 : numbers.length];
        strings = to;
        numbers = null;
      }
      for (int row = 0; row < places.length; row++) {
        int place = places[row];
        if (place != OUTSIDE) {
          int code = data.codes()[row];
          to[place] = code == TextData.MISSING ? null : shared(data.dictionary().get(code));
        }
      }
    }

    private String shared(String value) {
      String known = shared.get(value);
      if (known == null && shared.size() < SHARED) {
        shared.put(value, value);
      }
      return known == null ? value : known;
    }

    private ColumnData data(int[] order) {
      @Nullable String[] texts = strings;
      if (texts != null) {
        @Nullable String[] ordered = new String[order.length];
        for (int to = 0; to < order.length; to++) {
          ordered[to] = texts[order[to]];
        }
        return TextData.of(ordered);
      }
      double[] from = numbers == null ? new double[order.length] : numbers;
      double[] values = new double[order.length];
      BitSet without = new BitSet();
      BitSet unread = new BitSet();
      for (int to = 0; to < order.length; to++) {
        values[to] = from[order[to]];
        without.set(to, missing.get(order[to]));
        unread.set(to, unreadable.get(order[to]));
      }
      return new NumericData(
          values,
          order.length,
          without.isEmpty() ? null : without,
          unread.isEmpty() ? null : unread);
    }
  }
}
