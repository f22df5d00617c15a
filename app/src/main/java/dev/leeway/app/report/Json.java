package dev.leeway.app.report;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/// Writes maps, lists and plain values as JSON: indented by two blanks, `\n` on every system, names
/// in the order of the map, so that the same report has the same bytes.
///
/// Takes maps with text keys, iterables, text, numbers, booleans, [Instant] (as ISO-8601 in UTC)
/// and null. NaN and infinities, which JSON does not have, become null.
public final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private static final ObjectWriteContext INDENTED =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          DefaultIndenter lines = new DefaultIndenter("  ", "\n");
          return new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withObjectIndenter(lines)
              .withArrayIndenter(lines);
        }

        @Override
        public boolean hasPrettyPrinter() {
          return true;
        }
      };

  private Json() {}

  /// The value as a JSON text that ends with a line feed.
  ///
  /// @throws IllegalArgumentException for a value of another type
  public static String text(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(INDENTED, text)) {
      write(generator, value);
    }
    return text.append('\n').toString();
  }

  /// The value as JSON in one line, without a line feed.
  ///
  /// @throws IllegalArgumentException for a value of another type
  public static String line(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(generator, value);
    }
    return text.toString();
  }

  private static void write(JsonGenerator generator, @Nullable Object value) {
    switch (value) {
      case null -> generator.writeNull();
      case String text -> generator.writeString(text);
      case Boolean flag -> generator.writeBoolean(flag);
      case Integer number -> generator.writeNumber(number);
      case Long number -> generator.writeNumber(number);
      case BigInteger number -> generator.writeNumber(number);
      case BigDecimal number -> generator.writeNumber(number);
      case Double number when Double.isFinite(number) -> generator.writeNumber(number);
      case Float number when Float.isFinite(number) -> generator.writeNumber(number);
      case Double _, Float _ -> generator.writeNull();
      case Instant instant -> generator.writeString(instant.toString());
      case Map<?, ?> map -> writeMap(generator, map);
      case Iterable<?> list -> {
        generator.writeStartArray();
        list.forEach(element -> write(generator, element));
        generator.writeEndArray();
      }
      default ->
          throw new IllegalArgumentException("JSON has no form for " + value.getClass().getName());
    }
  }

  private static void writeMap(JsonGenerator generator, Map<?, ?> map) {
    generator.writeStartObject();
    map.forEach((name, value) -> {
      if (!(name instanceof String text)) {
        throw new IllegalArgumentException("JSON names must be text, was " + name);
      }
      generator.writeName(text);
      write(generator, value);
    });
    generator.writeEndObject();
  }
}
