package dev.leeway.app.server.api;

import dev.leeway.app.server.ingest.Bodies;
import dev.leeway.app.server.ingest.BodyFormat;
import dev.leeway.app.server.ingest.Limits;
import dev.leeway.app.server.model.ConfigException;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelConfigReader;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.model.ReferenceSource;
import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.window.ModelChangeException;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.VersionState;
import dev.leeway.app.table.DataException;
import dev.leeway.core.profile.ColumnSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Models: what is monitored of them, what they are compared with, and how far they have come.
final class ModelRoutes {

  private static final int CONFIG_BYTES = 1 << 20;

  /// A reference may be a hundred times as large as a batch of rows.
  private static final int REFERENCE = 100;

  private final Engine engine;
  private final Lookup lookup;
  private final Limits limits;
  private final ReentrantLock changing = new ReentrantLock();

  ModelRoutes(Engine engine, Limits limits) {
    this.engine = engine;
    this.lookup = new Lookup(engine);
    this.limits =
        new Limits(
            REFERENCE * limits.bytes(),
            REFERENCE * limits.decodedBytes(),
            limits.ratio(),
            limits.rows(),
            limits.columns(),
            limits.idLength(),
            limits.stringLength(),
            limits.nesting());
  }

  List<Route> routes() {
    return List.of(
        Route.read("/v1/models", this::list),
        Route.read("/v1/models/{model}", this::show),
        Route.admin("PUT", "/v1/models/{model}", this::put),
        Route.admin("PUT", "/v1/models/{model}/reference", this::putReference));
  }

  private Reply list(Request request) {
    request.only();
    List<Object> models = new ArrayList<>();
    for (ModelState model : engine.models().all()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      map.put("name", model.name());
      map.put("window", String.valueOf(model.config().window()));
      map.put("ready", model.schema().isPresent());
      map.put("versions", model.versions().stream().map(VersionState::name).toList());
      map.put("rows", model.versions().stream().mapToLong(VersionState::rows).sum());
      models.add(map);
    }
    return Reply.json(Map.of("models", models));
  }

  private Reply show(Request request) {
    request.only();
    return Reply.json(shown(lookup.model(request)));
  }

  /// The lag is read before what it is of: where it is 0, all that came before the request is in
  /// the rest of the answer.
  private Map<String, @Nullable Object> shown(ModelState model) {
    Map<String, Object> lag = new LinkedHashMap<>();
    lag.put("records", engine.applier().waiting());
    lag.put("windows", engine.evaluator().waiting());
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", model.name());
    map.put("config", model.written());
    map.put("versions", model.versions().stream().map(one -> version(model, one)).toList());
    map.put(
        "counters",
        engine.store().<Map<String, Long>>read(all -> all.counters().of(model.number())));
    map.put("lag", lag);
    return map;
  }

  private Map<String, @Nullable Object> version(ModelState model, VersionState version) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("name", version.name());
    map.put("since", version.since());
    map.put("rows", version.rows());
    boolean any = version.latest() != Long.MIN_VALUE;
    Duration late = model.config().lateness().allowed();
    map.put("latest", any ? Lookup.instant(version.latest()) : null);
    map.put("watermark", any ? Lookup.instant(version.latest()).minus(late) : null);
    Map<String, Long> windows = new LinkedHashMap<>();
    for (Windows.State state : Windows.State.values()) {
      windows.put(state.id(), 0L);
    }
    engine
        .store()
        .<List<Windows.Window>>read(session -> session.windows().of(version.number()))
        .forEach(window -> windows.merge(window.state().id(), 1L, Long::sum));
    map.put("windows", windows);
    Map<String, Object> reference = new LinkedHashMap<>();
    if (version.reference().isPresent()) {
      reference.put("rows", version.referenceRows());
    }
    map.put("reference", version.reference().isPresent() ? reference : null);
    map.put("columns", version.schema().map(ModelRoutes::columns).orElse(List.of()));
    return map;
  }

  private static List<Object> columns(ModelSchema schema) {
    List<Object> columns = new ArrayList<>();
    for (ColumnSpec column : schema.schema().columns()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", column.name());
      map.put("kind", column.kind().id());
      map.put("role", column.role().id());
      map.put("reason", column.reason());
      columns.add(map);
    }
    return columns;
  }

  private Reply put(Request request) throws IOException {
    request.only();
    String name = request.parameter("model");
    String text = text(request);
    ModelConfig config = read(name, text);
    changing.lock();
    try {
      boolean known = engine.models().find(name).isPresent();
      ModelState model = engine.models().put(config, text, engine.clock().instant());
      return Reply.json(known ? 200 : 201, shown(model));
    } catch (ModelChangeException e) {
      throw Problem.conflict(String.valueOf(e.getMessage()));
    } finally {
      changing.unlock();
    }
  }

  private ModelConfig read(String name, String text) {
    ModelConfig config;
    try {
      config = ModelConfigReader.read(name, text, "body", engine.store().folder());
    } catch (StackOverflowError ignored) {
      throw Problem.badRequest("the configuration has too many keys in each other");
    } catch (ConfigException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
    if (config.reference() instanceof ReferenceSource.File) {
      throw Problem.badRequest(
          "reference: a file of the server can be named only in its own configuration; leave it out,"
              + " and PUT /v1/models/{model}/reference");
    }
    return config;
  }

  private static String text(Request request) throws IOException {
    byte[] bytes = request.body().readNBytes(CONFIG_BYTES + 1);
    if (bytes.length > CONFIG_BYTES) {
      throw Problem.of(
          Problem.Status.TOO_LARGE, "a configuration may have %,d bytes".formatted(CONFIG_BYTES));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException ignored) {
      throw Problem.badRequest("the configuration is not written in UTF-8");
    }
  }

  private Reply putReference(Request request) throws IOException {
    request.only("version");
    ModelState model = lookup.model(request);
    String version = Lookup.versionName(request);
    BufferedInputStream body =
        new BufferedInputStream(
            Bodies.decoded(
                request.body(), request.header("content-encoding").orElse(null), limits));
    String ending = ending(BodyFormat.of(request.header("content-type").orElse(null), body));
    Path folder = Files.createDirectories(engine.store().folder().resolve("uploads"));
    Path file = Files.createTempFile(folder, "reference", ending);
    try {
      try (var out = Files.newOutputStream(file)) {
        body.transferTo(out);
      }
      return Reply.json(summary(model, set(model, version, file)));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private VersionState set(ModelState model, String version, Path file) {
    changing.lock();
    try {
      return engine.references().set(model, version, file, engine.clock().instant());
    } catch (DataException e) {
      String words = String.valueOf(e.getMessage()).replace(file.toString(), "reference");
      throw Problem.badRequest(words);
    } finally {
      changing.unlock();
    }
  }

  private static Map<String, @Nullable Object> summary(ModelState model, VersionState version) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("model", model.name());
    map.put("version", version.name());
    map.put("rows", version.referenceRows());
    map.put("columns", version.schema().map(ModelRoutes::columns).orElse(List.of()));
    return map;
  }

  private static String ending(BodyFormat format) {
    return switch (format) {
      case CSV -> ".csv";
      case JSON -> ".json";
      case NDJSON -> ".ndjson";
      case PARQUET -> ".parquet";
    };
  }

  static Optional<ColumnSpec> column(VersionState version, String name) {
    return version
        .schema()
        .flatMap(schema ->
            schema.schema().columns().stream().filter(one -> one.name().equals(name)).findFirst());
  }
}
