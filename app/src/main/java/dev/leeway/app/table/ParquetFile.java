package dev.leeway.app.table;

import dev.hardwood.HardwoodContext;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.ColumnReaders;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads Parquet files of flat columns.
///
/// What the library makes of damaged bytes is not specified, so the file's structure is checked
/// before it sees them ([ParquetPages]), everything it throws is a sentence about the file, and it
/// may not fall silent ([ParquetWatch]).
final class ParquetFile implements RowSource {

  /// Columns that are decoded side by side: enough for all cores, few enough for the memory.
  private static final int TOGETHER = 64;

  /// Held, for the level of a logger that nobody holds is forgotten.
  private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

  static {
    LIBRARY.setLevel(Level.OFF);
    // A native library that may or may not be installed is not worth the difference.
    System.setProperty("hardwood.uselibdeflate", "false");
  }

  @Override
  public void read(Path file, TableBuilder table) {
    try (ParquetInput input = new ParquetInput(file)) {
      ParquetWatch.over(file, input, () -> read(file, input, table));
    } catch (IOException e) {
      throw SourceText.unreadable(file, e);
    }
  }

  /// Eight bytes a cell, of as many rows and columns as the footer says.
  @Override
  public long memory(Path file) {
    long[] bytes = {0};
    try (ParquetInput input = new ParquetInput(file)) {
      ParquetWatch.over(
          file,
          input,
          () -> {
            ParquetPages.checkEnds(file, input);
            try (HardwoodContext context = HardwoodContext.create();
                ParquetFileReader reader = ParquetFileReader.open(input, context)) {
              long columns = reader.getFileSchema().getRootNode().children().size();
              bytes[0] = columns * reader.getFileMetaData().numRows() * Double.BYTES;
            }
          });
    } catch (IOException | DataException ignored) {
      return 0; // reading it will say what is wrong
    }
    return bytes[0];
  }

  private static void read(Path file, ParquetInput input, TableBuilder table) throws IOException {
    ParquetPages.checkEnds(file, input);
    try (HardwoodContext context = HardwoodContext.create();
        ParquetFileReader reader = ParquetFileReader.open(input, context)) {
      List<Wanted> wanted = wanted(file, reader, table);
      FileMetaData meta = reader.getFileMetaData();
      if (meta.numRows() == 0) {
        throw DataException.in(file, "has columns but no rows; expected at least one row");
      }
      checkCodecs(file, meta);
      ParquetPages.check(file, input, meta, wanted.stream().map(Wanted::index).toList());
      table.checkUnpacked(file, unpackedBytes(meta, wanted));
      if (table.handsOn()) {
        readByRows(file, reader, input, wanted, table);
      } else {
        readByColumns(file, reader, input, wanted, table);
      }
    }
  }

  /// All rows of some columns after another.
  private static void readByColumns(
      Path file,
      ParquetFileReader reader,
      ParquetInput input,
      List<Wanted> wanted,
      TableBuilder table) {
    long rows = reader.getFileMetaData().numRows();
    table.addRows(file, rows);
    List<List<Wanted>> groups = new ArrayList<>();
    // The library takes a dot in a name for nesting, unless it is asked for all columns.
    if (hasDots(wanted)) {
      groups.add(wanted);
    } else {
      for (int from = 0; from < wanted.size(); from += TOGETHER) {
        groups.add(wanted.subList(from, Math.min(wanted.size(), from + TOGETHER)));
      }
    }
    for (List<Wanted> group : groups) {
      read(reader.buildColumnReaders(projection(group)).build(), input, group, count -> {});
      table.readSoFar(input.bytesRead());
    }
    checkRows(file, wanted, table, rows, rows);
  }

  /// Keeps the library from reading far ahead, which pays when columns come one after another. It
  /// looks at these properties when it first reads, so that what reads first in a process decides.
  private static void readAheadLittle() {
    limit("sequentialChunkSize", 1 << 16);
    limit("maxCoalescedBytes", 1 << 16);
    limit("maxOutstanding", 1);
  }

  private static void limit(String name, int value) {
    String property = "hardwood.internal." + name;
    System.setProperty(property, System.getProperty(property, String.valueOf(value)));
  }

  /// All columns of some rows after another. A page of every column is in memory, packed and
  /// unpacked.
  private static void readByRows(
      Path file,
      ParquetFileReader reader,
      ParquetInput input,
      List<Wanted> wanted,
      TableBuilder table) {
    long rows = reader.getFileMetaData().numRows();
    long[] read = {0};
    readAheadLittle();
    ColumnReaders readers =
        reader.buildColumnReaders(projection(wanted)).batchSize(table.batchRows()).build();
    read(
        readers,
        input,
        wanted,
        count -> {
          read[0] += count;
          checkRows(file, wanted, table, count, rows);
          table.addRows(file, count);
          table.readSoFar(input.bytesRead());
        });
    if (read[0] != rows) {
      throw damaged(file, "it holds %d rows of %d".formatted(read[0], rows));
    }
  }

  /// @param added rows that were just added to the columns
  /// @param total rows of the file
  private static void checkRows(
      Path file, List<Wanted> wanted, TableBuilder table, long added, long total) {
    for (Wanted column : wanted) {
      long expected = table.handsOn() ? table.rows() + added : table.rows();
      if (!column.store.contradicted() && column.store.size() != expected) {
        throw damaged(
            file,
            "column %s holds %d rows of %d"
                .formatted(
                    DataException.shown(column.name),
                    column.store.size() - (expected - added),
                    total));
      }
    }
  }

  /// @param name the name in the file
  /// @param index its number among all columns, nested ones included
  private record Wanted(String name, int index, ParquetColumn values, ColumnStore store) {}

  private static List<Wanted> wanted(Path file, ParquetFileReader reader, TableBuilder table) {
    List<SchemaNode> nodes = reader.getFileSchema().getRootNode().children();
    if (nodes.isEmpty()) {
      throw DataException.in(file, "has no columns");
    }
    @Nullable ColumnStore[] stores =
        table.columns(file, file::toString, nodes.stream().map(SchemaNode::name).toList());
    List<Wanted> wanted = new ArrayList<>();
    for (int at = 0; at < stores.length; at++) {
      ColumnStore store = stores[at];
      if (store != null) {
        SchemaNode node = nodes.get(at);
        ParquetColumn values = ParquetColumn.of(file, node, table.missing());
        int index = ((SchemaNode.PrimitiveNode) node).columnIndex();
        wanted.add(new Wanted(node.name(), index, values, store));
      }
    }
    return wanted;
  }

  /// The size of the columns that will be decoded, as [ParquetPages#check] has found it true.
  private static long unpackedBytes(FileMetaData meta, List<Wanted> wanted) {
    Set<Integer> indexes = wanted.stream().map(Wanted::index).collect(Collectors.toSet());
    boolean all = hasDots(wanted);
    long bytes = 0;
    for (RowGroup group : meta.rowGroups()) {
      for (int column = 0; column < group.columns().size(); column++) {
        if (all || indexes.contains(column)) {
          bytes += group.columns().get(column).metaData().totalUncompressedSize();
        }
      }
    }
    return bytes;
  }

  private static void checkCodecs(Path file, FileMetaData meta) {
    meta.rowGroups().stream()
        .flatMap(group -> group.columns().stream())
        .map(chunk -> chunk.metaData().codec())
        .forEach(codec -> {
          if (codec != CompressionCodec.UNCOMPRESSED
              && codec != CompressionCodec.SNAPPY
              && codec != CompressionCodec.GZIP
              && codec != CompressionCodec.ZSTD) {
            throw DataException.in(
                file,
                "is compressed by %s; expected snappy, gzip, zstd or none"
                    .formatted(codec.name().toLowerCase(Locale.ROOT)));
          }
        });
  }

  private static boolean hasDots(List<Wanted> columns) {
    return columns.stream().anyMatch(column -> column.name.contains("."));
  }

  private static ColumnProjection projection(List<Wanted> columns) {
    return hasDots(columns)
        ? ColumnProjection.all()
        : ColumnProjection.columns(columns.stream().map(Wanted::name).toArray(String[]::new));
  }

  /// @param batch told how many rows came, after each run of them
  private static void read(
      ColumnReaders opened, ParquetInput input, List<Wanted> group, IntConsumer batch) {
    Map<Integer, Wanted> byIndex = new LinkedHashMap<>();
    group.forEach(column -> byIndex.put(column.index, column));
    try (ColumnReaders readers = opened) {
      long first = 0;
      while (readers.nextBatch()) {
        input.rowsArrived();
        int count = readers.getRecordCount();
        for (int at = 0; at < readers.getColumnCount(); at++) {
          ColumnReader values = readers.getColumnReader(at);
          Wanted column = byIndex.get(values.getColumnSchema().columnIndex());
          if (column != null) {
            column.values.add(values, count, column.store, first);
          }
        }
        first += count;
        batch.accept(count);
      }
    }
  }

  static DataException damaged(Path file, String how) {
    return DataException.in(file, "is a damaged Parquet file: " + how);
  }
}
