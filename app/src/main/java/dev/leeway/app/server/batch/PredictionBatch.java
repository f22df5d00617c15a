package dev.leeway.app.server.batch;

import dev.leeway.core.profile.Batch;
import java.util.List;

/// Accepted predictions of one model, by column.
///
/// @param ids the rows' ids, distinct within the batch and version
/// @param versions the model version of each row
/// @param times the rows' times, in microseconds since 1970
/// @param columns all that is compared or measured: features, prediction, scores, label, segments,
///   latency, by the names of the model's schema; a column that no row has is not there
public record PredictionBatch(
    List<String> ids, List<String> versions, long[] times, Batch columns) {

  public PredictionBatch {
    ids = List.copyOf(ids);
    versions = List.copyOf(versions);
    if (ids.size() != versions.size()
        || ids.size() != times.length
        || ids.size() != columns.rows()) {
      throw new IllegalArgumentException("ids, versions, times and columns must be of one length");
    }
  }

  /// The number of rows.
  public int rows() {
    return times.length;
  }
}
