package dev.leeway.app.server.window;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.LogEntry;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Predictions;
import dev.leeway.app.server.store.RowAppender;
import dev.leeway.app.server.store.Store;
import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Role;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Takes records of the log into one transaction of the store. What changes of versions is kept
/// aside until the transaction is committed.
final class Applied {

  private record Key(int model, String version) {}

  private final Store.Session session;
  private final Models models;
  private final Map<Key, VersionState> changed = new LinkedHashMap<>();
  private final Map<Integer, RowAppender> appenders = new HashMap<>();
  private final Map<Integer, Map<Placement.Bounds, Long>> rows = new HashMap<>();
  private final List<LogEntry> labels = new ArrayList<>();

  Applied(Store.Session session, Models models) {
    this.session = session;
    this.models = models;
  }

  /// Takes a record. A record of a model that is no more is left out.
  void add(LogEntry entry) {
    Optional<ModelState> model = models.byNumber(entry.model());
    if (model.isEmpty()) {
      return;
    }
    switch (entry.content()) {
      case LogEntry.Predictions predictions ->
          add(model.get(), predictions.batch(), entry.received());
      case LogEntry.Labels ignored -> labels.add(entry);
    }
  }

  private void add(ModelState model, PredictionBatch batch, long received) {
    Placement placement = new Placement(model.config());
    long quarantined = 0;
    long late = 0;
    for (int row = 0; row < batch.rows(); row++) {
      VersionState version = version(model, batch.versions().get(row), received);
      long time = batch.times()[row];
      long window = Predictions.QUARANTINE;
      if (placement.isAhead(time, received)) {
        quarantined++;
      } else {
        Placement.Bounds bounds = placement.of(time, version.rows());
        window = bounds.start();
        late += bounds.end() <= placement.closedUntil(version) ? 1 : 0;
        rows.computeIfAbsent(version.number(), number -> new TreeMap<>(Applied::compare))
            .merge(bounds, 1L, Long::sum);
        changed.put(
            new Key(model.number(), version.name()),
            version.with(Math.max(version.latest(), time), version.rows() + 1));
      }
      appender(version).add(batch, row, window, received);
    }
    session.counters().add(model.number(), "predictions", batch.rows());
    session.counters().add(model.number(), "quarantined", quarantined);
    session.counters().add(model.number(), "late", late);
    inlineLabels(model, batch, received);
  }

  private static int compare(Placement.Bounds one, Placement.Bounds other) {
    return Long.compare(one.start(), other.start());
  }

  /// The version that rows of that name belong to. A name that is new gets the columns and the
  /// reference of the model's default.
  private VersionState version(ModelState model, String name, long received) {
    Key key = new Key(model.number(), name);
    VersionState version = changed.get(key);
    if (version == null) {
      version = model.version(name).orElseGet(() -> adopt(model, name, received));
      changed.put(key, version);
    }
    return version;
  }

  private VersionState adopt(ModelState model, String name, long received) {
    ModelSchema schema =
        model
            .version(ModelState.DEFAULT)
            .flatMap(VersionState::schema)
            .or(model::schema)
            .or(() -> ModelSchema.declared(model.config()))
            .orElseThrow(
                () -> new IllegalStateException("rows of a model without columns were accepted"));
    Instant now = Instant.EPOCH.plus(received, ChronoUnit.MICROS);
    int number = session.catalog().add(model.number(), name, now).number();
    Optional<VersionState> standard = model.version(ModelState.DEFAULT);
    String file = standard.flatMap(VersionState::reference).orElse(null);
    long referenceRows = standard.map(VersionState::referenceRows).orElse(0L);
    session.catalog().setReference(number, file, referenceRows, schema, now);
    session.predictions().create(number, schema);
    return new VersionState(
        number,
        name,
        Optional.of(schema),
        Optional.ofNullable(file),
        referenceRows,
        now,
        Predictions.QUARANTINE,
        0);
  }

  private RowAppender appender(VersionState version) {
    return appenders.computeIfAbsent(
        version.number(),
        number -> session.predictions().appender(number, version.schema().orElseThrow()));
  }

  /// Labels that came with their predictions.
  private void inlineLabels(ModelState model, PredictionBatch batch, long received) {
    Optional<ColumnData> column =
        model
            .schema()
            .or(() -> ModelSchema.declared(model.config()))
            .flatMap(schema -> schema.schema().columns(Role.LABEL).stream().findFirst())
            .map(ColumnSpec::name)
            .flatMap(batch.columns()::column);
    if (column.isEmpty()) {
      return;
    }
    List<String> ids = new ArrayList<>();
    List<String> values = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      String label = CategoryNames.of(column.get(), row);
      if (label != null) {
        ids.add(batch.ids().get(row));
        values.add(label);
        times.add(batch.times()[row]);
      }
    }
    if (!ids.isEmpty()) {
      LabelBatch found =
          new LabelBatch(ids, values, times.stream().mapToLong(Long::longValue).toArray());
      session.labels().add(model.number(), found, received);
      session.counters().add(model.number(), "labels", found.rows());
    }
  }

  /// Ends the transaction's work: rows first, so that labels find them.
  void finish() {
    appenders.values().forEach(RowAppender::close);
    rows.forEach((version, windows) ->
        windows.forEach((bounds, count) ->
            session.windows().addRows(version, bounds.start(), bounds.end(), count)));
    for (LogEntry entry : labels) {
      ModelState model = models.byNumber(entry.model()).orElseThrow();
      LabelBatch batch = ((LogEntry.Labels) entry.content()).batch();
      long known = session.labels().known(model.number(), batch.ids());
      session.labels().add(model.number(), batch, entry.received());
      long matched = 0;
      for (VersionState version : versions(model)) {
        if (version.schema().isPresent()) {
          Map<Long, Long> windows = session.predictions().windowsOf(version.number(), batch.ids());
          windows.forEach(
              (start, count) -> session.windows().addLabels(version.number(), start, count));
          matched += windows.values().stream().mapToLong(Long::longValue).sum();
        }
      }
      session.counters().add(model.number(), "labels", batch.rows());
      session.counters().add(model.number(), "labels_corrected", known);
      session.counters().add(model.number(), "labels_early", Math.max(0, batch.rows() - matched));
    }
    changed.forEach((key, version) -> {
      Placement placement = new Placement(models.byNumber(key.model()).orElseThrow().config());
      session
          .windows()
          .close(version.number(), placement.closedUntil(version), placement.finalUntil(version));
    });
  }

  private List<VersionState> versions(ModelState model) {
    Map<String, VersionState> all = new TreeMap<>();
    model.versions().forEach(version -> all.put(version.name(), version));
    changed.forEach((key, version) -> {
      if (key.model() == model.number()) {
        all.put(key.version(), version);
      }
    });
    return List.copyOf(all.values());
  }

  /// Shows what changed, once the transaction is committed.
  void committed() {
    changed.forEach((key, version) -> models.byNumber(key.model()).ifPresent(m -> m.put(version)));
  }

  /// Lets go of everything when the transaction failed.
  void abandon() {
    for (RowAppender appender : appenders.values()) {
      try {
        appender.close();
      } catch (RuntimeException ignored) {
        // the transaction has failed already, and says why
      }
    }
  }
}
