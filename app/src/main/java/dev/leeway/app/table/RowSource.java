package dev.leeway.app.table;

import java.nio.file.Path;

/// Reads files of one format. What a new format has to do: say which columns a file has, add the
/// cells and the rows to the table, and guess beforehand how large they will be.
interface RowSource {

  /// Adds the rows of a file.
  ///
  /// @throws DataException if the file cannot be read
  void read(Path file, TableBuilder table);

  /// About how many bytes of memory a file's cells take, from its size and its beginning. A file
  /// that cannot be read takes none, for whoever reads it next says what is wrong with it.
  long memory(Path file);
}
