package dev.leeway.app.table;

import java.nio.file.Path;

/// Reads files of one format. What a new format has to do: say which columns a file has, and add
/// the cells and the rows to the table.
@FunctionalInterface
interface RowSource {

  /// Adds the rows of a file.
  ///
  /// @throws DataException if the file cannot be read
  void read(Path file, TableBuilder table);
}
