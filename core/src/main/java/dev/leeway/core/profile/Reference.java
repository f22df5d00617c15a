package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The data that windows are compared with, profiled once. It fixes the bins and names by which
/// every window is counted, which is what makes counting cheap and profiles mergeable to the last
/// bit. Immutable.
public final class Reference {

  private final Schema schema;
  private final long rows;
  private final List<ColumnReference> columns;
  private final long fingerprint;

  private Reference(Schema schema, long rows, List<ColumnReference> columns) {
    this.schema = schema;
    this.rows = rows;
    this.columns = List.copyOf(columns);
    this.fingerprint = fingerprint(columns);
  }

  /// Profiles `data` by `schema`; every column of the schema must be in the data.
  public static Reference of(Schema schema, Batch data) {
    return of(schema, data, Work.inOrder());
  }

  /// The same, its columns being `work`.
  public static Reference of(Schema schema, Batch data, Work work) {
    List<ColumnSpec> specs = schema.columns();
    List<ColumnData> values = new ArrayList<>();
    for (ColumnSpec column : specs) {
      values.add(
          data.column(column.name())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "the reference data must have the schema's column " + column.name())));
    }
    ColumnReference[] columns = new ColumnReference[specs.size()];
    work.each(columns.length, at -> columns[at] = of(specs.get(at), values.get(at)));
    return new Reference(schema, data.rows(), List.of(columns));
  }

  /// A reference whose columns were counted elsewhere, in the schema's order.
  static Reference of(Schema schema, long rows, List<ColumnReference> columns) {
    return new Reference(schema, rows, columns);
  }

  private static ColumnReference of(ColumnSpec column, ColumnData data) {
    if (!column.role().isCompared()) {
      return RowReference.of(column, data);
    }
    return switch (column.kind()) {
      case NUMERIC, DATETIME -> NumericReference.of(column, data);
      case CATEGORICAL, BOOLEAN -> CategoricalReference.of(column, data);
      case TEXT -> TextReference.of(column, data);
    };
  }

  /// The schema.
  public Schema schema() {
    return schema;
  }

  /// The number of rows.
  public long rows() {
    return rows;
  }

  /// The columns, in the schema's order.
  public List<ColumnReference> columns() {
    return columns;
  }

  /// Identifies everything that counting depends on: profiles merge and compare only within one
  /// fingerprint.
  public long fingerprint() {
    return fingerprint;
  }

  /// An empty profile to count a window with.
  public ProfileBuilder newProfile() {
    return new ProfileBuilder(this);
  }

  private static long fingerprint(List<ColumnReference> columns) {
    long hash = NameHash.of("leeway reference");
    for (ColumnReference column : columns) {
      hash = NameHash.plus(hash, NameHash.of(column.column().name()));
      hash = NameHash.plus(hash, NameHash.of(column.column().kind().id()));
      hash = NameHash.plus(hash, column.column().role() == Role.ID ? 1 : 0);
      if (column instanceof NumericReference numeric) {
        hash = plus(hash, numeric);
      } else if (column instanceof TextReference text) {
        hash = plus(hash, text.lengths());
      } else if (column instanceof CategoricalReference categorical) {
        for (String name : categorical.names()) {
          hash = NameHash.plus(hash, NameHash.of(name));
        }
      }
    }
    return hash;
  }

  private static long plus(long hash, NumericReference numeric) {
    long[] bits = Arrays.stream(numeric.edges()).mapToLong(Double::doubleToLongBits).toArray();
    long sum = NameHash.plus(hash, Double.doubleToLongBits(numeric.centre()));
    for (long edge : bits) {
      sum = NameHash.plus(sum, edge);
    }
    return sum;
  }
}
