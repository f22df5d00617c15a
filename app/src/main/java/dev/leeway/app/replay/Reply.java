package dev.leeway.app.replay;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What a server says of a batch.
///
/// @param accepted rows that it took
/// @param duplicates rows that it had
/// @param rejected how many rows it refused, by field and reason
record Reply(long accepted, long duplicates, Map<String, Long> rejected) {

  private static final JsonFactory FACTORY = new JsonFactory();

  /// @throws ReplayException if it is something else
  static Reply read(String json) {
    long accepted = -1;
    long duplicates = 0;
    Map<String, Long> rejected = new TreeMap<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw unknown(json);
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        switch (name) {
          case "accepted" -> accepted = parser.getLongValue();
          case "duplicate", "duplicates" -> duplicates = parser.getLongValue();
          case "rejected" -> {
            if (value == JsonToken.START_ARRAY) {
              rejections(parser, rejected);
            }
          }
          default -> parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw unknown(json);
    }
    if (accepted < 0) {
      throw unknown(json);
    }
    return new Reply(accepted, duplicates, rejected);
  }

  private static void rejections(JsonParser parser, Map<String, Long> rejected) {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      String field = "";
      String reason = "";
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        switch (name) {
          case "field" -> field = parser.getString();
          case "reason" -> reason = parser.getString();
          default -> parser.skipChildren();
        }
      }
      rejected.merge((field + " " + reason).strip(), 1L, Long::sum);
    }
  }

  /// The sentence of a refusal: the `detail`, `title`, `message` or `error` of its JSON, or else
  /// its text.
  static String sentence(String body) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      Map<String, String> found = new TreeMap<>();
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          if (parser.nextToken() == JsonToken.VALUE_STRING) {
            found.put(name, parser.getString());
          } else {
            parser.skipChildren();
          }
        }
      }
      for (String name : new String[] {"detail", "message", "error", "title"}) {
        if (found.containsKey(name)) {
          return found.get(name);
        }
      }
    } catch (JacksonException ignored) {
      // it is no JSON, and shown as it is
    }
    String text = body.strip();
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  private static ReplayException unknown(String json) {
    return new ReplayException(
        "the server's answer is none of Leeway's: "
            + (json.length() > 200 ? json.substring(0, 200) + "…" : json));
  }
}
