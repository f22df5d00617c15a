package dev.leeway.app.server.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Whether the server lives, and whether it can take rows.
final class HealthRoutes {

  private final Supplier<@Nullable Engine> engine;

  /// @param engine null while the server starts
  HealthRoutes(Supplier<@Nullable Engine> engine) {
    this.engine = engine;
  }

  List<Route> routes() {
    return List.of(
        Route.open("GET", "/healthz", request -> Reply.json(Map.of("status", "ok"))),
        Route.open("GET", "/readyz", request -> ready()));
  }

  private Reply ready() {
    List<String> problems = problems(engine.get());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", problems.isEmpty() ? "ready" : "not ready");
    body.put("problems", problems);
    return Reply.json(problems.isEmpty() ? 200 : 503, body);
  }

  private static List<String> problems(@Nullable Engine running) {
    if (running == null) {
      return List.of("the server starts");
    }
    List<String> problems = new ArrayList<>();
    add(problems, "the log has stopped", running.log().failure());
    add(problems, "rows are not taken from the log", running.applier().problem());
    add(problems, "windows are not judged", running.evaluator().problem());
    return problems;
  }

  /// The reasons may have paths and statements in them, which are for the server's own log.
  private static void add(List<String> problems, String words, Optional<String> reason) {
    if (reason.isPresent()) {
      problems.add(words + "; the server's log says why");
    }
  }
}
