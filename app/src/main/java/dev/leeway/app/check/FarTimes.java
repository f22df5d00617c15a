package dev.leeway.app.check;

import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.NumericData;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds the few rows whose times lie so far from all others that they alone stretch the data over
/// too many windows.
final class FarTimes {

  /// More rows than this are no accident of single ones.
  private static final int MOST = 5;

  /// So many times as many others must remain.
  private static final int OTHERS = 2;

  private FarTimes() {}

  /// Names the fewest rows without which the others fill at most `most` windows, such as "row 17 of
  /// a.csv has time 2262-01-01T00:00:00Z; the other rows span 2012-01-01T00:00:00Z to
  /// 2012-03-01T00:00:00Z". Rows count from 1. Empty when no few rows are to blame.
  static Optional<String> sentence(WindowSpec.Span spec, NumericData time, long most, String data) {
    double[] seconds = time.values();
    List<Integer> order =
        IntStream.range(0, time.size())
            .filter(row -> WindowSpec.isTime(seconds[row]))
            .boxed()
            .sorted(Comparator.comparingDouble(row -> seconds[row]))
            .toList();
    int rows = order.size();
    for (int left = 1; left <= MOST && rows >= (1 + OTHERS) * left; left++) {
      for (int early = left; early >= 0; early--) {
        int end = rows - (left - early);
        Instant first = Windows.instant(seconds[order.get(early)]);
        Instant last = Windows.instant(seconds[order.get(end - 1)]);
        if (fits(spec, first, last, most)) {
          List<Integer> far =
              Stream.concat(order.subList(0, early).stream(), order.subList(end, rows).stream())
                  .toList();
          return Optional.of(
              "%s %s of %s %s %s; the other rows span %s to %s"
                  .formatted(
                      Counted.noun(left, "row"),
                      joined(far.stream().map(row -> row + 1)),
                      data,
                      left == 1 ? "has time" : "have times",
                      joined(far.stream().map(row -> Windows.instant(seconds[row]))),
                      first,
                      last));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(WindowSpec.Span spec, Instant first, Instant last, long most) {
    Instant start = spec.start(first);
    for (long windows = 1; windows <= most; windows++) {
      start = spec.end(start);
      if (start.isAfter(last)) {
        return true;
      }
    }
    return false;
  }

  private static String joined(Stream<?> things) {
    return things.map(String::valueOf).collect(Collectors.joining(", "));
  }
}
