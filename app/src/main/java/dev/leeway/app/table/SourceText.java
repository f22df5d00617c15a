package dev.leeway.app.table;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A file as text: unpacked where it is gzipped, without its byte order mark, strictly decoded.
final class SourceText {

  private static final int BUFFER = 1 << 16;
  private static final int LOOKED_AT = 1 << 13;

  private final Path file;
  private final FileFormat format;
  private final Charset encoding;
  private final CountingStream disk;
  private final BufferedInputStream bytes;
  private final boolean gzip;

  private SourceText(Path file, FileFormat format, Charset encoding) throws IOException {
    this.file = file;
    this.format = format;
    this.encoding = encoding;
    this.disk = new CountingStream(Pipes.open(file));
    BufferedInputStream raw = new BufferedInputStream(disk, BUFFER);
    byte[] start = peek(raw, 4);
    this.gzip = start.length >= 2 && start[0] == 0x1f && start[1] == (byte) 0x8b;
    this.bytes = gzip ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER) : raw;
  }

  /// @param format what the file should hold
  static SourceText open(Path file, FileFormat format, Charset encoding) {
    try {
      SourceText text = new SourceText(file, format, encoding);
      try {
        text.check(peek(text.bytes, LOOKED_AT));
      } catch (IOException | DataException e) {
        text.bytes.close();
        throw e;
      }
      return text;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static DataException unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return new DataException("there is no file " + file);
    }
    if (e instanceof AccessDeniedException) {
      return DataException.in(file, "may not be read: permission denied");
    }
    if (e instanceof EOFException) {
      return DataException.in(file, "ends in the middle of its gzip data; is it complete?");
    }
    if (e instanceof ZipException) {
      return DataException.in(file, "has damaged gzip data: " + e.getMessage());
    }
    return DataException.in(file, "cannot be read: " + e.getMessage());
  }

  private static byte[] peek(BufferedInputStream stream, int count) throws IOException {
    stream.mark(count);
    byte[] start = stream.readNBytes(count);
    stream.reset();
    return start;
  }

  private void check(byte[] start) {
    if (start.length == 0) {
      throw DataException.in(file, "is empty; expected " + format.expected());
    }
    String first = new String(start, 0, Math.min(4, start.length), StandardCharsets.ISO_8859_1);
    if (first.startsWith("PAR1")) {
      throw DataException.in(
          file,
          gzip
              ? "is a Parquet file in gzip; unpack it, for Parquet is compressed by itself"
              : "is a Parquet file, but not by its name; rename it so that it ends in .parquet");
    }
    if (first.startsWith("PK\u0003\u0004")) {
      throw DataException.in(
          file, "is a zip archive or a spreadsheet; expected a text file such as CSV, or gzip");
    }
    boolean wide = first.startsWith("\u00ff\u00fe") || first.startsWith("\u00fe\u00ff");
    if (wide && !encoding.name().startsWith("UTF-16")) {
      throw DataException.in(
          file,
          format == FileFormat.CSV
              ? "is written in UTF-16; give --encoding UTF-16"
              : "is written in UTF-16; expected UTF-8");
    }
    if (!encoding.name().startsWith("UTF-16") && !encoding.name().startsWith("UTF-32")) {
      long line = 1;
      for (byte next : start) {
        if (next == 0) {
          throw zero(file, format, line);
        }
        line += next == '\n' ? 1 : 0;
      }
    }
  }

  /// A zero in the middle of what is no text.
  static DataException zero(Path file, FileFormat format, long line) {
    return DataException.at(
        file, line, "holds a zero byte, so it is no text; expected " + format.words());
  }

  /// The characters, without a byte order mark.
  Reader reader() throws IOException {
    if (encoding.name().startsWith("UTF-") && !encoding.equals(StandardCharsets.UTF_16)) {
      byte[] mark = "\ufeff".getBytes(encoding);
      if (Arrays.equals(peek(bytes, mark.length), mark)) {
        bytes.skipNBytes(mark.length);
      }
    }
    return new InputStreamReader(bytes, decoder(encoding));
  }

  private static CharsetDecoder decoder(Charset encoding) {
    return encoding
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /// Bytes read from disk so far.
  long position() {
    return disk.count;
  }

  /// Finds the bytes that are not in the encoding, and says where they are.
  static DataException malformed(Path file, FileFormat format, Charset encoding) {
    try (InputStream in = new SourceText(file, format, encoding).bytes) {
      CharsetDecoder decoder = decoder(encoding);
      ByteBuffer input = ByteBuffer.allocate(BUFFER);
      CharBuffer output = CharBuffer.allocate(BUFFER);
      long line = 1;
      boolean end = false;
      while (!end) {
        int count = in.read(input.array(), input.position(), input.remaining());
        end = count < 0;
        input.limit(input.position() + Math.max(0, count)).position(0);
        CoderResult result = decoder.decode(input, output, end);
        output.flip();
        line += output.chars().filter(c -> c == '\n').count();
        output.clear();
        if (result.isError()) {
          int value = input.get(input.position()) & 0xff;
          return DataException.at(
              file,
              line,
              format == FileFormat.CSV
                  ? "byte 0x%02x is not %s; give --encoding, for example --encoding ISO-8859-1"
                      .formatted(value, encoding.name())
                  : "byte 0x%02x is not UTF-8, in which JSON is written".formatted(value));
        }
        input.compact();
      }
    } catch (IOException e) {
      return unreadable(file, e);
    }
    return DataException.in(file, "is not written in " + encoding.name());
  }

  private static final class CountingStream extends FilterInputStream {
    private long count;

    CountingStream(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
