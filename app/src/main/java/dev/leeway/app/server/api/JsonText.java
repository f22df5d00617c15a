package dev.leeway.app.server.api;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Maps, lists, texts, numbers and truth values as JSON. Times are written by ISO 8601 in UTC, and
/// numbers that JSON cannot have as null.
final class JsonText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /// A text that is JSON already.
  record Written(String json) {}

  static byte[] bytes(Object content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
      write(out, content);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, @Nullable Object value) {
    switch (value) {
      case null -> out.writeNull();
      case Optional<?> maybe -> write(out, maybe.orElse(null));
      case Map<?, ?> map -> {
        out.writeStartObject();
        map.forEach((name, of) -> {
          out.writeName(String.valueOf(name));
          write(out, of);
        });
        out.writeEndObject();
      }
      case Iterable<?> list -> {
        out.writeStartArray();
        list.forEach(item -> write(out, item));
        out.writeEndArray();
      }
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Double number when Double.isFinite(number) -> out.writeNumber(number);
      case Double ignored -> out.writeNull();
      case Boolean truth -> out.writeBoolean(truth);
      case Written written -> out.writeRawValue(written.json());
      case Instant time -> out.writeString(time.toString());
      case String text -> out.writeString(text);
      default -> throw new IllegalArgumentException("not for JSON: " + value.getClass());
    }
  }
}
