package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.Table;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cuts the sides of a check into the windows that were asked for.
final class WindowCutter {

  private final CheckRequest request;
  private final DataSets.Sides sides;
  private final List<String> notes;

  /// @param notes gets what was noticed
  WindowCutter(CheckRequest request, DataSets.Sides sides, List<String> notes) {
    this.request = request;
    this.sides = sides;
    this.notes = notes;
  }

  /// The windows of a side; none unless asked for.
  List<RowGroup> cut(Table table, String side) {
    if (request.window().isEmpty()) {
      return List.of();
    }
    WindowSpec spec = request.window().get();
    if (spec instanceof WindowSpec.Rows rows) {
      return Windows.byRows(rows, table.batch().rows(), side);
    }
    WindowSpec.Span span = (WindowSpec.Span) spec;
    Optional<String> time =
        sides.schema().columns(Role.TIME).stream()
            .map(ColumnSpec::name)
            .findFirst()
            .or(this::given);
    if (time.isEmpty()) {
      throw new DataException(
          "--window %s needs --time COLUMN; a number of rows does not".formatted(span));
    }
    Optional<ColumnData> column = table.batch().column(time.get());
    if (column.isEmpty()) {
      if (side.equals("current")) {
        throw new DataException(
            "--window %s needs column %s in the current data, which do not have it"
                .formatted(span, time.get()));
      }
      return List.of();
    }
    if (!table.datetimes().contains(time.get())) {
      throw new DataException(
          "column %s must hold dates or times to be cut into windows of %s, such as 2012-01-01 or"
                  .formatted(time.get(), span)
              + " 2012-01-01T05:00:00Z");
    }
    NumericData seconds = (NumericData) column.get();
    note(seconds, side);
    List<RowGroup> windows = Windows.byTime(span, seconds, side, named(table, side));
    if (windows.isEmpty() && side.equals("current")) {
      throw new DataException(
          "no row of the current data has a time in column %s that can be read"
              .formatted(time.get()));
    }
    return windows;
  }

  /// What a row's number counts in: the file, where there is one and all of it is used.
  private String named(Table table, String side) {
    boolean whole = request.split().isEmpty() && table.files().size() == 1;
    return whole ? table.files().get(0).toString() : "the " + side + " data";
  }

  /// The column that was named, which the reference may lack.
  private Optional<String> given() {
    return request.roles().entrySet().stream()
        .filter(role -> role.getValue() == Role.TIME)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void note(NumericData seconds, String side) {
    long without = 0;
    long backwards = 0;
    double latest = Double.NEGATIVE_INFINITY;
    for (int row = 0; row < seconds.size(); row++) {
      double value = seconds.values()[row];
      if (!WindowSpec.isTime(value)) {
        without++;
      } else {
        backwards += value < latest ? 1 : 0;
        latest = Math.max(latest, value);
      }
    }
    if (without > 0) {
      notes.add(
          "%s %s no time that can be read and %s in no window"
              .formatted(
                  Counted.of(without, side + " row"),
                  without == 1 ? "has" : "have",
                  without == 1 ? "is" : "are"));
    }
    if (backwards > 0) {
      notes.add(
          "the times of the %s data run backwards in %s; windows go by time, not by order"
              .formatted(side, Counted.of(backwards, "row")));
    }
  }
}
