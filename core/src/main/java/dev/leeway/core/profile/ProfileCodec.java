package dev.leeway.core.profile;

import dev.leeway.core.stats.ExactSum;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// The bytes of a profile, big-endian:
///
/// ```
/// magic "LWYP" · version (1 byte) · fingerprint (8) · rows · one block a column · CRC-32C of all before (4)
/// ```
///
/// Counts are variable-length (7 bits a byte, low first). Arrays of counts are sparse: the number
/// of non-zero entries, then for each the distance from the one before and the count. An exact sum
/// is written as its canonical chunks, likewise sparse, so that equal sums have equal bytes.
final class ProfileCodec {

  private static final int MAGIC = 0x4c575950;
  private static final byte VERSION = 1;
  private static final int HEADER = 4 + 1 + 8;
  private static final int CHECKSUM = 4;

  private ProfileCodec() {}

  static byte[] write(Profile profile) {
    Output out = new Output();
    out.putInt(MAGIC);
    out.put(VERSION);
    out.putLong(profile.reference().fingerprint());
    out.putCount(profile.rows());
    for (ColumnProfile column : profile.columns()) {
      write(out, column);
    }
    out.putInt(checksum(out.bytes, out.size));
    return out.toBytes();
  }

  private static void write(Output out, ColumnProfile column) {
    if (column instanceof NumericProfile numeric) {
      writeNumeric(out, numeric);
    } else if (column instanceof CategoricalProfile categorical) {
      out.putSparse(categorical.counts());
      out.putCount(categorical.missing());
      out.putCount(categorical.absent());
      out.putCount(categorical.unseen().size());
      categorical
          .unseen()
          .forEach((name, rows) -> {
            out.putString(name);
            out.putCount(rows);
          });
      out.putCount(categorical.unseenRest());
    } else if (column instanceof TextProfile text) {
      writeNumeric(out, text.lengths());
      out.putCount(text.hashes().length);
      for (long hash : text.hashes()) {
        out.putLong(hash);
      }
    } else if (column instanceof RowProfile rows) {
      out.putCount(rows.present());
      out.putCount(rows.missing());
      out.putCount(rows.absent());
    }
  }

  private static void writeNumeric(Output out, NumericProfile numeric) {
    out.putSparse(numeric.sharedCounts());
    NumericProfile.Specials specials = numeric.specials();
    out.putCount(specials.missing());
    out.putCount(specials.absent());
    out.putCount(specials.unreadable());
    out.putCount(specials.notANumber());
    out.putCount(specials.positiveInfinite());
    out.putCount(specials.negativeInfinite());
    out.putCount(specials.overflowed());
    out.putLong(Double.doubleToLongBits(numeric.rawMin()));
    out.putLong(Double.doubleToLongBits(numeric.rawMax()));
    out.putSparse(numeric.sum());
    out.putSparse(numeric.squares());
  }

  static Profile read(byte[] bytes, Reference reference) {
    if (bytes.length < HEADER + CHECKSUM) {
      throw new IllegalArgumentException(
          "a profile has at least %d bytes, these are %d"
              .formatted(HEADER + CHECKSUM, bytes.length));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int magic = in.getInt();
    if (magic != MAGIC) {
      throw new IllegalArgumentException(
          "a profile starts with %08x, this starts with %08x".formatted(MAGIC, magic));
    }
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "this program reads profiles of version %d, this one has version %d"
              .formatted(VERSION, version));
    }
    int stored = in.getInt(bytes.length - CHECKSUM);
    int found = checksum(bytes, bytes.length - CHECKSUM);
    if (stored != found) {
      throw new IllegalArgumentException(
          "the profile is damaged: its checksum is %08x, its bytes give %08x"
              .formatted(stored, found));
    }
    long fingerprint = in.getLong();
    if (fingerprint != reference.fingerprint()) {
      throw new IllegalArgumentException(
          "the profile was counted on reference %016x, not on %016x"
              .formatted(fingerprint, reference.fingerprint()));
    }
    try {
      Input input = new Input(in.limit(bytes.length - CHECKSUM));
      long rows = input.count();
      List<ColumnProfile> columns = new ArrayList<>();
      for (ColumnReference column : reference.columns()) {
        ColumnProfile profile = read(input, column);
        if (profile.rows() != rows) {
          throw new IllegalArgumentException(
              "the profile has %d rows, and %d of them in column %s"
                  .formatted(rows, profile.rows(), column.column().name()));
        }
        columns.add(profile);
      }
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(in.remaining() + " bytes follow the profile's end");
      }
      return new Profile(reference, rows, columns);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the profile ends before its last column", e);
    }
  }

  private static ColumnProfile read(Input in, ColumnReference column) {
    if (column instanceof NumericReference numeric) {
      return readNumeric(in, numeric);
    }
    if (column instanceof CategoricalReference categorical) {
      long[] counts = in.counts(categorical.names().size());
      long missing = in.count();
      long absent = in.count();
      int names = in.length(UnseenNames.KEPT);
      UnseenNames unseen = new UnseenNames();
      for (int i = 0; i < names; i++) {
        String name = in.string();
        unseen.add(name, in.count());
      }
      unseen.addRest(in.count());
      return new CategoricalProfile(counts, missing, absent, unseen.names(), unseen.rest());
    }
    if (column instanceof TextReference text) {
      NumericProfile lengths = readNumeric(in, text.lengths());
      long[] hashes = new long[in.length(DistinctSketch.KEPT)];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = in.buffer.getLong();
      }
      return new TextProfile(lengths, hashes);
    }
    return new RowProfile(in.count(), in.count(), in.count());
  }

  private static NumericProfile readNumeric(Input in, NumericReference reference) {
    long[] counts = in.counts(reference.bins());
    NumericProfile.Specials specials =
        new NumericProfile.Specials(
            in.count(), in.count(), in.count(), in.count(), in.count(), in.count(), in.count());
    double min = in.buffer.getDouble();
    double max = in.buffer.getDouble();
    return new NumericProfile(
        reference.centre(),
        counts,
        specials,
        min,
        max,
        in.sparse(ExactSum.CHUNKS),
        in.sparse(ExactSum.CHUNKS));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static final class Output {
    private byte[] bytes = new byte[1024];
    private int size;

    void put(byte value) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = value;
    }

    void putInt(int value) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        put((byte) (value >>> shift));
      }
    }

    void putLong(long value) {
      putInt((int) (value >>> 32));
      putInt((int) value);
    }

    void putCount(long value) {
      long rest = value;
      while ((rest & ~0x7fL) != 0) {
        put((byte) ((rest & 0x7f) | 0x80));
        rest >>>= 7;
      }
      put((byte) rest);
    }

    void putSparse(long[] values) {
      int occupied = 0;
      for (long value : values) {
        occupied += value != 0 ? 1 : 0;
      }
      putCount(occupied);
      int last = -1;
      for (int i = 0; i < values.length; i++) {
        if (values[i] != 0) {
          putCount(i - last);
          putCount(values[i]);
          last = i;
        }
      }
    }

    void putString(String value) {
      putCount(value.length());
      for (int i = 0; i < value.length(); i++) {
        putCount(value.charAt(i));
      }
    }

    byte[] toBytes() {
      return Arrays.copyOf(bytes, size);
    }
  }

  /// Trusts no number: what a length or a position says is checked before anything is allocated.
  private record Input(ByteBuffer buffer) {

    /// A number of rows.
    long count() {
      long value = number();
      if (value < 0) {
        throw new IllegalArgumentException(
            "the profile counts more than " + Long.MAX_VALUE + " rows");
      }
      return value;
    }

    private long number() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        byte next = buffer.get();
        value |= (next & 0x7fL) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a number of the profile has more than ten bytes");
    }

    int length(int limit) {
      long length = count();
      if (length > limit) {
        throw new IllegalArgumentException(
            "the profile has a list of %d entries, at most %d were expected"
                .formatted(length, limit));
      }
      return (int) length;
    }

    long[] counts(int length) {
      long[] counts = sparse(length);
      for (long count : counts) {
        if (count < 0) {
          throw new IllegalArgumentException(
              "the profile counts more than " + Long.MAX_VALUE + " rows");
        }
      }
      return counts;
    }

    long[] sparse(int length) {
      long[] values = new long[length];
      int occupied = length(length);
      int at = -1;
      for (int i = 0; i < occupied; i++) {
        at += length(length - 1 - at);
        values[at] = number();
      }
      return values;
    }

    String string() {
      int length = length(buffer.remaining());
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < length; i++) {
        text.append((char) count());
      }
      return text.toString();
    }
  }
}
