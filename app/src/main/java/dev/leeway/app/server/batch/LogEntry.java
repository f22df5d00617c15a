package dev.leeway.app.server.batch;

import java.nio.ByteBuffer;

/// What one record of the log holds: some predictions or labels of a model, and when they came.
///
/// @param model the model's number
/// @param received when it came, in microseconds since 1970
/// @param content the batch
public record LogEntry(int model, long received, Content content) {

  /// What came.
  public sealed interface Content {}

  /// Predictions.
  public record Predictions(PredictionBatch batch) implements Content {}

  /// Labels.
  public record Labels(LabelBatch batch) implements Content {}

  /// The type of records of predictions.
  public static final byte PREDICTIONS = 1;

  /// The type of records of labels.
  public static final byte LABELS = 2;

  private static final int HEADER = Integer.BYTES + Long.BYTES;

  /// The type of the record.
  public byte type() {
    return content instanceof Predictions ? PREDICTIONS : LABELS;
  }

  /// The record's payload.
  public byte[] payload() {
    byte[] bytes =
        switch (content) {
          case Predictions predictions -> BatchCodec.encode(predictions.batch());
          case Labels labels -> BatchCodec.encode(labels.batch());
        };
    return ByteBuffer.allocate(HEADER + bytes.length)
        .putInt(model)
        .putLong(received)
        .put(bytes)
        .array();
  }

  /// Reads a record back.
  ///
  /// @throws IllegalArgumentException if it is of another version or none
  public static LogEntry read(byte type, ByteBuffer payload) {
    if (payload.remaining() < HEADER) {
      throw new IllegalArgumentException("a record of the log ends early");
    }
    int model = payload.getInt();
    long received = payload.getLong();
    return switch (type) {
      case PREDICTIONS ->
          new LogEntry(model, received, new Predictions(BatchCodec.predictions(payload)));
      case LABELS -> new LogEntry(model, received, new Labels(BatchCodec.labels(payload)));
      default ->
          throw new IllegalArgumentException("a record of the log is of unknown type " + type);
    };
  }
}
