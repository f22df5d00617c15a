package dev.leeway.app.server.batch;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Batches as bytes, as the log keeps them between their acceptance and the store: big-endian, a
/// version first. The log has checksums; what is read here was written here.
public final class BatchCodec {

  private static final byte VERSION = 1;
  private static final byte NUMBERS = 0;
  private static final byte NAMES = 1;

  private BatchCodec() {}

  /// Predictions as bytes.
  public static byte[] encode(PredictionBatch batch) {
    return bytes(out -> {
      out.writeByte(VERSION);
      out.writeInt(batch.rows());
      writeTexts(out, batch.ids());
      writeCoded(out, TextData.of(batch.versions().toArray(String[]::new)), batch.rows());
      writeLongs(out, batch.times());
      out.writeInt(batch.columns().names().size());
      for (int at = 0; at < batch.columns().names().size(); at++) {
        writeText(out, batch.columns().names().get(at));
        writeColumn(out, batch.columns().columns().get(at), batch.rows());
      }
    });
  }

  /// The predictions whose bytes these are.
  ///
  /// @throws IllegalArgumentException if they are of another version or none
  public static PredictionBatch predictions(ByteBuffer in) {
    return checked(
        in,
        () -> {
          int rows = in.getInt();
          List<String> ids = readTexts(in, rows);
          TextData versions = readCoded(in, rows);
          List<String> names = new ArrayList<>();
          for (int row = 0; row < rows; row++) {
            names.add(versions.dictionary().get(versions.codes()[row]));
          }
          long[] times = readLongs(in, rows);
          int columns = in.getInt();
          List<String> columnNames = new ArrayList<>();
          List<ColumnData> data = new ArrayList<>();
          for (int at = 0; at < columns; at++) {
            columnNames.add(readText(in));
            data.add(readColumn(in, rows));
          }
          return new PredictionBatch(ids, names, times, new Batch(columnNames, data, rows));
        });
  }

  /// Labels as bytes.
  public static byte[] encode(LabelBatch batch) {
    return bytes(out -> {
      out.writeByte(VERSION);
      out.writeInt(batch.rows());
      writeTexts(out, batch.ids());
      writeTexts(out, batch.labels());
      writeLongs(out, batch.times());
    });
  }

  /// The labels whose bytes these are.
  ///
  /// @throws IllegalArgumentException if they are of another version or none
  public static LabelBatch labels(ByteBuffer in) {
    return checked(
        in,
        () -> {
          int rows = in.getInt();
          return new LabelBatch(readTexts(in, rows), readTexts(in, rows), readLongs(in, rows));
        });
  }

  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  @FunctionalInterface
  private interface Reading<T> {
    T from();
  }

  private static byte[] bytes(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a buffer in memory does not fail
    }
    return bytes.toByteArray();
  }

  private static <T> T checked(ByteBuffer in, Reading<T> reading) {
    try {
      byte version = in.get();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a batch of format %d, and this program reads %d".formatted(version, VERSION));
      }
      T batch = reading.from();
      if (in.hasRemaining()) {
        throw new IllegalArgumentException(
            "a batch has %d bytes too many".formatted(in.remaining()));
      }
      return batch;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a batch ends early", e);
    }
  }

  private static void writeColumn(DataOutputStream out, ColumnData column, int rows)
      throws IOException {
    if (column instanceof NumericData numbers) {
      out.writeByte(NUMBERS);
      BitSet missing = new BitSet();
      BitSet unreadable = new BitSet();
      ByteBuffer values = ByteBuffer.allocate(8 * rows);
      for (int row = 0; row < rows; row++) {
        missing.set(row, numbers.isMissing(row));
        unreadable.set(row, numbers.isUnreadable(row));
        values.putDouble(numbers.values()[row]);
      }
      out.write(values.array());
      writeBits(out, missing);
      writeBits(out, unreadable);
    } else {
      out.writeByte(NAMES);
      writeCoded(out, (TextData) column, rows);
    }
  }

  private static ColumnData readColumn(ByteBuffer in, int rows) {
    if (in.get() == NUMBERS) {
      double[] values = new double[rows];
      for (int row = 0; row < rows; row++) {
        values[row] = in.getDouble();
      }
      BitSet missing = readBits(in);
      BitSet unreadable = readBits(in);
      return new NumericData(
          values,
          rows,
          missing.isEmpty() ? null : missing,
          unreadable.isEmpty() ? null : unreadable);
    }
    return readCoded(in, rows);
  }

  /// Only the names that rows hold are written.
  private static void writeCoded(DataOutputStream out, TextData text, int rows) throws IOException {
    Map<Integer, Integer> used = new HashMap<>();
    List<String> names = new ArrayList<>();
    ByteBuffer codes = ByteBuffer.allocate(4 * rows);
    for (int row = 0; row < rows; row++) {
      int code = text.codes()[row];
      codes.putInt(
          code == TextData.MISSING
              ? code
              : used.computeIfAbsent(
                  code,
                  known -> {
                    names.add(text.dictionary().get(known));
                    return names.size() - 1;
                  }));
    }
    out.writeInt(names.size());
    writeTexts(out, names);
    out.write(codes.array());
  }

  private static TextData readCoded(ByteBuffer in, int rows) {
    List<String> names = readTexts(in, in.getInt());
    int[] codes = new int[rows];
    for (int row = 0; row < rows; row++) {
      codes[row] = in.getInt();
    }
    return new TextData(codes, rows, names);
  }

  private static void writeBits(DataOutputStream out, BitSet bits) throws IOException {
    byte[] bytes = bits.toByteArray();
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static BitSet readBits(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return BitSet.valueOf(bytes);
  }

  private static void writeLongs(DataOutputStream out, long[] values) throws IOException {
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static long[] readLongs(ByteBuffer in, int rows) {
    long[] values = new long[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = in.getLong();
    }
    return values;
  }

  private static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
    for (String text : texts) {
      writeText(out, text);
    }
  }

  private static List<String> readTexts(ByteBuffer in, int count) {
    List<String> texts = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
