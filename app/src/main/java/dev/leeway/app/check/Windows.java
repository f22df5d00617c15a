package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.NumericData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Cuts rows into windows.
final class Windows {

  /// More windows than this are more than a report can show.
  static final int MOST = 2_000;

  private Windows() {}

  /// Windows of so many rows, in the order of the data; a shorter last one is partial.
  static List<RowGroup> byRows(WindowSpec.Rows spec, int rows, String side) {
    long size = spec.rows();
    requireFew((rows + size - 1) / size, spec, side);
    List<RowGroup> windows = new ArrayList<>();
    for (long from = 0; from < rows; from += size) {
      int to = (int) Math.min(rows, from + size);
      BitSet chosen = new BitSet();
      chosen.set((int) from, to);
      windows.add(
          new RowGroup(
              "rows %d–%d".formatted(from + 1, to),
              Optional.empty(),
              Optional.empty(),
              to - from < size,
              chosen));
    }
    return windows;
  }

  /// Windows by time, from that of the earliest row to that of the latest; one without rows is a
  /// gap and is listed. The first and the last are partial when the data begin after its start or
  /// end before its end by more than twice their usual distance. Rows without a time are in none.
  ///
  /// @param data what the rows are of, such as a file, to follow "row 17 of"
  static List<RowGroup> byTime(WindowSpec.Span spec, NumericData time, String side, String data) {
    TreeMap<Instant, BitSet> rows = new TreeMap<>();
    double first = Double.POSITIVE_INFINITY;
    double last = Double.NEGATIVE_INFINITY;
    int timed = 0;
    for (int row = 0; row < time.size(); row++) {
      double seconds = time.values()[row];
      if (WindowSpec.isTime(seconds)) {
        first = Math.min(first, seconds);
        last = Math.max(last, seconds);
        timed++;
        rows.computeIfAbsent(spec.start(instant(seconds)), start -> new BitSet()).set(row);
      }
    }
    if (timed == 0) {
      return List.of();
    }
    double tolerance = 2 * (last - first) / Math.max(1, timed - 1);
    List<RowGroup> windows = new ArrayList<>();
    for (Instant start = rows.firstKey(); !start.isAfter(rows.lastKey()); start = spec.end(start)) {
      Instant end = spec.end(start);
      boolean partial =
          (start.equals(rows.firstKey()) && first - tolerance > seconds(start))
              || (start.equals(rows.lastKey()) && last + tolerance < seconds(end));
      windows.add(
          new RowGroup(
              spec.name(start),
              Optional.of(start),
              Optional.of(end),
              partial,
              rows.getOrDefault(start, new BitSet())));
      if (windows.size() > MOST) {
        throw FarTimes.sentence(spec, time, MOST, data)
            .map(far -> new DataException(tooMany(spec, side) + ": " + far))
            .orElseGet(() -> new DataException(tooMany(spec, side) + "; choose a larger one"));
      }
    }
    return windows;
  }

  static Instant instant(double seconds) {
    long whole = (long) Math.floor(seconds);
    return Instant.ofEpochSecond(whole, (long) ((seconds - whole) * 1e9));
  }

  private static double seconds(Instant instant) {
    return instant.getEpochSecond();
  }

  private static void requireFew(long windows, WindowSpec spec, String side) {
    if (windows > MOST) {
      throw new DataException(tooMany(spec, side) + "; choose a larger one");
    }
  }

  private static String tooMany(WindowSpec spec, String side) {
    return "--window %s cuts the %s data into more than %,d windows".formatted(spec, side, MOST);
  }
}
