package dev.leeway.app.table;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.ColumnMetaData;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Checks that the pieces of a Parquet file fit: the footer lies in the file, rows add up, and
/// every column's pages lie one after another in its place and hold as many values as it claims.
/// After that, damage can only lie within a page.
///
/// The layout is that of the Apache Parquet format, version 2.12 (`parquet.thrift`).
final class ParquetPages {

  /// Magic, length of the footer, magic.
  private static final int ENDS = 12;

  private static final int HEADER = 256;
  private static final int LARGEST_HEADER = 1 << 24;

  private final Path file;
  private final ParquetInput input;

  private ParquetPages(Path file, ParquetInput input) {
    this.file = file;
    this.input = input;
  }

  /// Checks both ends of the file.
  static void checkEnds(Path file, ParquetInput input) throws IOException {
    long length = input.length();
    String first = length < 4 ? "" : text(input.readRange(0, 4));
    if (!first.equals("PAR1")) {
      throw DataException.in(
          file,
          length == 0
              ? "is empty; expected a Parquet file"
              : first.equals("PARE")
                  ? "is an encrypted Parquet file, which cannot be read"
                  : "is no Parquet file, as it does not begin with PAR1");
    }
    ByteBuffer end = length < ENDS ? ByteBuffer.allocate(8) : input.readRange(length - 8, 8);
    long footer = Integer.toUnsignedLong(Integer.reverseBytes(end.getInt(0)));
    if (length < ENDS || !text(end.slice(4, 4)).equals("PAR1") || footer > length - ENDS) {
      throw DataException.in(file, "ends before its Parquet footer; is it complete?");
    }
    try {
      // A length that is not true would make the library ask for any memory.
      Thrift.skipStruct(input.readRange(length - 8 - footer, Math.toIntExact(footer)));
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw ParquetFile.damaged(file, "its footer cannot be decoded");
    }
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  /// Checks the structure.
  ///
  /// @param columns numbers of the columns that will be read, none of them nested
  static void check(Path file, ParquetInput input, FileMetaData meta, List<Integer> columns)
      throws IOException {
    ParquetPages pages = new ParquetPages(file, input);
    long rows = 0;
    for (RowGroup group : meta.rowGroups()) {
      if (group.numRows() < 0) {
        throw ParquetFile.damaged(file, "a row group claims %d rows".formatted(group.numRows()));
      }
      rows += group.numRows();
      for (int column : columns) {
        if (column >= group.columns().size()) {
          throw ParquetFile.damaged(file, "a row group lacks columns");
        }
        pages.check(group.columns().get(column), group.numRows());
      }
    }
    if (rows != meta.numRows()) {
      throw ParquetFile.damaged(
          file, "its row groups hold %d rows of %d".formatted(rows, meta.numRows()));
    }
  }

  private void check(ColumnChunk chunk, long rows) throws IOException {
    ColumnMetaData meta = chunk.metaData();
    String name = String.join(".", meta.pathInSchema().elements());
    long start = meta.dataPageOffset();
    Long dictionary = meta.dictionaryPageOffset();
    if (dictionary != null && dictionary > 0 && dictionary < start) {
      start = dictionary;
    }
    long size = meta.totalCompressedSize();
    if (meta.numValues() != rows
        || start < 4
        || size < 0
        || start > input.length() - ENDS + 4 - size
        || chunk.chunkStartOffset() != start) {
      throw misplaced(name);
    }
    long end = start + size;
    long values = 0;
    for (long at = start; values < rows; ) {
      ParquetPageHeader header = header(name, at, end);
      at += header.length() + (long) header.compressedSize();
      if (header.compressedSize() < 0
          || at > end
          || header.uncompressedSize() < 0
          || header.uncompressedSize() > Math.max(0, meta.totalUncompressedSize())
          || header.values() < 0) {
        throw misplaced(name);
      }
      if (meta.codec() == CompressionCodec.SNAPPY && header.isCompressed()) {
        checkSnappy(name, at - header.compressedSize(), header);
      }
      values += header.isData() ? header.values() : 0;
    }
    if (values != rows) {
      throw misplaced(name);
    }
  }

  private ParquetPageHeader header(String name, long at, long end) throws IOException {
    for (int size = HEADER; ; size *= 4) {
      int count = (int) Math.max(0, Math.min(size, end - at));
      try {
        return ParquetPageHeader.read(input.readRange(at, count));
      } catch (BufferUnderflowException e) {
        if (count < size || size >= LARGEST_HEADER) {
          throw misplaced(name);
        }
      } catch (IllegalArgumentException e) {
        throw misplaced(name);
      }
    }
  }

  /// A block of Snappy says by itself how long it is unpacked, and native code believes it.
  private void checkSnappy(String name, long page, ParquetPageHeader header) throws IOException {
    int levels = header.levelBytes();
    if (levels < 0 || levels > header.compressedSize()) {
      throw misplaced(name);
    }
    int packed = header.compressedSize() - levels;
    if (packed == 0) {
      return;
    }
    try {
      long claimed = Thrift.number(input.readRange(page + levels, Math.min(packed, 10)));
      if (claimed != header.uncompressedSize() - levels) {
        throw misplaced(name);
      }
    } catch (BufferUnderflowException e) {
      throw misplaced(name);
    }
  }

  private DataException misplaced(String name) {
    return ParquetFile.damaged(
        file, "the pages of column %s do not fit".formatted(DataException.shown(name)));
  }
}
