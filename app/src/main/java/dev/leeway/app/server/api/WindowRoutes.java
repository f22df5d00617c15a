package dev.leeway.app.server.api;

import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.VersionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The windows of a version, and what was found of each.
final class WindowRoutes {

  /// How long closing waits for rows that were accepted before.
  private static final Duration CATCH_UP = Duration.ofSeconds(60);

  private final Engine engine;
  private final Lookup lookup;

  WindowRoutes(Engine engine) {
    this.engine = engine;
    this.lookup = new Lookup(engine);
  }

  List<Route> routes() {
    return List.of(
        Route.read("/v1/models/{model}/windows", this::list),
        Route.read("/v1/models/{model}/windows/{start}", this::show),
        Route.admin("POST", "/v1/models/{model}/windows/close", this::close));
  }

  private Reply list(Request request) {
    request.only("version", "limit", "after", "order");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    int limit = request.whole("limit", 100, 1, 1_000);
    boolean backwards = isBackwards(request);
    Optional<Long> after = request.query("after").map(text -> Lookup.start(model, text));
    long from = after.orElse(backwards ? Long.MAX_VALUE : Long.MIN_VALUE);
    List<Windows.Summary> page =
        engine
            .store()
            .read(session -> session.windows().page(version.number(), from, backwards, limit + 1));
    boolean more = page.size() > limit;
    List<Windows.Summary> shown = more ? page.subList(0, limit) : page;
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("model", model.name());
    body.put("version", version.name());
    body.put("windows", withGaps(model, shown, backwards));
    body.put(
        "next", more ? Lookup.shown(model, shown.getLast().window().start()).toString() : null);
    return Reply.json(body);
  }

  private static boolean isBackwards(Request request) {
    String order = request.query("order").orElse("asc");
    return switch (order) {
      case "asc" -> false;
      case "desc" -> true;
      default -> throw Problem.badRequest("order must be asc or desc, was " + Shown.of(order));
    };
  }

  /// Time in which no row came is shown, so that a silent source is not taken for a quiet one.
  private static List<Object> withGaps(
      ModelState model, List<Windows.Summary> page, boolean backwards) {
    List<Object> all = new ArrayList<>();
    Windows.@Nullable Window before = null;
    for (Windows.Summary one : page) {
      if (before != null) {
        long from = backwards ? one.window().end() : before.end();
        long to = backwards ? before.start() : one.window().start();
        if (from < to) {
          all.add(gap(model, from, to));
        }
      }
      all.add(summary(model, one));
      before = one.window();
    }
    return all;
  }

  private static Map<String, Object> gap(ModelState model, long from, long to) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("start", Lookup.shown(model, from));
    map.put("end", Lookup.shown(model, to));
    map.put("state", "gap");
    map.put("rows", 0);
    return map;
  }

  private static Map<String, @Nullable Object> summary(ModelState model, Windows.Summary one) {
    Map<String, @Nullable Object> map = bounds(model, one.window());
    map.put("judged_at", one.at());
    map.put("labelled", one.labelled());
    map.put("severity", one.severity());
    map.put("headline", one.headline());
    return map;
  }

  private static Map<String, @Nullable Object> bounds(ModelState model, Windows.Window window) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("start", Lookup.shown(model, window.start()));
    map.put("end", Lookup.shown(model, window.end()));
    map.put("state", window.state().id());
    map.put("rows", window.rows());
    map.put("stale", window.isStale());
    map.put("reference", window.reference());
    return map;
  }

  private Reply show(Request request) {
    request.only("version");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    Windows.Window window = lookup.window(model, version, request.parameter("start"));
    List<Object> evaluations = new ArrayList<>();
    engine
        .store()
        .<List<Windows.Evaluated>>read(
            session -> session.windows().evaluations(version.number(), window.start()))
        .forEach(one -> evaluations.add(evaluation(one)));
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("model", model.name());
    body.put("version", version.name());
    body.putAll(bounds(model, window));
    body.put("evaluations", evaluations);
    return Reply.json(body);
  }

  private static Map<String, @Nullable Object> evaluation(Windows.Evaluated one) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("segment", one.segment());
    map.put("judged_at", one.at());
    map.put("rows", one.rows());
    map.put("labelled", one.labelled());
    map.put("severity", one.severity());
    map.put("headline", one.headline());
    map.put("report", new JsonText.Written(one.report()));
    return map;
  }

  private Reply close(Request request) throws InterruptedException {
    request.only();
    ModelState model = lookup.model(request);
    long accepted = engine.log().durableEnd();
    long until = System.nanoTime() + CATCH_UP.toNanos();
    while (engine.applier().next() < accepted) {
      if (System.nanoTime() - until > 0) {
        throw Problem.later(
            Problem.Status.UNAVAILABLE, "accepted rows are not in their windows yet", 5);
      }
      Thread.sleep(Duration.ofMillis(5));
    }
    long[] closed = new long[1];
    engine
        .store()
        .write(session -> {
          for (VersionState version : model.versions()) {
            closed[0] +=
                session.windows().of(version.number()).stream()
                    .filter(window -> window.state() == Windows.State.OPEN)
                    .count();
            session.windows().close(version.number(), Long.MAX_VALUE, Long.MAX_VALUE);
          }
        });
    engine.evaluator().wake();
    return Reply.json(Map.of("closed", closed[0]));
  }
}
