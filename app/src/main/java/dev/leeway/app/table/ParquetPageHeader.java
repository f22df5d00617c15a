package dev.leeway.app.table;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// What stands before a page of a Parquet file, in Thrift's compact protocol.
///
/// @param length bytes of the header itself
/// @param type 0 and 3 for data, 2 for a dictionary, 1 for an index
/// @param uncompressedSize bytes of the page when unpacked
/// @param compressedSize bytes of the page in the file
/// @param values values it holds, missing ones included
/// @param levelBytes bytes at its start that are never compressed
/// @param isCompressed whether the others are
record ParquetPageHeader(
    int length,
    int type,
    int uncompressedSize,
    int compressedSize,
    int values,
    int levelBytes,
    boolean isCompressed) {

  private static final int DATA = 0;
  private static final int DATA_V2 = 3;

  boolean isData() {
    return type == DATA || type == DATA_V2;
  }

  /// Reads a header.
  ///
  /// @throws BufferUnderflowException if it does not end in the bytes
  /// @throws IllegalArgumentException if it is none
  static ParquetPageHeader read(ByteBuffer bytes) {
    int[] sizes = {-1, -1, -1}; // type, unpacked, packed
    int[] page = new int[8];
    page[7] = Thrift.TRUE; // compressed, unless it says otherwise
    int kind = 0;
    int id = 0;
    for (int head = Thrift.next(bytes); head != 0; head = Thrift.next(bytes)) {
      id = Thrift.id(bytes, head, id);
      int wire = head & 0xf;
      if (id >= 1 && id <= 3 && wire == Thrift.I32) {
        sizes[id - 1] = (int) Thrift.signed(bytes);
      } else if ((id == 5 || id == 7 || id == 8) && wire == Thrift.STRUCT) {
        kind = id;
        readPage(bytes, page);
      } else {
        Thrift.skip(bytes, wire);
      }
    }
    boolean second = kind == 8;
    return new ParquetPageHeader(
        bytes.position(),
        sizes[0],
        sizes[1],
        sizes[2],
        kind == 0 ? 0 : page[1],
        second ? Math.addExact(page[5], page[6]) : 0,
        !second || page[7] == Thrift.TRUE);
  }

  private static void readPage(ByteBuffer bytes, int[] fields) {
    int id = 0;
    for (int head = Thrift.next(bytes); head != 0; head = Thrift.next(bytes)) {
      id = Thrift.id(bytes, head, id);
      int wire = head & 0xf;
      if (id >= 1 && id <= 6 && wire == Thrift.I32) {
        fields[id] = (int) Thrift.signed(bytes);
      } else if (id == 7 && (wire == Thrift.TRUE || wire == Thrift.FALSE)) {
        fields[7] = wire;
      } else {
        Thrift.skip(bytes, wire);
      }
    }
  }
}
