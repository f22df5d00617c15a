package dev.leeway.app.table;

import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/// A column of strings, or of bytes that are UTF-8.
final class ParquetText implements ParquetColumn {

  static final char[] TRUE = "true".toCharArray();
  static final char[] FALSE = "false".toCharArray();

  private final Path file;
  private final String name;
  private final MissingTokens missing;
  private final boolean uuids;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private char[] characters = new char[64];
  private long row;

  ParquetText(Path file, String name, MissingTokens missing) {
    this(file, name, missing, false);
  }

  private ParquetText(Path file, String name, MissingTokens missing, boolean uuids) {
    this.file = file;
    this.name = name;
    this.missing = missing;
    this.uuids = uuids;
  }

  static ParquetText uuids(Path file, String name, MissingTokens missing) {
    return new ParquetText(file, name, missing, true);
  }

  @Override
  public void add(ColumnReader reader, int count, ColumnStore store, long first) {
    byte[] bytes = reader.getBinaryValues();
    int[] offsets = reader.getBinaryOffsets();
    Validity validity = reader.getLeafValidity();
    boolean gaps = validity.hasNulls();
    Place place = this::words;
    for (int at = 0; at < count; at++) {
      row = first + at + 1;
      if (gaps && validity.isNull(at)) {
        store.addMissing();
        continue;
      }
      int length = decode(bytes, offsets[at], offsets[at + 1]);
      if (missing.has(characters, 0, length)) {
        store.addMissing();
      } else {
        store.addString(characters, 0, length, place);
      }
    }
  }

  private String words() {
    return file + ", row " + row;
  }

  private int decode(byte[] bytes, int from, int end) {
    if (uuids && end - from == 16) {
      ByteBuffer halves = ByteBuffer.wrap(bytes, from, 16);
      return copy(new UUID(halves.getLong(), halves.getLong()).toString());
    }
    int length = end - from;
    if (characters.length < length) {
      characters = new char[length];
    }
    int at = 0;
    while (at < length && bytes[from + at] >= 0) {
      characters[at] = (char) bytes[from + at];
      at++;
    }
    return at == length ? length : decodeRest(bytes, from, length);
  }

  private int decodeRest(byte[] bytes, int from, int length) {
    CharBuffer out = CharBuffer.wrap(characters);
    if (decoder.reset().decode(ByteBuffer.wrap(bytes, from, length), out, true).isError()) {
      throw DataException.in(
          file,
          "column %s holds bytes that are no UTF-8 text in row %d; leave it out by --ignore %s"
              .formatted(name, row, name.substring(1, name.length() - 1)));
    }
    return out.position();
  }

  private int copy(String text) {
    text.getChars(0, text.length(), characters, 0);
    return text.length();
  }
}
