package dev.leeway.app.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the files of a data set, in whatever format, into columns.
public final class TableReader {

  private final List<Path> files;
  private final CsvFormat format;
  private final Map<String, PhysicalType> types;
  private final Set<String> ignored;
  private final Progress progress;
  private Set<String> ignoredButAbsent = Set.of();

  /// @param files the files, at least one
  /// @param format how those of text are written
  /// @param types how columns are to be read, by name; the others by what they hold
  /// @param ignored columns to leave out
  /// @param progress told how far reading has come
  public TableReader(
      List<Path> files,
      CsvFormat format,
      Map<String, PhysicalType> types,
      Set<String> ignored,
      Progress progress) {
    this.files = List.copyOf(files);
    this.format = format;
    this.types = Map.copyOf(types);
    this.ignored = Set.copyOf(ignored);
    this.progress = progress;
  }

  /// Reads all rows. A column that starts as numbers or dates and turns out to be text is read
  /// again as text.
  ///
  /// @throws DataException if the data cannot be read
  public Table read() {
    RowSource source = onlyFormat().source(format);
    MissingTokens missing = new MissingTokens(format.missing());
    Map<String, PhysicalType> plan = new HashMap<>(types);
    Map<String, String> mixed = new LinkedHashMap<>();
    while (true) {
      TableBuilder table = new TableBuilder(plan, ignored, missing, progress, totalBytes());
      for (Path file : files) {
        source.read(file, table);
        table.endFile(size(file));
      }
      ignoredButAbsent = table.ignoredButAbsent();
      Map<String, String> again = table.contradicted();
      if (again.isEmpty()) {
        return table.table(files, mixed);
      }
      mixed.putAll(again);
      again.keySet().forEach(name -> plan.put(name, PhysicalType.TEXT));
    }
  }

  /// Columns that were to be left out but are not there; known after reading.
  public Set<String> ignoredButAbsent() {
    return ignoredButAbsent;
  }

  private FileFormat onlyFormat() {
    Path first = files.get(0);
    FileFormat only = FileFormat.of(first);
    for (Path file : files) {
      FileFormat other = FileFormat.of(file);
      if (other != only) {
        throw DataException.in(
            file,
            "is %s, but %s is %s; expected one format in a data set, so name the files by a glob"
                    .formatted(other.words(), first, only.words())
                + " such as '*.csv'");
      }
    }
    return only;
  }

  private long totalBytes() {
    return files.stream().mapToLong(TableReader::size).sum();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw SourceText.unreadable(file, e);
    }
  }
}
