package dev.leeway.app.server.ingest;

import dev.leeway.app.server.ingest.RowFields.Field;
import dev.leeway.app.server.ingest.RowValues.Written;
import dev.leeway.core.profile.Counted;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Reads rows from an array of objects, or from objects one after another.
final class JsonRows {

  private static final JsonFactory FACTORY = Json.factory();
  private static final char[] TRUE = "true".toCharArray();
  private static final char[] FALSE = "false".toCharArray();

  private final JsonParser parser;
  private final RowFields fields;
  private final RowValues values;
  private final Limits limits;
  private final Keys named;
  private final Keys features;
  private final Keys segments;
  private final Keys scores;
  private @Nullable List<Field> inOrder;

  private JsonRows(JsonParser parser, RowFields fields, Limits limits) {
    this.parser = parser;
    this.fields = fields;
    this.values = fields.values();
    this.limits = limits;
    this.named = new Keys(fields::named, limits);
    this.features = new Keys(name -> fields.input("features", name), limits);
    this.segments = new Keys(name -> fields.input("segments", name), limits);
    this.scores = new Keys(name -> fields.score("scores", name), limits);
  }

  /// @param array whether the rows may stand in an array
  static void read(InputStream body, boolean array, RowFields fields, Limits limits)
      throws IOException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      new JsonRows(parser, fields, limits).read(array);
    } catch (JacksonIOException e) {
      IOException cause = e.getCause();
      if (cause instanceof CharConversionException) {
        throw new MalformedBodyException("the body is not written in UTF-8");
      }
      throw cause;
    } catch (JacksonException e) {
      throw Json.syntax(e, " (row %d)".formatted(fields.ledger().rows()));
    }
  }

  private void read(boolean array) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new MalformedBodyException("the body is empty; expected JSON objects");
    }
    if (array && token == JsonToken.START_ARRAY) {
      while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
        row(token);
      }
      if (parser.nextToken() != null) {
        throw new MalformedBodyException(
            "line %d: the body goes on after the end of its array"
                .formatted(parser.currentTokenLocation().getLineNr()));
      }
    } else {
      for (; token != null; token = parser.nextToken()) {
        row(token);
      }
    }
  }

  private void row(JsonToken start) {
    values.begin();
    if (start == JsonToken.START_OBJECT) {
      int at = 0;
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        Field field = named.at(at++, parser.currentName());
        JsonToken value = parser.nextToken();
        switch (field.kind()) {
          case FEATURES -> object(field, value, features);
          case SEGMENTS -> object(field, value, segments);
          case SCORES -> scores(field, value);
          case ID, VERSION, TIME, SCORE, LATENCY, ANSWER, CELL, UNKNOWN -> value(field, value);
        }
      }
    } else {
      fields.ledger().reject("", "the row " + Words.was(Json.words(start), "an object"));
      skip();
    }
    values.end();
  }

  private void object(Field field, JsonToken start, Keys keys) {
    if (start != JsonToken.START_OBJECT) {
      value(field, start);
      return;
    }
    int at = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Field inner = keys.at(at++, parser.currentName());
      value(inner, parser.nextToken());
    }
  }

  private void scores(Field field, JsonToken start) {
    if (start != JsonToken.START_ARRAY) {
      object(field, start, scores);
      return;
    }
    List<Field> columns = inOrder;
    if (columns == null) {
      columns = fields.scores();
      inOrder = columns;
    }
    int count = 0;
    for (JsonToken value; (value = parser.nextToken()) != JsonToken.END_ARRAY; count++) {
      if (count < columns.size()) {
        value(columns.get(count), value);
      } else {
        skip();
      }
    }
    if (count != columns.size()) {
      fields
          .ledger()
          .reject(
              field.name(),
              "holds %s; expected %d, of %s"
                  .formatted(
                      Counted.of(count, "number"),
                      columns.size(),
                      String.join(", ", columns.stream().map(Field::name).toList())));
    }
  }

  private void value(Field field, JsonToken value) {
    switch (value) {
      case VALUE_NULL -> values.setMissing(field);
      case VALUE_TRUE -> values.set(field, Written.TRUTH, TRUE, 0, TRUE.length);
      case VALUE_FALSE -> values.set(field, Written.TRUTH, FALSE, 0, FALSE.length);
      case VALUE_STRING -> text(field, Written.STRING);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> text(field, Written.NUMBER);
      default -> {
        if (field.kind() != RowFields.Kind.UNKNOWN) {
          values.setNested(field, Json.words(value));
        }
        skip();
      }
    }
  }

  private void text(Field field, Written written) {
    values.set(
        field,
        written,
        parser.getStringCharacters(),
        parser.getStringOffset(),
        parser.getStringLength());
  }

  /// Passes over a value that begins here.
  private void skip() {
    Json.skip(parser, limits.nesting());
  }

  /// The fields of an object, as the row before had them in order, for most rows have them so.
  private static final class Keys {

    private record Key(String name, Field field) {}

    private final Function<String, Field> finder;
    private final int most;
    private final Map<String, Key> known = new HashMap<>();
    private @Nullable Key[] order = new Key[16];

    Keys(Function<String, Field> finder, Limits limits) {
      this.finder = finder;
      this.most = limits.columns();
    }

    Field at(int at, String name) {
      if (at < order.length) {
        Key likely = order[at];
        if (likely != null && likely.name.equals(name)) {
          return likely.field;
        }
      } else {
        order = Arrays.copyOf(order, 2 * at);
      }
      Key key = known.get(name);
      if (key == null) {
        if (known.size() == most) {
          throw new TooLargeException(
              "the body has more than %,d different keys; are values used as keys?"
                  .formatted(most));
        }
        key = new Key(name, finder.apply(name));
        known.put(name, key);
      }
      order[at] = key;
      return key.field;
    }
  }
}
