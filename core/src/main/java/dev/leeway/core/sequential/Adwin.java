package dev.leeway.core.sequential;

import java.util.ArrayList;
import java.util.List;

/// ADWIN: keeps as long a window as has one mean. Bifet & Gavaldà (2007), Learning from
/// time-changing data with adaptive windowing.
///
/// The window is an exponential histogram: row r of it holds up to five buckets of 2^r values, each
/// with sum and sum of squared deviations; a sixth makes the two oldest one bucket of the next row.
/// At every 32nd value all cuts between buckets are tried, oldest first. Where the means of the two
/// parts differ by more than
///
/// ```
/// √(2·m·σ²·δ') + ⅔·m·δ',  δ' = ln(2·ln W / δ),  m = 1/(n0−4) + 1/(n1−4)
/// ```
///
/// the oldest bucket is dropped and all is tried again. River and MOA differ: MOA wants parts of
/// more than 6 values, river of at least 5; MOA signals only where its estimate rose by the cut and
/// keeps the window, river signals both ways and starts with an empty window.
final class Adwin extends PresetDetector {

  private static final double DELTA = 0.002;
  private static final int CLOCK = 32;
  private static final int MOST_BUCKETS = 5;
  private static final int SHORTEST_PART = 5;
  private static final int SHORTEST_WINDOW = 10;

  private final boolean moa;
  private final int shortestPart;
  private final List<Row> histogram = new ArrayList<>();
  private long ticks;
  private double width;
  private double total;
  private double deviation;

  Adwin(ClassicDetector preset, long muteRows, boolean moa) {
    super(preset, muteRows);
    this.moa = moa;
    shortestPart = moa ? SHORTEST_PART + 2 : SHORTEST_PART;
    startEmpty();
  }

  /// Buckets of one size, oldest first.
  private static final class Row {
    final double[] totals = new double[MOST_BUCKETS + 1];
    final double[] deviations = new double[MOST_BUCKETS + 1];
    int size;

    void add(double total, double deviation) {
      totals[size] = total;
      deviations[size++] = deviation;
    }

    void dropOldest(int count) {
      size -= count;
      System.arraycopy(totals, count, totals, 0, size);
      System.arraycopy(deviations, count, deviations, 0, size);
    }
  }

  private void startEmpty() {
    histogram.clear();
    histogram.add(new Row());
    ticks = 0;
    width = 0;
    total = 0;
    deviation = 0;
  }

  @Override
  void startAgain() {
    if (!moa) {
      startEmpty();
    }
  }

  @Override
  Signal step(double value) {
    double before = width == 0 ? 0 : total / width;
    insert(value);
    ticks++;
    boolean cut = false;
    if (ticks % CLOCK == 0 && width > SHORTEST_WINDOW) {
      while (hasCut()) {
        cut = true;
        dropOldestBucket();
      }
    }
    if (!cut) {
      return Signal.QUIET;
    }
    if (total / width > before) {
      return Signal.RISE;
    }
    return moa ? Signal.QUIET : Signal.FALL;
  }

  private void insert(double value) {
    histogram.get(0).add(value, 0);
    width++;
    if (width > 1) {
      double off = value - total / (width - 1);
      deviation += (width - 1) * off * off / width;
    }
    total += value;
    for (int row = 0; histogram.get(row).size > MOST_BUCKETS; row++) {
      merge(row);
    }
  }

  private void merge(int row) {
    Row full = histogram.get(row);
    double size = bucketSize(row);
    double apart = full.totals[0] / size - full.totals[1] / size;
    if (row + 1 == histogram.size()) {
      histogram.add(new Row());
    }
    histogram
        .get(row + 1)
        .add(
            full.totals[0] + full.totals[1],
            full.deviations[0] + full.deviations[1] + size * 0.5 * apart * apart);
    full.dropOldest(2);
  }

  private boolean hasCut() {
    double n0 = 0;
    double n1 = width;
    double u0 = 0;
    double u1 = total;
    for (int row = histogram.size() - 1; row >= 0; row--) {
      Row buckets = histogram.get(row);
      double size = bucketSize(row);
      for (int bucket = 0; bucket < buckets.size; bucket++) {
        n0 += size;
        n1 -= size;
        u0 += buckets.totals[bucket];
        u1 -= buckets.totals[bucket];
        if (row == 0 && bucket == buckets.size - 1) {
          return false;
        }
        if (n0 >= shortestPart && n1 >= shortestPart && differ(n0, n1, u0 / n0 - u1 / n1)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean differ(double n0, double n1, double apart) {
    double confidence = Math.log(2 * Math.log(width) / DELTA);
    double m = 1 / (n0 - SHORTEST_PART + 1) + 1 / (n1 - SHORTEST_PART + 1);
    double bound = Math.sqrt(2 * m * (deviation / width) * confidence) + 2.0 / 3.0 * confidence * m;
    return Math.abs(apart) > bound;
  }

  private void dropOldestBucket() {
    int row = histogram.size() - 1;
    Row oldest = histogram.get(row);
    double size = bucketSize(row);
    width -= size;
    total -= oldest.totals[0];
    double apart = oldest.totals[0] / size - total / width;
    deviation -= oldest.deviations[0] + size * width * apart * apart / (size + width);
    oldest.dropOldest(1);
    if (oldest.size == 0) {
      histogram.remove(row);
    }
  }

  private static double bucketSize(int row) {
    return (double) (1L << row);
  }

  @Override
  void write(StateWriter out) {
    out.put(ticks).put(width).put(total).put(deviation).put((long) histogram.size());
    for (Row row : histogram) {
      out.put(row.totals, row.size).put(row.deviations, row.size);
    }
  }

  @Override
  void read(StateReader in) {
    ticks = in.count();
    width = in.number();
    total = in.number();
    deviation = in.number();
    histogram.clear();
    int size = in.count(62);
    for (int row = 0; row < size; row++) {
      double[] totals = in.numbers();
      double[] deviations = in.numbers(totals.length);
      if (totals.length > MOST_BUCKETS) {
        throw StateReader.damaged();
      }
      Row buckets = new Row();
      for (int bucket = 0; bucket < totals.length; bucket++) {
        buckets.add(totals[bucket], deviations[bucket]);
      }
      histogram.add(buckets);
    }
    if (histogram.isEmpty()) {
      throw StateReader.damaged();
    }
  }
}
