package dev.leeway.app.server.api;

import java.io.StringWriter;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Parts of a report that the store has as JSON.
final class StoredReport {

  private static final JsonFactory FACTORY = new JsonFactory();

  private StoredReport() {}

  /// What stands under a key at the top.
  static Optional<JsonText.Written> part(String report, String key) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), report)) {
      return find(in, key) ? Optional.of(copy(in)) : Optional.empty();
    }
  }

  /// What was found of a column: the one of that name under `columns`.
  static Optional<JsonText.Written> column(String report, String name) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), report)) {
      if (!find(in, "columns") || in.currentToken() != JsonToken.START_ARRAY) {
        return Optional.empty();
      }
      while (in.nextToken() == JsonToken.START_OBJECT) {
        JsonText.Written column = copy(in);
        if (isNamed(column.json(), name)) {
          return Optional.of(column);
        }
      }
      return Optional.empty();
    }
  }

  private static boolean isNamed(String column, String name) {
    try (JsonParser in = FACTORY.createParser(ObjectReadContext.empty(), column)) {
      return find(in, "name") && name.equals(in.getString());
    }
  }

  private static boolean find(JsonParser in, String key) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (name.equals(key)) {
        return true;
      }
      in.skipChildren();
    }
    return false;
  }

  private static JsonText.Written copy(JsonParser in) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      out.copyCurrentStructure(in);
    }
    return new JsonText.Written(text.toString());
  }
}
