package dev.leeway.app.server.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What is answered.
///
/// @param status the status code
/// @param type the body's media type
/// @param body the body
/// @param headers further headers
record Reply(int status, String type, byte[] body, Map<String, String> headers) {

  private static final String JSON = "application/json";

  Reply {
    headers = Map.copyOf(headers);
  }

  static Reply json(Object content) {
    return json(200, content);
  }

  static Reply json(int status, Object content) {
    return new Reply(status, JSON, JsonText.bytes(content), Map.of());
  }

  static Reply text(String type, String text) {
    return new Reply(200, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
