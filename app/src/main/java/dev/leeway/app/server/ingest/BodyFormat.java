package dev.leeway.app.server.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the rows of a body are written.
public enum BodyFormat {
  /// An array of objects, or one object.
  JSON,
  /// Objects one after another, most often one a line.
  NDJSON,
  /// A line of column names, and rows below.
  CSV,
  /// An Apache Parquet file.
  PARQUET;

  private static final int LOOKED_AT = 1 << 12;

  /// The format that a Content-Type names.
  ///
  /// @param body asked for its first bytes where the type says nothing
  /// @throws UnsupportedMediaException for types of something else
  public static BodyFormat of(@Nullable String contentType, BufferedInputStream body)
      throws IOException {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    int end = type.indexOf(';');
    String name = (end < 0 ? type : type.substring(0, end)).strip();
    return switch (name) {
      case "application/json", "text/json" -> JSON;
      case "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines" ->
          NDJSON;
      case "text/csv", "application/csv" -> CSV;
      case "application/vnd.apache.parquet", "application/x-parquet", "application/parquet" ->
          PARQUET;
      case "", "application/octet-stream", "application/x-www-form-urlencoded" -> byContent(body);
      default ->
          throw new UnsupportedMediaException(
              "Content-Type %s is not read; expected application/json, application/x-ndjson,"
                      .formatted(Words.shown(name))
                  + " text/csv or application/vnd.apache.parquet");
    };
  }

  private static BodyFormat byContent(BufferedInputStream body) throws IOException {
    body.mark(LOOKED_AT);
    String start = new String(body.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
    body.reset();
    if (start.startsWith("PAR1")) {
      return PARQUET;
    }
    String text =
        (start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3) : start).stripLeading();
    return text.startsWith("[") ? JSON : text.startsWith("{") ? NDJSON : CSV;
  }
}
