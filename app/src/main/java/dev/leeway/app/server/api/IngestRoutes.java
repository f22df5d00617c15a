package dev.leeway.app.server.api;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.ingest.Answer;
import dev.leeway.app.server.ingest.Bodies;
import dev.leeway.app.server.ingest.BodyFormat;
import dev.leeway.app.server.ingest.InferenceLog;
import dev.leeway.app.server.ingest.LabelReader;
import dev.leeway.app.server.ingest.Limits;
import dev.leeway.app.server.ingest.ModelRows;
import dev.leeway.app.server.ingest.PredictionReader;
import dev.leeway.app.server.ingest.Received;
import dev.leeway.app.server.ingest.Rejection;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.model.ReferenceSource;
import dev.leeway.app.server.window.ModelState;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes predictions and labels. Whatever is answered with 202 is on disk.
final class IngestRoutes {

  private static final int BUFFER = 1 << 16;

  private final Engine engine;
  private final Lookup lookup;
  private final Limits limits;
  private final InferenceLog events;

  IngestRoutes(Engine engine, Limits limits) {
    this.engine = engine;
    this.lookup = new Lookup(engine);
    this.limits = limits;
    this.events = InferenceLog.standard(limits);
  }

  List<Route> routes() {
    return List.of(
        Route.ingest("/v1/models/{model}/predictions", this::predictions),
        Route.ingest("/v1/models/{model}/labels", this::labels),
        Route.ingest("/v1/cloudevents", this::events));
  }

  private Reply predictions(Request request) throws IOException, InterruptedException {
    request.only("version");
    ModelState model = lookup.model(request);
    ModelSchema schema = schema(model);
    String version = Lookup.versionName(request);
    Instant now = engine.clock().instant();
    BufferedInputStream body = body(request);
    Received<PredictionBatch> received =
        PredictionReader.read(format(request, body), body, schema, version, micros(now), limits);
    return reply(engine.intake().predictions(model.number(), received, now));
  }

  private Reply labels(Request request) throws IOException, InterruptedException {
    request.only();
    ModelState model = lookup.model(request);
    ModelSchema schema = schema(model);
    Instant now = engine.clock().instant();
    BufferedInputStream body = body(request);
    Received<LabelBatch> received =
        LabelReader.read(format(request, body), body, schema, micros(now), limits);
    return reply(engine.intake().labels(model.number(), received, now));
  }

  /// What serves models logs requests and responses apart, does not send again, and does not read
  /// what it is answered; so that what is of no use is counted, and not refused.
  private Reply events(Request request) throws IOException, InterruptedException {
    request.only();
    Instant now = engine.clock().instant();
    List<ModelRows> complete =
        events.accept(
            name -> request.header(name).orElse(null),
            request.body(),
            name -> engine.models().find(name).flatMap(IngestRoutes::known),
            ModelState.DEFAULT,
            micros(now));
    int accepted = 0;
    for (ModelRows rows : complete) {
      Optional<ModelState> model = engine.models().find(rows.model());
      if (model.isPresent()) {
        accepted +=
            engine.intake().predictions(model.get().number(), rows.received(), now).accepted();
      }
    }
    return Reply.json(Map.of("accepted", accepted));
  }

  private BufferedInputStream body(Request request) throws IOException {
    return new BufferedInputStream(
        Bodies.decoded(request.body(), request.header("content-encoding").orElse(null), limits),
        BUFFER);
  }

  private static BodyFormat format(Request request, BufferedInputStream body) throws IOException {
    return BodyFormat.of(request.header("content-type").orElse(null), body);
  }

  private static long micros(Instant now) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, now);
  }

  /// The columns that rows may have: those of references, or those that the configuration names for
  /// a model that learns its reference from its first rows.
  private static Optional<ModelSchema> known(ModelState model) {
    return model
        .schema()
        .or(() ->
            switch (model.config().reference()) {
              case ReferenceSource.FirstRows ignored -> ModelSchema.declared(model.config());
              case ReferenceSource.FirstSpan ignored -> ModelSchema.declared(model.config());
              case ReferenceSource.Uploaded ignored -> Optional.empty();
              case ReferenceSource.File ignored -> Optional.empty();
            });
  }

  private static ModelSchema schema(ModelState model) {
    return known(model)
        .orElseThrow(() ->
            Problem.conflict(
                "model %s has no reference yet, so that its columns are not known;"
                        .formatted(model.name())
                    + " PUT /v1/models/%s/reference first".formatted(model.name())));
  }

  private static Reply reply(Answer answer) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("accepted", answer.accepted());
    body.put("duplicate", answer.duplicate());
    body.put("rejected", answer.rejected().stream().map(IngestRoutes::rejection).toList());
    body.put("unknown_fields", answer.unknownFields());
    body.put("offset", answer.offset());
    return Reply.json(202, body);
  }

  private static Map<String, Object> rejection(Rejection rejection) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("index", rejection.index());
    map.put("field", rejection.field());
    map.put("reason", rejection.reason());
    return map;
  }
}
