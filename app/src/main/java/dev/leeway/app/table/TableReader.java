package dev.leeway.app.table;

import dev.leeway.core.profile.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads the files of a data set, in whatever format, into columns.
public final class TableReader {

  private static final int LOOKED_INTO = 16;

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
    Map<String, PhysicalType> plan = new HashMap<>(types);
    Map<String, String> mixed = new LinkedHashMap<>();
    while (true) {
      TableBuilder table = readOnce(plan, ignoring -> {});
      Map<String, String> again = table.contradicted();
      if (again.isEmpty()) {
        return table.table(files, mixed);
      }
      mixed.putAll(again);
      again.keySet().forEach(name -> plan.put(name, PhysicalType.TEXT));
    }
  }

  /// Reads all rows and hands them on in batches, so that no more than a few batches are in memory.
  /// All batches have the same columns. Reading goes on in a thread of its own while a batch is
  /// taken.
  ///
  /// Where it shows late that a column is text, or that JSON has a key that earlier rows lacked,
  /// all rows are read again from the start, and what was taken before is void.
  ///
  /// @param batchCells about how many cells make a batch
  /// @param passes called before each reading from the start; gives what takes the batches, on the
  ///   calling thread
  /// @throws DataException if the data cannot be read
  public TableScan scan(int batchCells, Supplier<Consumer<Batch>> passes) {
    Map<String, PhysicalType> plan = new HashMap<>(types);
    Map<String, String> mixed = new LinkedHashMap<>();
    Set<String> known = new LinkedHashSet<>();
    while (true) {
      TableBuilder table =
          Handover.run(
              passes.get(),
              taker -> readOnce(plan, builder -> builder.handOn(batchCells, known, taker)));
      Map<String, String> again = table.contradicted();
      if (again.isEmpty() && table.late().isEmpty()) {
        return table.scan(files, mixed);
      }
      mixed.putAll(again);
      again.keySet().forEach(name -> plan.put(name, PhysicalType.TEXT));
      known.addAll(table.late().isEmpty() ? known : table.names());
    }
  }

  /// About how many bytes of memory the cells of some files take, from their sizes and from what a
  /// few of them hold.
  public static long memory(List<Path> files, CsvFormat format) {
    double memory = 0;
    long looked = 0;
    for (int at = 0; at < Math.min(LOOKED_INTO, files.size()); at++) {
      Path file = files.get((int) ((long) at * files.size() / Math.min(LOOKED_INTO, files.size())));
      memory += FileFormat.of(file).source(format).memory(file);
      looked += size(file);
    }
    return (long) (memory * bytes(files) / Math.max(1, looked));
  }

  /// The bytes of some files as they lie on disk.
  public static long bytes(List<Path> files) {
    return files.stream().mapToLong(TableReader::size).sum();
  }

  private TableBuilder readOnce(Map<String, PhysicalType> plan, Consumer<TableBuilder> prepare) {
    RowSource source = onlyFormat().source(format);
    MissingTokens missing = new MissingTokens(format.missing());
    TableBuilder table = new TableBuilder(plan, ignored, missing, progress, bytes(files));
    prepare.accept(table);
    for (Path file : files) {
      source.read(file, table);
      table.endFile(size(file));
    }
    table.finish();
    ignoredButAbsent = table.ignoredButAbsent();
    return table;
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

  private static long size(Path file) {
    try {
      return Pipes.size(file);
    } catch (IOException e) {
      throw SourceText.unreadable(file, e);
    }
  }
}
