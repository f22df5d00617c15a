package dev.leeway.app.server.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A tensor of the Open Inference Protocol, as a table: its first dimension counts the rows.
///
/// @param name its name
/// @param rows the rows
/// @param width the values of each row
/// @param data all values, row by row
record Tensor(String name, int rows, int width, List<JsonValue> data) {

  private static final Set<String> TYPES =
      Set.of(
          "BOOL", "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16",
          "FP32", "FP64", "BYTES");

  /// Reads one of `inputs` or `outputs`.
  static Tensor of(JsonValue value) {
    if (!(value instanceof JsonValue.Fields fields)) {
      throw new MalformedBodyException(
          "a tensor is %s; expected an object".formatted(value.words()));
    }
    String name = fields.text("name").orElse("");
    if (isBinary(fields)) {
      throw new InferenceRows.BinaryTensorsException(
          "tensor %s is in bytes behind the JSON; expected it in the JSON"
              .formatted(Words.shown(name)));
    }
    String type = fields.text("datatype").orElse("");
    if (!TYPES.contains(type)) {
      throw new MalformedBodyException(
          "tensor %s has datatype %s; expected one of the Open Inference Protocol"
              .formatted(Words.shown(name), Words.shown(type)));
    }
    List<JsonValue> data = new ArrayList<>();
    flatten(fields.find("data").orElse(new JsonValue.Items(List.of())), data);
    long rows = -1;
    long width = 1;
    for (JsonValue size : fields.items("shape").orElse(List.of())) {
      long length = size(size);
      if (rows < 0) {
        rows = length;
      } else {
        width = Math.min(Integer.MAX_VALUE, width * length);
      }
    }
    if (rows < 0 || rows * width != data.size()) {
      throw new MalformedBodyException(
          "tensor %s has %d values; expected as many as its shape says"
              .formatted(Words.shown(name), data.size()));
    }
    return new Tensor(name, (int) rows, (int) width, data);
  }

  private static boolean isBinary(JsonValue.Fields fields) {
    return fields.find("parameters").orElse(null) instanceof JsonValue.Fields parameters
        && parameters.find("binary_data_size").isPresent();
  }

  private static long size(JsonValue size) {
    String text = size.text().orElse("");
    if (!text.matches("\\d{1,9}")) {
      throw new MalformedBodyException("a tensor's shape must be a list of whole numbers");
    }
    return Long.parseLong(text);
  }

  private static void flatten(JsonValue value, List<JsonValue> data) {
    if (value instanceof JsonValue.Items items) {
      items.values().forEach(item -> flatten(item, data));
    } else {
      data.add(value);
    }
  }

  /// The values of a row.
  List<JsonValue> row(int row) {
    return data.subList(row * width, (row + 1) * width);
  }
}
