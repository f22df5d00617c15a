package dev.leeway.app.table;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads some columns of a Parquet file that came from elsewhere.
public final class ParquetTable {

  /// What stands for no value. A NaN stays one, for a file of this format can say null.
  private static final Set<String> MISSING = missing();

  /// What was read.
  ///
  /// @param table the columns that were asked for and are there
  /// @param leftOut names of the others that are there
  public record Columns(Table table, List<String> leftOut) {
    public Columns {
      leftOut = List.copyOf(leftOut);
    }
  }

  private ParquetTable() {}

  private static Set<String> missing() {
    Set<String> tokens = new HashSet<>(CsvFormat.MISSING);
    tokens.remove("NaN");
    return Set.copyOf(tokens);
  }

  /// @param types how columns are read, by name
  /// @param found columns that are read by what they hold
  /// @param mostBytes of the columns' values, unpacked
  /// @throws DataException if it cannot be read, or has more columns, rows or bytes
  public static Columns read(
      Path file,
      Map<String, PhysicalType> types,
      Set<String> found,
      int mostColumns,
      int mostRows,
      long mostBytes) {
    Set<String> wanted = new HashSet<>(types.keySet());
    wanted.addAll(found);
    Map<String, PhysicalType> plan = new HashMap<>(types);
    Map<String, String> mixed = new LinkedHashMap<>();
    while (true) {
      TableBuilder table =
          new TableBuilder(
              plan,
              Set.of(),
              new MissingTokens(MISSING),
              Progress.none(),
              0,
              new TableBuilder.Only(wanted, mostColumns, mostRows, mostBytes));
      new ParquetFile().read(file, table);
      Map<String, String> again = table.contradicted();
      if (again.isEmpty()) {
        return new Columns(table.table(List.of(file), mixed), List.copyOf(table.leftOut()));
      }
      mixed.putAll(again);
      again.keySet().forEach(name -> plan.put(name, PhysicalType.TEXT));
    }
  }
}
