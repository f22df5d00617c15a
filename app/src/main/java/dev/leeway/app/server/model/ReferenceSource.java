package dev.leeway.app.server.model;

import java.nio.file.Path;
import java.time.Duration;

/// Where a model's reference comes from.
public sealed interface ReferenceSource {

  /// It is uploaded; until then predictions are refused.
  record Uploaded() implements ReferenceSource {}

  /// A file beside the configuration.
  record File(Path path) implements ReferenceSource {}

  /// The first `rows` predictions of a version.
  record FirstRows(int rows) implements ReferenceSource {
    public FirstRows {
      if (rows < 100) {
        throw new IllegalArgumentException("a reference needs at least 100 rows, was " + rows);
      }
    }
  }

  /// The predictions of a version's first `span` of time.
  record FirstSpan(Duration span) implements ReferenceSource {
    public FirstSpan {
      if (span.isNegative() || span.isZero()) {
        throw new IllegalArgumentException("a reference's span must be positive, was " + span);
      }
    }
  }
}
