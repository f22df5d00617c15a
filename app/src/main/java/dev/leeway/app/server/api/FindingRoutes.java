package dev.leeway.app.server.api;

import dev.leeway.app.server.evaluate.Evaluator;
import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.VersionState;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.profile.ColumnSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What was found, over many windows or in one.
final class FindingRoutes {

  private static final String HTML = "text/html; charset=utf-8";
  private static final String MARKDOWN = "text/markdown; charset=utf-8";

  private final Engine engine;
  private final Lookup lookup;

  FindingRoutes(Engine engine) {
    this.engine = engine;
    this.lookup = new Lookup(engine);
  }

  List<Route> routes() {
    String model = "/v1/models/{model}";
    return List.of(
        Route.read(model + "/findings", this::findings),
        Route.read(model + "/alarms", this::alarms),
        Route.read(model + "/series", this::series),
        Route.read(model + "/features/{feature}", this::feature),
        Route.read(model + "/samples", this::samples),
        Route.read(model + "/report", this::report));
  }

  /// The part of time that is asked for.
  private record Range(long from, long to) {

    static Range of(Request request, ModelState model) {
      long from =
          request.query("from").map(text -> Lookup.start(model, text)).orElse(Long.MIN_VALUE);
      long to = request.query("to").map(text -> Lookup.start(model, text)).orElse(Long.MAX_VALUE);
      if (from > to) {
        throw Problem.badRequest("from must not be after to");
      }
      return new Range(from, to);
    }
  }

  private static Map<String, @Nullable Object> body(ModelState model, VersionState version) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("model", model.name());
    body.put("version", version.name());
    return body;
  }

  private Reply findings(Request request) {
    request.only("version", "from", "to", "component", "segment");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    Range range = Range.of(request, model);
    Optional<String> component = request.query("component");
    component.ifPresent(FindingRoutes::requireComponent);
    Optional<String> segment = request.query("segment");
    List<Object> findings = new ArrayList<>();
    for (Windows.StoredFinding finding :
        engine
            .store()
            .<List<Windows.StoredFinding>>read(session ->
                session.windows().findings(version.number(), range.from(), range.to()))) {
      if (component.map(finding.component()::equals).orElse(true)
          && segment.map(finding.segment()::equals).orElse(true)) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("window", Lookup.shown(model, finding.window()));
        map.put("segment", finding.segment());
        map.put("component", finding.component());
        map.put("verdict", finding.verdict());
        map.put("finding", finding.sentence());
        findings.add(map);
      }
    }
    Map<String, @Nullable Object> body = body(model, version);
    body.put("findings", findings);
    return Reply.json(body);
  }

  private static void requireComponent(String id) {
    if (Arrays.stream(Component.values()).noneMatch(known -> known.id().equals(id))) {
      throw Problem.badRequest(
          "component must be one of %s, was %s"
              .formatted(
                  Arrays.stream(Component.values())
                      .map(Component::id)
                      .collect(Collectors.joining(", ")),
                  Shown.of(id)));
    }
  }

  private Reply alarms(Request request) {
    request.only("version", "from", "to");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    Range range = Range.of(request, model);
    List<Object> alarms = new ArrayList<>();
    for (Windows.StoredAlarm alarm :
        engine
            .store()
            .<List<Windows.StoredAlarm>>read(
                session -> session.windows().alarms(version.number(), range.from(), range.to()))) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("window", Lookup.shown(model, alarm.window()));
      map.put("raised_at", alarm.at());
      map.put("series", alarm.series());
      map.put("columns", alarm.columns());
      map.put("severity", alarm.severity());
      map.put("since", Lookup.shown(model, alarm.since()));
      map.put("since_low", Lookup.shown(model, alarm.low()));
      map.put("since_high", Lookup.shown(model, alarm.high()));
      map.put("alarm", alarm.sentence());
      alarms.add(map);
    }
    Map<String, @Nullable Object> body = body(model, version);
    body.put("alarms", alarms);
    return Reply.json(body);
  }

  private Reply series(Request request) {
    request.only("version", "from", "to", "name", "segment");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    Map<String, @Nullable Object> body = body(model, version);
    body.put("segment", request.query("segment").orElse(""));
    body.put("series", byName(model, points(request, model, version)));
    return Reply.json(body);
  }

  private List<Windows.Point> points(Request request, ModelState model, VersionState version) {
    Range range = Range.of(request, model);
    String segment = request.query("segment").orElse("");
    String name = request.query("name").orElse(null);
    return engine
        .store()
        .read(session ->
            session.windows().series(version.number(), segment, name, range.from(), range.to()));
  }

  private static List<Object> byName(ModelState model, List<Windows.Point> points) {
    Map<String, List<Object>> byName = new LinkedHashMap<>();
    for (Windows.Point point : points) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("window", Lookup.shown(model, point.window()));
      map.put("value", point.value());
      if (point.low() != null) {
        map.put("low", point.low());
        map.put("high", point.high());
      }
      byName.computeIfAbsent(point.name(), ignored -> new ArrayList<>()).add(map);
    }
    List<Object> series = new ArrayList<>();
    byName.forEach((name, of) -> {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("points", of);
      series.add(map);
    });
    return series;
  }

  private Reply feature(Request request) {
    request.only("version", "from", "to", "segment");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    String name = request.parameter("feature");
    ColumnSpec column =
        ModelRoutes.column(version, name)
            .orElseThrow(() ->
                Problem.notFound(
                    "version %s of model %s has no column %s"
                        .formatted(Shown.of(version.name()), model.name(), Shown.of(name))));
    List<Windows.Point> points =
        points(request, model, version).stream()
            .filter(point -> point.name().endsWith("." + name))
            .filter(point -> point.name().indexOf('.') == point.name().length() - name.length() - 1)
            .toList();
    Map<String, @Nullable Object> body = body(model, version);
    body.put("feature", name);
    body.put("kind", column.kind().id());
    body.put("role", column.role().id());
    body.put("segment", request.query("segment").orElse(""));
    body.put("series", byName(model, points));
    body.put("latest", latest(version, name));
    return Reply.json(body);
  }

  /// All statistics of the feature in the last window that was judged.
  private @Nullable Object latest(VersionState version, String feature) {
    return engine
        .store()
        .<Optional<Windows.Summary>>read(session ->
            session.windows().page(version.number(), Long.MAX_VALUE, true, 1_000).stream()
                .filter(one -> one.at().isPresent())
                .findFirst())
        .flatMap(one -> report(version, one.window().start()))
        .flatMap(report -> StoredReport.column(report, feature))
        .orElse(null);
  }

  private Optional<String> report(VersionState version, long start) {
    return engine
        .store()
        .read(session ->
            session.windows().evaluations(version.number(), start).stream()
                .filter(one -> one.segment().isEmpty())
                .map(Windows.Evaluated::report)
                .findFirst());
  }

  private Reply samples(Request request) {
    request.only("version", "window");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    Windows.Window window = lookup.window(model, version, window(request));
    Map<String, @Nullable Object> body = body(model, version);
    body.put("window", Lookup.shown(model, window.start()));
    body.put(
        "samples",
        report(version, window.start())
            .flatMap(report -> StoredReport.part(report, "unusual_samples"))
            .orElse(null));
    return Reply.json(body);
  }

  private static String window(Request request) {
    return request
        .query("window")
        .orElseThrow(() -> Problem.badRequest("window is needed: where the window starts"));
  }

  private Reply report(Request request) {
    request.only("version", "window", "format");
    ModelState model = lookup.model(request);
    VersionState version = lookup.version(request, model);
    Windows.Window window = lookup.window(model, version, window(request));
    String format = request.query("format").orElse("html");
    return switch (format) {
      case "html" -> Reply.text(HTML, report(model, version, window, Evaluator.Format.HTML));
      case "json" ->
          Reply.text("application/json", report(model, version, window, Evaluator.Format.JSON));
      case "md" -> Reply.text(MARKDOWN, report(model, version, window, Evaluator.Format.MARKDOWN));
      default ->
          throw Problem.badRequest("format must be html, json or md, was " + Shown.of(format));
    };
  }

  private String report(
      ModelState model, VersionState version, Windows.Window window, Evaluator.Format format) {
    return engine
        .evaluator()
        .report(model, version, window.start(), format)
        .orElseThrow(() ->
            Problem.conflict(
                "version %s of model %s has no reference to report against, or the features of this window are not kept any more"
                    .formatted(Shown.of(version.name()), model.name())));
  }
}
