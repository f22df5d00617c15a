package dev.leeway.app.server.ingest;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads labels: ids, and what turned out to be true.
public final class LabelReader {

  private LabelReader() {}

  /// Reads the labels of a request, all of an id in order.
  ///
  /// @param body unpacked, as from [Bodies]
  /// @param schema the model's columns
  /// @param receivedMicros the time of labels that have none, in microseconds since 1970
  /// @throws MalformedBodyException if the body is not of the format
  /// @throws TooLargeException if it has too many rows or columns
  /// @throws IOException if reading the body fails
  public static Received<LabelBatch> read(
      BodyFormat format, InputStream body, ModelSchema schema, long receivedMicros, Limits limits)
      throws IOException {
    RowLedger ledger = new RowLedger("", receivedMicros, limits, false);
    RowFields fields = RowFields.ofLabels(labelled(schema), ledger, limits);
    Batch batch = PredictionReader.rows(format, body, fields, limits);
    List<String> labels = batch.columns().isEmpty() ? List.of() : names(batch.columns().get(0));
    return ledger.received(new LabelBatch(ledger.ids(), labels, ledger.times()));
  }

  /// A model without a label column, as when its reference has none, may have labels all the same.
  private static ModelSchema labelled(ModelSchema schema) {
    if (!schema.schema().columns(Role.LABEL).isEmpty()) {
      return schema;
    }
    List<ColumnSpec> columns = new ArrayList<>();
    schema.schema().columns().stream()
        .filter(column -> !column.name().equals("label"))
        .forEach(columns::add);
    columns.add(new ColumnSpec("label", Kind.CATEGORICAL, Role.LABEL, "labels are sent"));
    Map<String, PhysicalType> types = new HashMap<>(schema.types());
    types.put("label", PhysicalType.NUMBERED_TEXT);
    return new ModelSchema(new Schema(columns), types);
  }

  private static List<String> names(ColumnData data) {
    List<String> names = new ArrayList<>(data.size());
    for (int row = 0; row < data.size(); row++) {
      names.add(
          switch (data) {
            case TextData text -> text.dictionary().get(text.codes()[row]);
            case NumericData numbers -> CategoryNames.of(numbers.values()[row] + 0.0);
          });
    }
    return names;
  }
}
