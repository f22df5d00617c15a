package dev.leeway.app.check;

import dev.leeway.core.anomaly.UnusualRow;
import dev.leeway.core.anomaly.UnusualSamples;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.List;
import java.util.Optional;

/// One of the most unusual current rows, with its id.
///
/// @param id its id; empty where there is no id column, or no id
/// @param row the row
public record WorstRow(Optional<String> id, UnusualRow row) {

  static List<WorstRow> of(UnusualSamples unusual, Schema schema, Batch current) {
    Optional<String> ids = schema.columns(Role.ID).stream().map(ColumnSpec::name).findFirst();
    return unusual.worst().stream()
        .map(row ->
            new WorstRow(
                ids.flatMap(current::column)
                    .flatMap(column -> Optional.ofNullable(Cells.name(column, row.row()))),
                row))
        .toList();
  }
}
