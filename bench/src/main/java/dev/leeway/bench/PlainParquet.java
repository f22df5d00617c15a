package dev.leeway.bench;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes Parquet files of doubles without gaps, plain and uncompressed, in row groups and pages of
/// customary sizes. The layout is that of the Apache Parquet format, version 2 (`parquet.thrift`),
/// in Thrift's compact protocol.
final class PlainParquet implements Closeable {

  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /// Values in a page: a megabyte.
  private static final int PAGE = 1 << 17;

  private static final int DOUBLE = 5;

  private record Chunk(long offset, long size, int values) {}

  private final OutputStream out;
  private final List<String> names;
  private final List<List<Chunk>> groups = new ArrayList<>();
  private long position;

  PlainParquet(Path file, List<String> names) throws IOException {
    this.out = Files.newOutputStream(file);
    this.names = names;
    write(MAGIC);
  }

  /// Writes a row group.
  ///
  /// @param columns the values, column by column
  void write(double[][] columns) throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    for (double[] values : columns) {
      long start = position;
      for (int from = 0; from < values.length; from += PAGE) {
        int count = Math.min(PAGE, values.length - from);
        ByteBuffer page = ByteBuffer.allocate(count * 8).order(ByteOrder.LITTLE_ENDIAN);
        page.asDoubleBuffer().put(values, from, count);
        write(new Thrift().page(page.capacity(), count).bytes());
        write(page.array());
      }
      chunks.add(new Chunk(start, position - start, values.length));
    }
    groups.add(chunks);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }

  @Override
  public void close() throws IOException {
    byte[] footer = new Thrift().footer(names, groups).bytes();
    write(footer);
    write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
    write(MAGIC);
    out.close();
  }

  /// The structs of the format, field by field: a field is the distance of its number from the one
  /// before and its type in a byte, then the value.
  private static final class Thrift {

    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] bytes() {
      return bytes.toByteArray();
    }

    Thrift page(int size, int values) {
      field(1, I32, 0);
      field(1, I32, size);
      field(1, I32, size);
      header(2, STRUCT);
      field(1, I32, values);
      field(1, I32, 0);
      field(1, I32, 3);
      field(1, I32, 3);
      return stop().stop();
    }

    Thrift footer(List<String> names, List<List<Chunk>> groups) {
      field(1, I32, 2);
      list(1, STRUCT, names.size() + 1);
      header(4, BINARY);
      text("rows");
      field(1, I32, names.size());
      stop();
      for (String name : names) {
        field(1, I32, DOUBLE);
        field(2, I32, 0);
        header(1, BINARY);
        text(name);
        stop();
      }
      field(1, I64, groups.stream().mapToLong(group -> group.get(0).values()).sum());
      list(1, STRUCT, groups.size());
      for (List<Chunk> group : groups) {
        list(1, STRUCT, group.size());
        for (int column = 0; column < group.size(); column++) {
          chunk(names.get(column), group.get(column));
        }
        field(1, I64, group.stream().mapToLong(Chunk::size).sum());
        field(1, I64, group.get(0).values());
        stop();
      }
      return stop();
    }

    private void chunk(String name, Chunk chunk) {
      field(2, I64, chunk.offset());
      header(1, STRUCT);
      field(1, I32, DOUBLE);
      list(1, I32, 1);
      number(0);
      list(1, BINARY, 1);
      text(name);
      field(1, I32, 0);
      field(1, I64, chunk.values());
      field(1, I64, chunk.size());
      field(1, I64, chunk.size());
      field(2, I64, chunk.offset());
      stop().stop();
    }

    private void field(int step, int type, long value) {
      header(step, type);
      number(value);
    }

    private void header(int step, int type) {
      bytes.write((step << 4) | type);
    }

    private void list(int step, int type, int size) {
      header(step, LIST);
      if (size < 15) {
        bytes.write((size << 4) | type);
      } else {
        bytes.write(0xf0 | type);
        unsigned(size);
      }
    }

    private void number(long value) {
      unsigned((value << 1) ^ (value >> 63));
    }

    private void unsigned(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        bytes.write((int) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      bytes.write((int) rest);
    }

    private void text(String value) {
      byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
      unsigned(utf8.length);
      bytes.writeBytes(utf8);
    }

    private Thrift stop() {
      bytes.write(0);
      return this;
    }
  }
}
