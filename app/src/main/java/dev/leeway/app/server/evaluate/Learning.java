package dev.leeway.app.server.evaluate;

import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.model.ReferenceSource;
import dev.leeway.app.server.store.Predictions;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.Models;
import dev.leeway.app.server.window.VersionState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/// Makes a reference of a version's first rows, where that is what its model asks for.
record Learning(Store store, Models models, References references, InstantSource clock) {

  /// Learns when enough rows are there. Windows that are part of the reference are not judged.
  void learn(ModelState model, VersionState version) {
    if (version.reference().isPresent() || version.rows() == 0) {
      return;
    }
    ModelConfig config = model.config();
    switch (config.reference()) {
      case ReferenceSource.FirstRows first -> {
        if (version.rows() >= first.rows()) {
          learn(model, version, Predictions.Part.first(first.rows()));
        }
      }
      case ReferenceSource.FirstSpan first -> {
        long begin = store.<Long>read(session -> session.predictions().earliest(version.number()));
        long end = begin + micros(first.span());
        if (version.latest() - micros(config.lateness().allowed()) >= end) {
          learn(model, version, Predictions.Part.before(end));
        }
      }
      case ReferenceSource.Uploaded ignored -> {}
      case ReferenceSource.File ignored -> {}
    }
  }

  private static long micros(Duration span) {
    return span.toSeconds() * 1_000_000;
  }

  private void learn(ModelState model, VersionState version, Predictions.Part part) {
    ModelSchema schema = version.schema().orElseThrow();
    Path file = references.file(model, version.name(), clock.instant(), ".parquet");
    long horizon = micros(model.config().labels().horizon());
    long until =
        store.<Long>read(session ->
            session
                .predictions()
                .exportPart(
                    version.number(), model.number(), schema, part, file.toString(), horizon));
    references.learned(model, version, file, schema, clock.instant());
    store.write(session -> session.windows().passBefore(version.number(), until));
  }
}
