package dev.leeway.app.table;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// Reads JSON: an array of flat objects, or objects one after another, most often one a line.
///
/// Python writes `NaN` and `Infinity` without quotes, which no standard allows and everybody meets;
/// they are read.
final class JsonFile implements RowSource {

  /// Longest string or number, in characters.
  private static final int LONGEST = 1 << 24;

  private static final char[] TRUE = "true".toCharArray();
  private static final char[] FALSE = "false".toCharArray();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST)
                  .maxNumberLength(LONGEST)
                  .build())
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  @Override
  public void read(Path file, TableBuilder table) {
    SourceText source = SourceText.open(file, FileFormat.JSON, StandardCharsets.UTF_8);
    try (Reader reader = source.reader();
        JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), reader)) {
      new Rows(file, table, parser, source).read();
    } catch (JacksonIOException e) {
      throw failed(file, Objects.requireNonNull(e.getCause()));
    } catch (JacksonException e) {
      throw syntax(file, e);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public long memory(Path file) {
    return TextVolume.of(file, FileFormat.JSON, StandardCharsets.UTF_8, ":");
  }

  private static DataException failed(Path file, IOException e) {
    return e instanceof CharacterCodingException
        ? SourceText.malformed(file, FileFormat.JSON, StandardCharsets.UTF_8)
        : SourceText.unreadable(file, e);
  }

  private static DataException syntax(Path file, JacksonException e) {
    long line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    String problem = String.valueOf(e.getOriginalMessage());
    if (e instanceof UnexpectedEndOfInputException
        || problem.startsWith("Unexpected end-of-input")) {
      return DataException.at(file, line, "ends in the middle of a value; is it complete?");
    }
    if (e instanceof StreamConstraintsException) {
      return DataException.at(file, line, "is refused: " + problem);
    }
    int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
    return DataException.at(
        file, line, "is no valid JSON at column %d: %s".formatted(column, problem));
  }

  /// A key, and the column its values go to; null where it is left out.
  private record Key(String name, @Nullable ColumnStore column) {}

  private static final class Rows {

    private final Path file;
    private final TableBuilder table;
    private final JsonParser parser;
    private final SourceText source;
    private final Place place;
    private final Map<String, Key> keys = new HashMap<>();

    private long filled;

    /// The keys as the row before had them, for most rows have them in one order.
    private Key[] order = new Key[16];

    Rows(Path file, TableBuilder table, JsonParser parser, SourceText source) {
      this.file = file;
      this.table = table;
      this.parser = parser;
      this.source = source;
      this.place = () -> file + ":" + line();
    }

    private long line() {
      return parser.currentTokenLocation().getLineNr();
    }

    void read() {
      int before = table.rows();
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw DataException.in(file, "holds only blanks; expected " + FileFormat.JSON.expected());
      }
      if (token == JsonToken.START_ARRAY) {
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
          row(token);
        }
        if (parser.nextToken() != null) {
          throw DataException.at(file, line(), "goes on after the end of its array");
        }
      } else {
        for (; token != null; token = parser.nextToken()) {
          row(token);
        }
      }
      if (table.rows() == before) {
        throw DataException.in(file, "holds an empty array; expected at least one object");
      }
      if (keys.isEmpty()) {
        throw DataException.in(file, "holds only objects without keys; expected columns");
      }
    }

    private void row(JsonToken start) {
      if (start != JsonToken.START_OBJECT) {
        throw DataException.at(
            file, line(), "expected an object, which makes a row, but found " + words(start));
      }
      int at = 0;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Key key = key(at++, parser.currentName());
        JsonToken value = parser.nextToken();
        ColumnStore column = key.column;
        if (column == null) {
          parser.skipChildren();
        } else {
          cell(key, column, value);
        }
      }
      filled += at;
      table.addRows(file, 1);
      if ((table.rows() & 0xffff) == 0) {
        table.readSoFar(source.position());
      }
    }

    private Key key(int at, String name) {
      if (at < order.length) {
        Key likely = order[at];
        if (likely != null && likely.name.equals(name)) {
          return likely;
        }
      } else {
        order = Arrays.copyOf(order, at * 2);
      }
      Key key = keys.get(name);
      if (key == null) {
        key = new Key(name, table.column(file, name, filled));
        keys.put(name, key);
      }
      order[at] = key;
      return key;
    }

    private void cell(Key key, ColumnStore column, JsonToken value) {
      column.padTo(table.rows());
      if (column.size() > table.rows()) {
        throw DataException.at(
            file,
            line(),
            "key %s stands twice in one object".formatted(DataException.shown(key.name)));
      }
      switch (value) {
        case VALUE_NULL -> column.addMissing();
        case VALUE_TRUE -> column.addString(TRUE, 0, TRUE.length, place);
        case VALUE_FALSE -> column.addString(FALSE, 0, FALSE.length, place);
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
          char[] buffer = parser.getStringCharacters();
          int offset = parser.getStringOffset();
          int length = parser.getStringLength();
          if (table.missing().has(buffer, offset, length)) {
            column.addMissing();
          } else if (value == JsonToken.VALUE_STRING) {
            column.addString(buffer, offset, length, place);
          } else {
            column.add(buffer, offset, length, buffer, offset, place);
          }
        }
        default ->
            throw DataException.at(
                file,
                line(),
                "key %s holds %s; expected a number, a string, true, false or null; leave it out"
                        .formatted(DataException.shown(key.name), words(value))
                    + " by --ignore "
                    + key.name);
      }
    }

    private static String words(JsonToken token) {
      return switch (token) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "an array";
        case VALUE_STRING -> "a string";
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
        case VALUE_TRUE, VALUE_FALSE -> "a truth value";
        case VALUE_NULL -> "null";
        default -> "something else";
      };
    }
  }
}
