package dev.leeway.app.server.api;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A request as routes see it.
///
/// @param method `GET`, `PUT`, `POST`; HEAD is a GET whose body is not sent
/// @param path the path, decoded
/// @param parameters what stands in the path for the names in braces
/// @param query the parameters behind the question mark, each with its values
/// @param headers by name in lower case
/// @param body what is sent; not read yet
/// @param caller who sends it, for the audit log
record Request(
    String method,
    String path,
    Map<String, String> parameters,
    Map<String, List<String>> query,
    Map<String, String> headers,
    InputStream body,
    String caller) {

  /// What stands in the path for a name.
  String parameter(String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// A parameter behind the question mark.
  ///
  /// @throws Problem if it is there twice
  Optional<String> query(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw Problem.badRequest(
          "%s is there %d times; expected once".formatted(name, values.size()));
    }
    return values.stream().findFirst();
  }

  /// @throws Problem if there are parameters behind the question mark that are not known
  void only(String... known) {
    Set<String> names = Set.of(known);
    for (String name : query.keySet()) {
      if (!names.contains(name)) {
        throw Problem.badRequest(
            known.length == 0
                ? "unknown parameter %s; this path has none".formatted(Shown.of(name))
                : "unknown parameter %s; known are %s"
                    .formatted(Shown.of(name), String.join(", ", known)));
      }
    }
  }

  /// A whole number behind the question mark.
  ///
  /// @throws Problem if it is none, or outside of the bounds
  int whole(String name, int standard, int least, int most) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return standard;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException ignored) {
      // said below
    }
    throw Problem.badRequest(
        "%s must be a whole number in [%d, %d], was %s"
            .formatted(name, least, most, Shown.of(text.get())));
  }
}
