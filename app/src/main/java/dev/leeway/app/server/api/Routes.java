package dev.leeway.app.server.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the route of a path. A part of the path matches a name in braces whatever it is, but is
/// never empty; a word that stands there as such is preferred.
final class Routes {

  /// A route that was found.
  record Found(Route route, Map<String, String> parameters) {}

  private final List<Route> routes;

  Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> all() {
    return routes;
  }

  /// @param path its parts, each decoded
  /// @throws Problem if there is none
  Found find(String method, List<String> path) {
    String sought = method.equals("HEAD") ? "GET" : method;
    TreeSet<String> methods = new TreeSet<>();
    Optional<Found> best = Optional.empty();
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = match(route.path(), path);
      if (parameters.isPresent()) {
        methods.add(route.method());
        boolean closer = best.isEmpty() || parameters.get().size() < best.get().parameters().size();
        if (route.method().equals(sought) && closer) {
          best = Optional.of(new Found(route, parameters.get()));
        }
      }
    }
    if (best.isPresent()) {
      return best.get();
    }
    if (methods.isEmpty()) {
      throw Problem.notFound("there is nothing at this path; /v1/openapi.json lists what there is");
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    String allowed = String.join(", ", methods);
    throw Problem.of(
            Problem.Status.METHOD_NOT_ALLOWED,
            "%s is not possible here; expected %s".formatted(Shown.of(method), allowed))
        .with("Allow", allowed);
  }

  private static Optional<Map<String, String>> match(String template, List<String> path) {
    List<String> parts = new ArrayList<>(Arrays.asList(template.substring(1).split("/", -1)));
    if (parts.size() != path.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int at = 0; at < parts.size(); at++) {
      String part = parts.get(at);
      if (part.startsWith("{")) {
        if (path.get(at).isEmpty()) {
          return Optional.empty();
        }
        parameters.put(part.substring(1, part.length() - 1), path.get(at));
      } else if (!part.equals(path.get(at))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
