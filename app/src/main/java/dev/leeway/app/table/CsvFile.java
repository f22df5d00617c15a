package dev.leeway.app.table;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Reads one file's records and hands their fields on.
final class CsvFile {

  /// Longest field, in characters.
  private static final int LONGEST = 1 << 24;

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int SNIFFED_LINES = 20;
  private static final int SNIFFED_CHARACTERS = 1 << 16;

  /// Takes the fields of records.
  interface Fields {

    /// Takes the fields of the first record.
    ///
    /// @return whether they are names, so that the record is no row
    boolean first(List<String> fields, long line);

    /// Takes a field of a row, trimmed unless quoted.
    void field(int index, char[] buffer, int offset, int length, boolean quoted, long line);

    /// Ends a row.
    ///
    /// @param lines whether its last field is quoted and runs over several lines
    void row(int fields, long line, boolean lines);
  }

  private CsvFile() {}

  /// @param bytesRead told from time to time how many bytes of the file were read
  static void read(Path file, CsvFormat format, Fields fields, LongConsumer bytesRead) {
    SourceText source = SourceText.open(file, FileFormat.CSV, format.encoding());
    try (Reader reader = source.reader()) {
      parse(
          file,
          reader,
          format.delimiter() == null ? delimiter(file, format) : format.delimiter(),
          new Handler(file, fields, Integer.MAX_VALUE),
          () -> bytesRead.accept(source.position()));
    } catch (UncheckedIOException e) {
      throw failed(file, format, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw failed(file, format, e);
    }
  }

  /// Reads text that comes from elsewhere, with the delimiter that its first lines have.
  ///
  /// @param name what the text is called in messages
  /// @param mostColumns more in the first line are an error
  static void read(Path name, Reader text, int mostColumns, Fields fields) throws IOException {
    BufferedReader buffered = new BufferedReader(text, SNIFFED_CHARACTERS);
    buffered.mark(SNIFFED_CHARACTERS);
    String start = start(buffered);
    buffered.reset();
    try {
      parse(
          name,
          buffered,
          delimiter(start, false),
          new Handler(name, fields, mostColumns),
          () -> {});
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private static void parse(
      Path file, Reader text, char delimiter, Handler handler, Runnable progress)
      throws IOException {
    try (Watch reader = new Watch(text);
        CsvReader<Boolean> csv =
            CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .maxBufferSize(LONGEST)
                .build(handler.watching(reader), reader);
        CloseableIterator<Boolean> records = csv.iterator()) {
      for (long rows = 0; records.hasNext(); ) {
        if (records.next() && (++rows & 0xffff) == 0) {
          progress.run();
        }
      }
      handler.end();
    } catch (CsvParseException e) {
      throw syntax(file, e, handler.line);
    }
  }

  private static DataException failed(Path file, CsvFormat format, IOException e) {
    return e instanceof CharacterCodingException
        ? SourceText.malformed(file, FileFormat.CSV, format.encoding())
        : SourceText.unreadable(file, e);
  }

  /// What the handler threw, as it is; what the library found wrong as a sentence.
  private static RuntimeException syntax(Path file, CsvParseException e, long line) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RuntimeException ours && !(cause instanceof CsvParseException)) {
        return ours;
      }
    }
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    long at = Math.max(1, line);
    if (message.contains("closing quote")) {
      return DataException.at(
          file,
          at,
          "text follows a closing quote; expected a delimiter, and a quote within quotes doubled"
              + " (\"\")");
    }
    if (message.contains("buffer")) {
      return DataException.at(
          file,
          at,
          "a field is longer than %d million characters; is a quote missing?"
              .formatted(LONGEST >> 20));
    }
    return DataException.at(file, at, "is no valid CSV: " + e.getMessage());
  }

  private static char delimiter(Path file, CsvFormat format) throws IOException {
    try (Reader reader = SourceText.open(file, FileFormat.CSV, format.encoding()).reader()) {
      return delimiter(start(reader), format.decimalComma());
    }
  }

  private static String start(Reader reader) throws IOException {
    char[] buffer = new char[SNIFFED_CHARACTERS];
    int length = 0;
    int count;
    while (length < buffer.length
        && (count = reader.read(buffer, length, buffer.length - length)) > 0) {
      length += count;
    }
    return new String(buffer, 0, length);
  }

  /// The delimiter that divides the first lines alike; a comma where none does.
  private static char delimiter(String start, boolean decimalComma) {
    char best = decimalComma ? ';' : ',';
    int bestCount = 0;
    boolean bestAlike = false;
    for (char candidate : DELIMITERS) {
      if (candidate == ',' && decimalComma) {
        continue;
      }
      List<Integer> counts = counts(start, candidate);
      int first = counts.isEmpty() ? 0 : counts.get(0);
      boolean alike = counts.stream().allMatch(c -> c == first);
      boolean better = alike == bestAlike ? first > bestCount : alike;
      if (first > 0 && better) {
        best = candidate;
        bestCount = first;
        bestAlike = alike;
      }
    }
    return best;
  }

  private static List<Integer> counts(String start, char candidate) {
    List<Integer> counts = new ArrayList<>();
    boolean quoted = false;
    int count = 0;
    int from = 0;
    for (int at = 0; at < start.length() && counts.size() < SNIFFED_LINES; at++) {
      char c = start.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == candidate) {
        count++;
      } else if (!quoted && c == '\n') {
        if (!start.substring(from, at).isBlank()) {
          counts.add(count);
        }
        count = 0;
        from = at + 1;
      }
    }
    if (counts.isEmpty()) {
      counts.add(count);
    }
    return counts;
  }

  /// The result of a record is whether it was a row.
  private static final class Handler extends AbstractBaseCsvCallbackHandler<Boolean> {

    private final Path file;
    private final Fields fields;
    private final int mostColumns;
    private @Nullable Watch watch;
    private boolean started;
    private boolean blank;
    private long line;
    private boolean lastQuoted;
    private boolean lastLines;
    private boolean oddUnquoted;
    private final List<String> first = new ArrayList<>();
    private final List<Boolean> firstQuoted = new ArrayList<>();

    Handler(Path file, Fields fields, int mostColumns) {
      this.file = file;
      this.fields = fields;
      this.mostColumns = mostColumns;
    }

    Handler watching(Watch given) {
      watch = given;
      return this;
    }

    /// Ends the file, which must not lie inside quotes.
    void end() {
      if (insideQuotes()) {
        throw DataException.at(
            file,
            line,
            "a quote that opens in this record is never closed; the file ends inside it");
      }
    }

    private boolean insideQuotes() {
      return lastQuoted && watch != null && watch.odd() != oddUnquoted;
    }

    @Override
    protected void handleBegin(long startingLine) {
      line = startingLine;
      blank = true;
    }

    @Override
    protected void handleField(int index, char[] buffer, int from, int size, boolean quoted) {
      int offset = from;
      int length = size;
      lastQuoted = quoted;
      lastLines = false;
      if (!quoted) {
        oddUnquoted ^= Watch.odd(buffer, from, size);
        while (length > 0 && isBlank(buffer[offset])) {
          offset++;
          length--;
        }
        while (length > 0 && isBlank(buffer[offset + length - 1])) {
          length--;
        }
      }
      if (watch != null && watch.zero() && Watch.zero(buffer, from, size)) {
        throw SourceText.zero(file, FileFormat.CSV, line);
      }
      for (int at = offset; quoted && at < offset + length && !lastLines; at++) {
        lastLines = buffer[at] == '\n';
      }
      if (!started) {
        if (index >= mostColumns) {
          throw DataException.tooMuch(
              "%s:%d: names more than %,d columns".formatted(file, line, mostColumns));
        }
        blank &= index == 0 && length == 0 && !quoted;
        first.add(new String(buffer, offset, length));
        firstQuoted.add(quoted);
        return;
      }
      if (index == 0 && length == 0 && !quoted) {
        return; // an empty first field is a blank line, unless another field follows
      }
      if (index == 1 && blank) {
        fields.field(0, buffer, offset, 0, false, line);
      }
      blank = false;
      fields.field(index, buffer, offset, length, quoted, line);
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t';
    }

    @Override
    protected Boolean buildRecord() {
      if (blank) {
        first.clear();
        firstQuoted.clear();
        return false;
      }
      if (!started) {
        started = true;
        boolean names = fields.first(first, line);
        if (names) {
          return false;
        }
        for (int index = 0; index < first.size(); index++) {
          char[] field = first.get(index).toCharArray();
          fields.field(index, field, 0, field.length, firstQuoted.get(index), line);
        }
      }
      fields.row(getFieldCount(), line, lastLines);
      return true;
    }
  }
}
