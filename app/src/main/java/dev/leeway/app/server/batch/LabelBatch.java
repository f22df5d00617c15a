package dev.leeway.app.server.batch;

import java.util.List;

/// Labels that came after their predictions.
///
/// @param ids ids of predictions
/// @param labels the truth, as written: a class or a number
/// @param times when each was known, in microseconds since 1970
public record LabelBatch(List<String> ids, List<String> labels, long[] times) {

  public LabelBatch {
    ids = List.copyOf(ids);
    labels = List.copyOf(labels);
    if (ids.size() != labels.size() || ids.size() != times.length) {
      throw new IllegalArgumentException("ids, labels and times must be of one length");
    }
  }

  /// The number of labels.
  public int rows() {
    return times.length;
  }
}
