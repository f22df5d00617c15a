package dev.leeway.app.server.window;

import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Catalog;
import java.time.Instant;
import java.util.Optional;

/// What is known of a version of a model while the server runs. The store has all of it.
///
/// @param number names it in the store
/// @param name its name
/// @param schema its columns; empty before they are known
/// @param reference the file of its reference rows, in the server's folder; empty before there is
///   one
/// @param referenceRows how many rows that has
/// @param since when its reference was set, or when it was first seen
/// @param latest the greatest time of its rows, in microseconds since 1970; [Long#MIN_VALUE] before
///   there is one
/// @param rows how many rows it has, those in quarantine left out
public record VersionState(
    int number,
    String name,
    Optional<ModelSchema> schema,
    Optional<String> reference,
    long referenceRows,
    Instant since,
    long latest,
    long rows) {

  static VersionState of(
      Catalog.Version version, Optional<ModelSchema> schema, long latest, long rows) {
    return new VersionState(
        version.number(),
        version.name(),
        schema,
        version.reference(),
        version.referenceRows(),
        version.since(),
        latest,
        rows);
  }

  VersionState with(long newLatest, long newRows) {
    return new VersionState(
        number, name, schema, reference, referenceRows, since, newLatest, newRows);
  }
}
