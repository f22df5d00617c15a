package dev.leeway.app.server.window;

import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Catalog;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows;
import dev.leeway.core.monitor.WindowSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.BiFunction;

/// The models of a server. Every change is in the store before it is seen here.
public final class Models {

  private final Store store;
  private final Map<String, ModelState> byName = new ConcurrentSkipListMap<>();

  private Models(Store store) {
    this.store = store;
  }

  /// The models that a store has.
  ///
  /// @param reader makes a configuration of a model's name and what was written
  public static Models load(Store store, BiFunction<String, String, ModelConfig> reader) {
    Models models = new Models(store);
    store.read(session -> {
      for (Catalog.Model model : session.catalog().models()) {
        ModelState state =
            new ModelState(
                model.number(), reader.apply(model.name(), model.config()), model.config());
        models.byName.put(model.name(), state);
      }
      for (Catalog.Version version : session.catalog().versions()) {
        Optional<ModelSchema> schema = session.catalog().schema(version.number());
        long latest = Long.MIN_VALUE;
        long rows = 0;
        if (schema.isPresent()) {
          latest = session.predictions().latest(version.number());
          rows = session.predictions().count(version.number());
          Optional<Windows.Window> last = session.windows().last(version.number());
          Optional<ModelState> model = models.byNumber(version.model());
          if (last.isPresent() && model.isPresent()) {
            // rows that are not kept any more count too
            if (model.get().config().window() instanceof WindowSpec.Rows) {
              rows = Math.max(rows, last.get().start() + last.get().rows());
            } else {
              latest = Math.max(latest, last.get().start());
            }
          }
        }
        VersionState state = VersionState.of(version, schema, latest, rows);
        models.byNumber(version.model()).ifPresent(model -> model.put(state));
      }
      return true;
    });
    return models;
  }

  /// The model of that name.
  public Optional<ModelState> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<ModelState> byNumber(int number) {
    return byName.values().stream().filter(model -> model.number() == number).findFirst();
  }

  /// All models, by name.
  public List<ModelState> all() {
    return List.copyOf(byName.values());
  }

  /// Adds a model, or changes what is monitored of one.
  ///
  /// @param written the configuration as it was written
  /// @throws ModelChangeException if the model has rows, and its windows or columns would change
  public synchronized ModelState put(ModelConfig config, String written, Instant now) {
    ModelState before = byName.get(config.name());
    if (before != null && before.versions().stream().anyMatch(version -> version.rows() > 0)) {
      requireAlike(before.config(), config);
    }
    int[] number = new int[1];
    store.write(session -> {
      number[0] = session.catalog().keep(config.name(), written, now);
      session.labels().create(number[0]);
    });
    ModelState state = byName.get(config.name());
    if (state == null) {
      state = new ModelState(number[0], config, written);
      byName.put(config.name(), state);
    } else {
      state.configure(config, written);
    }
    return state;
  }

  private static void requireAlike(ModelConfig before, ModelConfig after) {
    List<String> changed = new ArrayList<>();
    if (!before.window().equals(after.window())) {
      changed.add("window (%s to %s)".formatted(before.window(), after.window()));
    }
    if (!before.roles().equals(after.roles())) {
      changed.add("the roles of columns");
    }
    if (!before.kinds().equals(after.kinds())) {
      changed.add("kind");
    }
    if (!before.ignored().equals(after.ignored())) {
      changed.add("ignore");
    }
    if (!changed.isEmpty()) {
      throw new ModelChangeException(
          "model %s has rows, so that its %s cannot change; give the model that is monitored otherwise another name"
              .formatted(after.name(), String.join(", ", changed)));
    }
  }

  /// Says what a version is compared with from now on. Its windows start anew.
  ///
  /// @param file the reference's rows, in the server's folder
  public synchronized VersionState setReference(
      ModelState model, String version, String file, long rows, ModelSchema schema, Instant now) {
    VersionState[] state = new VersionState[1];
    store.write(session -> {
      Catalog.Version added = session.catalog().add(model.number(), version, now);
      session.catalog().setReference(added.number(), file, rows, schema, now);
      session.predictions().create(added.number(), schema);
      state[0] =
          new VersionState(
              added.number(),
              version,
              Optional.of(schema),
              Optional.of(file),
              rows,
              now,
              Long.MIN_VALUE,
              0);
    });
    model.put(state[0]);
    return state[0];
  }

  /// Gives a version that learns its reference from its first rows that reference.
  public synchronized VersionState learned(
      ModelState model,
      VersionState version,
      String file,
      long rows,
      ModelSchema schema,
      Instant now) {
    store.write(
        session -> session.catalog().setReference(version.number(), file, rows, schema, now));
    VersionState newest = model.version(version.name()).orElse(version);
    VersionState state =
        new VersionState(
            version.number(),
            version.name(),
            Optional.of(schema),
            Optional.of(file),
            rows,
            now,
            newest.latest(),
            newest.rows());
    model.put(state);
    return state;
  }
}
