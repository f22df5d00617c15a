package dev.leeway.app.server.ingest;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A value of JSON, for bodies whose shape is not known before they are read.
sealed interface JsonValue {

  JsonFactory FACTORY = Json.factory();

  /// An object; of equal keys the last counts.
  record Fields(Map<String, JsonValue> values) implements JsonValue {

    Optional<JsonValue> find(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /// The string or number of that name.
    Optional<String> text(String name) {
      return find(name).flatMap(JsonValue::text);
    }

    /// The items of the list of that name.
    Optional<List<JsonValue>> items(String name) {
      return find(name).map(value -> value instanceof Items items ? items.values() : null);
    }
  }

  /// A list.
  record Items(List<JsonValue> values) implements JsonValue {}

  /// A string.
  record Text(String value) implements JsonValue {}

  /// A number, as it is written.
  record Digits(String value) implements JsonValue {}

  /// A truth value.
  record Truth(boolean value) implements JsonValue {}

  /// Null.
  record Nothing() implements JsonValue {}

  /// A value, and whether more follows it.
  record First(JsonValue value, boolean more) {}

  /// The string, or the number as it is written.
  default Optional<String> text() {
    return switch (this) {
      case Text text -> Optional.of(text.value);
      case Digits digits -> Optional.of(digits.value);
      case Fields ignored -> Optional.empty();
      case Items ignored -> Optional.empty();
      case Truth ignored -> Optional.empty();
      case Nothing ignored -> Optional.empty();
    };
  }

  /// What it is, in words.
  default String words() {
    return switch (this) {
      case Fields ignored -> "an object";
      case Items ignored -> "a list";
      case Text ignored -> "a string";
      case Digits ignored -> "a number";
      case Truth ignored -> "a truth value";
      case Nothing ignored -> "null";
    };
  }

  /// Reads the only value of a text.
  ///
  /// @throws MalformedBodyException if it is none
  static JsonValue parse(byte[] body, Limits limits) {
    First first = parseFirst(body, limits);
    if (first.more) {
      throw new MalformedBodyException("the body goes on after the end of its JSON");
    }
    return first.value;
  }

  /// Reads the first value of a text that may go on with something else.
  ///
  /// @throws MalformedBodyException if it is none
  static First parseFirst(byte[] body, Limits limits) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new MalformedBodyException("the body is empty; expected JSON");
      }
      JsonValue value = read(parser, token, limits.nesting());
      return new First(value, hasMore(body, parser.currentLocation().getByteOffset()));
    } catch (JacksonException e) {
      throw Json.syntax(e, "");
    }
  }

  private static boolean hasMore(byte[] body, long from) {
    for (int at = (int) Math.max(0, from); at < body.length; at++) {
      if (" \t\r\n".indexOf(body[at]) < 0) {
        return true;
      }
    }
    return false;
  }

  private static JsonValue read(JsonParser parser, JsonToken token, int deeper) {
    if (token.isStructStart() && deeper == 0) {
      throw new MalformedBodyException("the body has too many objects and lists in each other");
    }
    return switch (token) {
      case START_OBJECT -> {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          values.put(name, read(parser, parser.nextToken(), deeper - 1));
        }
        yield new Fields(values);
      }
      case START_ARRAY -> {
        List<JsonValue> values = new ArrayList<>();
        for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_ARRAY; ) {
          values.add(read(parser, next, deeper - 1));
        }
        yield new Items(values);
      }
      case VALUE_STRING -> new Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getString());
      case VALUE_TRUE -> new Truth(true);
      case VALUE_FALSE -> new Truth(false);
      default -> new Nothing();
    };
  }

  /// The value as a text again.
  default byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(generator);
    }
    return out.toByteArray();
  }

  private void write(JsonGenerator generator) {
    switch (this) {
      case Fields fields -> {
        generator.writeStartObject();
        fields.values.forEach((name, value) -> {
          generator.writeName(name);
          value.write(generator);
        });
        generator.writeEndObject();
      }
      case Items items -> {
        generator.writeStartArray();
        items.values.forEach(value -> value.write(generator));
        generator.writeEndArray();
      }
      case Text text -> generator.writeString(text.value);
      case Digits digits -> generator.writeRawValue(digits.value);
      case Truth truth -> generator.writeBoolean(truth.value);
      case Nothing ignored -> generator.writeNull();
    }
  }
}
