package dev.leeway.app.server.ingest;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as bodies have it: with `NaN` and `Infinity` without quotes, as Python writes them.
final class Json {

  /// Longest string or number, in characters; what is shorter but still too long costs only its
  /// row.
  private static final int LONGEST = 1 << 20;

  private static final int LONGEST_NAME = 1_000;

  private Json() {}

  static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(LONGEST)
                .maxNumberLength(LONGEST)
                .maxNameLength(LONGEST_NAME)
                .build())
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .build();
  }

  /// What is wrong with a text, and where.
  ///
  /// @param more where, in other words
  static MalformedBodyException syntax(JacksonException e, String more) {
    String problem = String.valueOf(e.getOriginalMessage());
    if (e instanceof UnexpectedEndOfInputException
        || problem.startsWith("Unexpected end-of-input")) {
      return new MalformedBodyException(
          "the body ends in the middle of a value%s; is it complete?".formatted(more));
    }
    return new MalformedBodyException(
        e.getLocation() == null
            ? "the body is no valid JSON%s: %s".formatted(more, problem)
            : "line %d, column %d%s: the body is no valid JSON: %s"
                .formatted(
                    Math.max(1, e.getLocation().getLineNr()),
                    Math.max(1, e.getLocation().getColumnNr()),
                    more,
                    problem));
  }

  static MalformedBodyException tooDeep(int nesting) {
    return new MalformedBodyException(
        "the body has more than %d objects and lists in each other".formatted(nesting));
  }

  /// Passes over the value that begins at the current token.
  ///
  /// @param nesting how deep objects and lists may lie in it
  static void skip(JsonParser parser, int nesting) {
    JsonToken token = parser.currentToken();
    if (token == null || !token.isStructStart()) {
      return;
    }
    for (int depth = 1; depth > 0; ) {
      JsonToken next = parser.nextToken();
      if (next.isStructStart()) {
        depth++;
        if (depth > nesting) {
          throw tooDeep(nesting);
        }
      } else if (next.isStructEnd()) {
        depth--;
      }
    }
  }

  static String words(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a string";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a truth value";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }
}
