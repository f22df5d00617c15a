package dev.leeway.app.check;

import dev.leeway.core.anomaly.UnusualRow;
import dev.leeway.core.anomaly.UnusualSamples;
import java.util.List;
import java.util.Optional;

/// One of the most unusual current rows, with its id.
///
/// @param id its id; empty where there is no id column, or no id
/// @param row the row
public record WorstRow(Optional<String> id, UnusualRow row) {

  static List<WorstRow> of(UnusualSamples unusual) {
    return unusual.worst().stream().map(row -> new WorstRow(row.id(), row)).toList();
  }
}
