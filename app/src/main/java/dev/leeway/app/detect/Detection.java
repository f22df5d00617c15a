package dev.leeway.app.detect;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.DataFiles;
import dev.leeway.app.table.Progress;
import dev.leeway.app.table.Table;
import dev.leeway.app.table.TableReader;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import dev.leeway.core.sequential.Alarm;
import dev.leeway.core.sequential.AlarmBudget;
import dev.leeway.core.sequential.ChangeDetector;
import dev.leeway.core.sequential.RowDetector;
import dev.leeway.core.sequential.RowSpec;
import dev.leeway.core.sequential.Side;
import dev.leeway.core.sequential.Signal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Replays a column through a detector, and says where it alarmed.
///
/// Rows without a value are passed over. The detector with a budget learns anew after each alarm,
/// from as many rows as at first: what is new is normal from then on.
public final class Detection {

  private static final double[] SHIFTS = {0.02, 0.05, 0.1, 0.2};

  /// An alarm. Rows are counted from 0 over all rows of the files, those without a value as well.
  ///
  /// @param row where it was raised
  /// @param time of that row, where a time column was named
  /// @param direction which way
  /// @param change when the change began; empty for classic detectors, which do not say
  public record Found(
      long row, Optional<Instant> time, Signal direction, Optional<Change> change) {}

  /// When a change began: the likeliest row, and a 95 % confidence set.
  public record Change(long row, long low, long high) {}

  /// About how many rows after a change by `shift` an alarm comes; empty for never.
  public record Delay(double shift, OptionalDouble rows) {}

  private final DetectRequest request;
  private final List<Found> alarms = new ArrayList<>();
  private List<Delay> delays = List.of();

  private Detection(DetectRequest request) {
    this.request = request;
  }

  /// Reads the input and replays it.
  ///
  /// @throws DataException if it cannot be read, or has nothing to watch
  public static DetectResult run(DetectRequest request, Progress progress) {
    List<Path> files = DataFiles.find(request.input());
    Table table = new TableReader(files, request.format(), Map.of(), Set.of(), progress).read();
    double[] column = column(table, request.column());
    Optional<double[]> times = request.time().map(name -> times(table, name));
    int[] rows = present(column);
    double[] values = Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    Detection detection = new Detection(request);
    RowSpec.Scale scale = scale(values);
    try {
      if (request.classic().isPresent()) {
        detection.replay(request.classic().get().startMuted(request.mute()), values, rows, times);
      } else {
        detection.replay(detection.start(scale, values.length), values, rows, times);
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "column %s of %s: %s".formatted(request.column(), files.get(0), e.getMessage()));
    }
    return new DetectResult(
        request,
        files.stream().map(Path::toString).toList(),
        scale,
        column.length,
        column.length - rows.length,
        column,
        detection.alarms,
        detection.delays);
  }

  private static RowSpec.Scale scale(double[] values) {
    return Arrays.stream(values).allMatch(value -> value >= 0 && value <= 1)
        ? RowSpec.Scale.UNIT
        : RowSpec.Scale.RANK;
  }

  private RowDetector start(RowSpec.Scale scale, int rows) {
    if (rows <= request.baseline()) {
      throw new DataException(
          ("column %s has %s with a value, and the first %,d are the baseline: nothing is left"
                  + " to watch; choose fewer with --baseline")
              .formatted(request.column(), Counted.of(rows, "row"), request.baseline()));
    }
    AlarmBudget budget = new AlarmBudget(request.chance(), request.period(), 1);
    return RowDetector.learning(
        new RowSpec(scale, request.side(), budget, request.baseline(), request.tolerance()));
  }

  private void replay(
      ChangeDetector detector, double[] values, int[] rows, Optional<double[]> times) {
    for (int at = 0; at < values.length; at++) {
      Signal signal = detector.add(values[at]);
      if (detector instanceof RowDetector budget && delays.isEmpty() && budget.rowsToLearn() == 0) {
        requireMovable(budget);
        delays = delays(budget);
      }
      if (!signal.isAlarm()) {
        continue;
      }
      Optional<Change> change = Optional.empty();
      if (detector instanceof RowDetector budget) {
        Alarm alarm = budget.alarm().orElseThrow();
        change =
            Optional.of(
                new Change(
                    rows[(int) alarm.changePoint()],
                    rows[(int) alarm.changeLow()],
                    rows[(int) alarm.changeHigh()]));
        budget.relearn();
      }
      int row = rows[at];
      alarms.add(new Found(row, times.flatMap(all -> time(all[row])), signal, change));
    }
  }

  private void requireMovable(RowDetector detector) {
    if (!detector.canAlarm()) {
      throw new DataException(
          ("column %s: the mean of the baseline is at the end of its range or the tolerance reaches"
                  + " there, so that no change to the side '%s' could be seen")
              .formatted(request.column(), request.side().name().toLowerCase(Locale.ROOT)));
    }
  }

  private List<Delay> delays(RowDetector detector) {
    List<Delay> found = new ArrayList<>();
    for (double shift : SHIFTS) {
      double signed = request.side() == Side.DOWN ? -shift : shift;
      double rows = detector.expectedDelay(signed).orElse(Double.POSITIVE_INFINITY);
      found.add(
          new Delay(
              signed, Double.isInfinite(rows) ? OptionalDouble.empty() : OptionalDouble.of(rows)));
    }
    return found;
  }

  private static Optional<Instant> time(double seconds) {
    if (Double.isNaN(seconds)) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1e3)));
  }

  private static double[] column(Table table, String name) {
    ColumnData data = named(table, name);
    if (data instanceof NumericData numbers) {
      if (table.datetimes().contains(name)) {
        throw new DataException("column %s holds times; detect watches numbers".formatted(name));
      }
      String unreadable = table.unreadable().get(name);
      if (unreadable != null) {
        throw new DataException("column %s must hold numbers, but %s".formatted(name, unreadable));
      }
      return Arrays.copyOf(numbers.values(), numbers.size());
    }
    return flags((TextData) data, name);
  }

  private static double[] flags(TextData text, String name) {
    double[] values = new double[text.size()];
    for (int row = 0; row < values.length; row++) {
      int code = text.codes()[row];
      values[row] = code == TextData.MISSING ? Double.NaN : flag(text.dictionary().get(code), name);
    }
    return values;
  }

  private static double flag(String value, String name) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true" -> 1;
      case "false" -> 0;
      default ->
          throw new DataException(
              "column %s holds '%s'; detect watches numbers, or true and false"
                  .formatted(name, value));
    };
  }

  private static double[] times(Table table, String name) {
    if (!table.datetimes().contains(name) || !(named(table, name) instanceof NumericData times)) {
      throw new DataException(
          "column %s must hold dates or times, such as 2012-01-01T05:00:00Z".formatted(name));
    }
    double before = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < times.size(); row++) {
      double now = times.values()[row];
      if (now < before) {
        throw new DataException(
            "rows must be in the order of time, but row %d of column %s is earlier than one before"
                .formatted(row, name));
      }
      before = Double.isNaN(now) ? before : now;
    }
    return times.values();
  }

  private static ColumnData named(Table table, String name) {
    return table
        .batch()
        .column(name)
        .orElseThrow(() ->
            new DataException(
                "%s has no column %s; it has %s"
                    .formatted(
                        table.files().get(0), name, String.join(", ", table.batch().names()))));
  }

  private static int[] present(double[] column) {
    int[] rows = new int[column.length];
    int size = 0;
    for (int row = 0; row < column.length; row++) {
      if (!Double.isNaN(column[row])) {
        rows[size++] = row;
      }
    }
    return Arrays.copyOf(rows, size);
  }
}
