package dev.leeway.app.server.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Paths and queries as URLs write them (RFC 3986), with a plus for a blank in a query.
final class PercentText {

  private PercentText() {}

  /// The parts of a path, each decoded; a slash that was written as `%2F` stays within its part.
  ///
  /// @throws Problem if an escape is wrong
  static List<String> path(String raw) {
    String bare = raw.startsWith("/") ? raw.substring(1) : raw;
    return Arrays.stream(bare.split("/", -1)).map(part -> decoded(part, false)).toList();
  }

  /// The parameters of a query, each with its values.
  ///
  /// @throws Problem if an escape is wrong
  static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int at = pair.indexOf('=');
        String name = decoded(at < 0 ? pair : pair.substring(0, at), true);
        String value = at < 0 ? "" : decoded(pair.substring(at + 1), true);
        parameters.computeIfAbsent(name, ignored -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  private static String decoded(String raw, boolean plus) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c == '%') {
        boolean whole = at + 3 <= raw.length(); // two digits follow
        int high = whole ? Character.digit(raw.charAt(at + 1), 16) : -1;
        int low = whole ? Character.digit(raw.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
          throw wrong(raw);
        }
        bytes.write(high << 4 | low);
        at += 2;
      } else if (c == '+' && plus) {
        bytes.write(' ');
      } else {
        // Helidon reads the request line as Latin-1: what is not escaped stays the byte it was.
        bytes.write(c <= 0xff ? c : '?');
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException ignored) {
      throw wrong(raw);
    }
  }

  private static Problem wrong(String raw) {
    return Problem.badRequest(
        "the path or a parameter is not UTF-8 with escapes by %: " + Shown.of(raw));
  }
}
