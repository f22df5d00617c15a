package dev.leeway.app.table;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// Walks through structures in Thrift's compact protocol, in which Parquet describes itself. What
/// does not end within the bytes is a [BufferUnderflowException], what makes no sense an
/// [IllegalArgumentException]; nothing is allocated, whatever lengths the bytes claim.
final class Thrift {

  static final int TRUE = 1;
  static final int FALSE = 2;
  static final int BYTE = 3;
  static final int I16 = 4;
  static final int I32 = 5;
  static final int I64 = 6;
  static final int DOUBLE = 7;
  static final int BINARY = 8;
  static final int LIST = 9;
  static final int SET = 10;
  static final int STRUCT = 12;

  private static final int DEEPEST = 16;

  private Thrift() {}

  /// Walks over a structure.
  static void skipStruct(ByteBuffer bytes) {
    skip(bytes, STRUCT, 0);
  }

  /// Walks over a value.
  static void skip(ByteBuffer bytes, int wire) {
    skip(bytes, wire, 0);
  }

  static int next(ByteBuffer bytes) {
    return bytes.get() & 0xff;
  }

  /// The number of the field that `head` begins.
  static int id(ByteBuffer bytes, int head, int before) {
    int step = head >>> 4;
    return step == 0 ? (int) signed(bytes) : before + step;
  }

  /// A number of seven bits a byte, the lowest first.
  static long number(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = next(bytes);
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than ten bytes");
  }

  static long signed(ByteBuffer bytes) {
    long value = number(bytes);
    return (value >>> 1) ^ -(value & 1);
  }

  private static void skip(ByteBuffer bytes, int wire, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("nested more than " + DEEPEST + " times");
    }
    switch (wire) {
      case TRUE, FALSE -> {}
      case BYTE -> bytes.get();
      case I16, I32, I64 -> number(bytes);
      case DOUBLE -> bytes.getLong();
      case BINARY -> skipBytes(bytes, number(bytes));
      case LIST, SET -> {
        int head = next(bytes);
        long count = head >>> 4 == 15 ? number(bytes) : head >>> 4;
        int element = head & 0xf;
        for (long at = 0; at < count; at++) {
          if (element == TRUE || element == FALSE) {
            bytes.get();
          } else {
            skip(bytes, element, depth + 1);
          }
        }
      }
      case STRUCT -> {
        int id = 0;
        for (int head = next(bytes); head != 0; head = next(bytes)) {
          id = id(bytes, head, id);
          skip(bytes, head & 0xf, depth + 1);
        }
      }
      default -> throw new IllegalArgumentException("no type " + wire);
    }
  }

  private static void skipBytes(ByteBuffer bytes, long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    bytes.position(bytes.position() + (int) count);
  }
}
