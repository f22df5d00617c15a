package dev.leeway.app.check;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.TextData;

/// How many rows of a reference are kept as a sample.
final class SampleSize {

  /// More add little: half of them is all that a forest is fitted and compared with.
  static final int MOST = 100_000;

  /// With fewer the edges of bins would be too uneven.
  static final int FEWEST = 2_000;

  private static final int STRING = 56;

  private SampleSize() {}

  /// @param batch the first rows, by which the others are judged
  /// @param room bytes that the sample may take
  static int of(Batch batch, long room) {
    double bytes = 0;
    for (ColumnData column : batch.columns()) {
      bytes += Double.BYTES + (column instanceof TextData text ? strings(text) : 0);
    }
    return (int) Math.max(FEWEST, Math.min(MOST, room / Math.max(1, bytes)));
  }

  /// Bytes a row, where a string that comes again and again is kept once.
  private static double strings(TextData text) {
    if (text.dictionary().isEmpty()) {
      return 0;
    }
    long characters = text.dictionary().stream().mapToLong(String::length).sum();
    double distinct = text.dictionary().size();
    double share = Math.min(1, distinct / Math.max(1, text.size()));
    return share < 0.1 ? 0 : share * (STRING + characters / distinct);
  }
}
