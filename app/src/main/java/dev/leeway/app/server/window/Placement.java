package dev.leeway.app.server.window;

import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.store.Predictions;
import dev.leeway.core.monitor.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Which window a row is in, and when windows close.
///
/// The watermark is the greatest time of a version's accepted rows less the lateness that is
/// allowed; the wall clock has no part in it. A window of time is closed when the watermark has
/// reached its end, and final when it has passed it by the time for corrections. A window of rows
/// is full, and final, with its last row.
final class Placement {

  private final ModelConfig config;

  Placement(ModelConfig config) {
    this.config = config;
  }

  /// A window by its bounds: instants in microseconds since 1970, or numbers of rows.
  record Bounds(long start, long end) {}

  /// Whether a time is too far ahead of the clock to be believed.
  boolean isAhead(long time, long received) {
    return time - received > micros(config.lateness().ahead());
  }

  /// The window of a row.
  ///
  /// @param number the row's number in its version, from 0
  Bounds of(long time, long number) {
    return switch (config.window()) {
      case WindowSpec.Rows rows -> {
        long start = number / rows.rows() * rows.rows();
        yield new Bounds(start, start + rows.rows());
      }
      case WindowSpec.Span span -> {
        Instant start = span.start(Instant.EPOCH.plus(time, ChronoUnit.MICROS));
        yield new Bounds(micros(start), micros(span.end(start)));
      }
    };
  }

  /// Windows that end here or before are closed.
  long closedUntil(VersionState version) {
    if (config.window() instanceof WindowSpec.Rows) {
      return version.rows();
    }
    return version.latest() == Predictions.QUARANTINE
        ? version.latest()
        : version.latest() - micros(config.lateness().allowed());
  }

  /// Windows that end here or before are final.
  long finalUntil(VersionState version) {
    long closed = closedUntil(version);
    return config.window() instanceof WindowSpec.Rows || closed == Predictions.QUARANTINE
        ? closed
        : closed - micros(config.lateness().correction());
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static long micros(Duration duration) {
    return duration.toSeconds() * 1_000_000 + duration.toNanosPart() / 1_000;
  }
}
