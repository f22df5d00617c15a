package dev.leeway.app.server.ingest;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A model, and what is sent for it.
final class Scene {

  /// 2026-11-25T00:00:00Z.
  static final long NOW = 1_795_564_800_000_000L;

  static final ModelSchema LOANS =
      schema(
          "customer ID TEXT",
          "at TIME DATETIME",
          "income FEATURE NUMBER",
          "since FEATURE DATETIME",
          "branch FEATURE NUMBERED_TEXT",
          "note FEATURE TEXT",
          "region SEGMENT TEXT",
          "approved PREDICTION NUMBERED_TEXT",
          "risk SCORE NUMBER",
          "seconds LATENCY NUMBER",
          "repaid LABEL NUMBERED_TEXT");

  private Scene() {}

  /// Columns, each as its name, role and type.
  static ModelSchema schema(String... columns) {
    List<ColumnSpec> specs = new ArrayList<>();
    Map<String, PhysicalType> types = new HashMap<>();
    for (String column : columns) {
      String[] words = column.split(" ", 3);
      PhysicalType type = PhysicalType.valueOf(words[2]);
      Kind kind =
          switch (type) {
            case NUMBER -> Kind.NUMERIC;
            case DATETIME -> Kind.DATETIME;
            case TEXT, NUMBERED_TEXT -> Kind.CATEGORICAL;
          };
      specs.add(new ColumnSpec(words[0], kind, Role.valueOf(words[1]), "given"));
      types.put(words[0], type);
    }
    return new ModelSchema(new Schema(specs), types);
  }

  static Received<PredictionBatch> read(BodyFormat format, byte[] body, ModelSchema schema) {
    return read(format, body, schema, Limits.standard());
  }

  static Received<PredictionBatch> read(
      BodyFormat format, byte[] body, ModelSchema schema, Limits limits) {
    try {
      return PredictionReader.read(
          format, new ByteArrayInputStream(body), schema, "default", NOW, limits);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// Reads one or more rows of JSON for [#LOANS].
  static Received<PredictionBatch> json(String body) {
    return read(BodyFormat.NDJSON, body.getBytes(StandardCharsets.UTF_8), LOANS);
  }

  static Received<LabelBatch> labels(BodyFormat format, String body, ModelSchema schema) {
    return labels(format, body.getBytes(StandardCharsets.UTF_8), schema);
  }

  static Received<LabelBatch> labels(BodyFormat format, byte[] body, ModelSchema schema) {
    try {
      return LabelReader.read(
          format, new ByteArrayInputStream(body), schema, NOW, Limits.standard());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// The cell as words: `-` for none, `?` for what cannot be read.
  static String cell(PredictionBatch batch, String column, int row) {
    return batch.columns().column(column).map(data -> cell(data, row)).orElse("absent");
  }

  private static String cell(ColumnData data, int row) {
    return switch (data) {
      case TextData text -> {
        int code = text.codes()[row];
        yield code == TextData.MISSING ? "-" : text.dictionary().get(code);
      }
      case NumericData numbers ->
          numbers.isMissing(row)
              ? "-"
              : numbers.isUnreadable(row) ? "?" : CategoryNames.of(numbers.values()[row]);
    };
  }

  /// Everything of a batch in words, a line a row.
  static List<String> lines(PredictionBatch batch) {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      StringBuilder line =
          new StringBuilder(batch.ids().get(row))
              .append(' ')
              .append(batch.versions().get(row))
              .append(' ')
              .append(batch.times()[row]);
      for (String name : batch.columns().names()) {
        line.append(' ').append(name).append('=').append(cell(batch, name, row));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
