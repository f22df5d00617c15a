package dev.leeway.app.table;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.metadata.RepetitionType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.SchemaNode;
import java.nio.file.Path;
import java.util.Locale;

/// Puts the batches of one Parquet column into its store: numbers and times as numbers, everything
/// else as text.
interface ParquetColumn {

  /// @param reader positioned on a batch
  /// @param count its rows
  /// @param first number of its first row in the file, from 0
  void add(ColumnReader reader, int count, ColumnStore store, long first);

  /// How a column is read.
  ///
  /// @throws DataException if columns of its type cannot be
  static ParquetColumn of(Path file, SchemaNode node, MissingTokens missing) {
    String name = DataException.shown(node.name());
    if (!(node instanceof SchemaNode.PrimitiveNode leaf)
        || leaf.repetitionType() == RepetitionType.REPEATED) {
      throw unreadable(file, node, "is nested (" + nesting(node) + ")");
    }
    LogicalType logical = leaf.logicalType();
    if (logical == null) {
      return physical(file, name, leaf.type(), missing);
    }
    return switch (logical) {
      case LogicalType.StringType ignored -> new ParquetText(file, name, missing);
      case LogicalType.EnumType ignored -> new ParquetText(file, name, missing);
      case LogicalType.JsonType ignored -> new ParquetText(file, name, missing);
      case LogicalType.UuidType ignored -> ParquetText.uuids(file, name, missing);
      case LogicalType.NullType ignored ->
          (reader, count, store, first) -> {
            for (int at = 0; at < count; at++) {
              store.addMissing();
            }
          };
      case LogicalType.IntType whole when !whole.isSigned() ->
          new ParquetNumbers(file, missing, ParquetNumbers.unsigned(leaf.type()));
      case LogicalType.IntType ignored -> physical(file, name, leaf.type(), missing);
      case LogicalType.DecimalType decimal ->
          new ParquetNumbers(file, missing, ParquetDecimal.of(leaf.type(), decimal.scale()));
      case LogicalType.Float16Type ignored ->
          new ParquetNumbers(file, missing, ParquetNumbers.halves());
      case LogicalType.DateType ignored -> new ParquetNumbers(file, missing, ParquetTimes.days());
      case LogicalType.TimestampType timestamp ->
          new ParquetNumbers(file, missing, ParquetTimes.timestamps(timestamp.unit()));
      case LogicalType.TimeType time ->
          new ParquetNumbers(file, missing, ParquetTimes.timesOfDay(time.unit(), leaf.type()));
      default ->
          throw unreadable(
              file,
              node,
              "is of type "
                  + logical
                      .getClass()
                      .getSimpleName()
                      .replace("Type", "")
                      .toLowerCase(Locale.ROOT));
    };
  }

  private static ParquetColumn physical(
      Path file, String name, PhysicalType type, MissingTokens missing) {
    return switch (type) {
      case BOOLEAN -> (reader, count, store, first) -> addTruth(file, reader, count, store, first);
      case INT32, INT64, FLOAT, DOUBLE ->
          new ParquetNumbers(file, missing, ParquetNumbers.plain(type));
      case INT96 -> new ParquetNumbers(file, missing, ParquetTimes.days96());
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> new ParquetText(file, name, missing);
    };
  }

  private static void addTruth(
      Path file, ColumnReader reader, int count, ColumnStore store, long first) {
    boolean[] values = reader.getBooleans();
    Validity validity = reader.getLeafValidity();
    boolean gaps = validity.hasNulls();
    long[] row = {first};
    Place place = () -> file + ", row " + row[0];
    for (int at = 0; at < count; at++) {
      row[0]++;
      if (gaps && validity.isNull(at)) {
        store.addMissing();
      } else {
        char[] word = values[at] ? ParquetText.TRUE : ParquetText.FALSE;
        store.addString(word, 0, word.length, place);
      }
    }
  }

  private static DataException unreadable(Path file, SchemaNode node, String what) {
    return DataException.in(
        file,
        "column %s %s; leave it out by --ignore %s"
            .formatted(DataException.shown(node.name()), what, node.name()));
  }

  private static String nesting(SchemaNode node) {
    if (node instanceof SchemaNode.GroupNode group) {
      return group.isList() ? "a list" : group.isMap() ? "a map" : "a struct";
    }
    return "repeated";
  }
}
