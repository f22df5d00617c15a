package dev.leeway.app.server.ingest;

import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.core.profile.Batch;
import java.io.IOException;
import java.io.InputStream;

/// Reads predictions. Values are read as `leeway check` reads those of files, by the types of the
/// model's reference; a value that does not fit is kept as unreadable, for that is a finding. What
/// would make a row meaningless rejects it, and leaves the others.
public final class PredictionReader {

  private PredictionReader() {}

  /// Reads the rows of a request.
  ///
  /// @param body unpacked, as from [Bodies]
  /// @param schema the model's columns
  /// @param defaultVersion the version of rows that name none
  /// @param receivedMicros the time of rows that have none, in microseconds since 1970
  /// @throws MalformedBodyException if the body is not of the format
  /// @throws TooLargeException if it has too many rows or columns
  /// @throws IOException if reading the body fails
  public static Received<PredictionBatch> read(
      BodyFormat format,
      InputStream body,
      ModelSchema schema,
      String defaultVersion,
      long receivedMicros,
      Limits limits)
      throws IOException {
    RowLedger ledger = new RowLedger(defaultVersion, receivedMicros, limits, true);
    RowFields fields = RowFields.ofPredictions(schema, ledger, limits);
    return received(rows(format, body, fields, limits), ledger);
  }

  static Received<PredictionBatch> received(Batch batch, RowLedger ledger) {
    return ledger.received(
        new PredictionBatch(ledger.ids(), ledger.versions(), ledger.times(), batch));
  }

  /// The cells of the rows that are right.
  static Batch rows(BodyFormat format, InputStream body, RowFields fields, Limits limits)
      throws IOException {
    return switch (format) {
      case JSON -> {
        JsonRows.read(body, true, fields, limits);
        yield fields.values().batch();
      }
      case NDJSON -> {
        JsonRows.read(body, false, fields, limits);
        yield fields.values().batch();
      }
      case CSV -> {
        TableRows.csv(body, fields, limits);
        yield fields.values().batch();
      }
      case PARQUET -> TableRows.parquet(body, fields, limits);
    };
  }
}
