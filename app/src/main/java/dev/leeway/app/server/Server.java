package dev.leeway.app.server;

import dev.leeway.app.server.api.Api;
import dev.leeway.app.server.api.Engine;
import dev.leeway.app.server.api.Guard;
import dev.leeway.app.server.api.Patience;
import dev.leeway.app.server.api.ServeException;
import dev.leeway.app.server.evaluate.Evaluator;
import dev.leeway.app.server.evaluate.References;
import dev.leeway.app.server.ingest.Intake;
import dev.leeway.app.server.log.FolderLock;
import dev.leeway.app.server.log.LogOptions;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.model.ModelConfigReader;
import dev.leeway.app.server.model.ReferenceSource;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.store.Catalog;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.window.Applier;
import dev.leeway.app.server.window.Housekeeper;
import dev.leeway.app.server.window.Housekeeping;
import dev.leeway.app.server.window.ModelChangeException;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.Models;
import dev.leeway.app.server.window.VersionState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// A server that watches models: the place to start reading.
///
/// A row travels from [Api] through [Intake], which knows what was sent before, into the
/// [SegmentLog]; once it is on disk there, the request is answered. The [Applier] takes it from the
/// log into its window in the [Store], and the [Evaluator] judges the window when it has closed.
/// Each part is opened after those that it needs and closed before them, so that everything that
/// was accepted is on disk whenever the server stops.
public final class Server implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Server.class.getName());

  /// How often it is looked for what is no longer kept.
  private static final Duration ROUND = Duration.ofHours(1);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final String scheme;
  private final String host;
  private final int port;

  /// Starts a server, and returns once it is ready.
  ///
  /// @param program the program's version, for reports
  /// @param insecure whether strangers may reach it without tokens
  /// @throws ServeException if it cannot be reached as it is told to be
  /// @throws dev.leeway.app.server.log.LogException if the folder is in use or the log is damaged
  /// @throws dev.leeway.app.server.store.StoreException if the store cannot be opened
  public static Server open(
      ServerConfig config, String program, boolean insecure, InstantSource clock) {
    return open(config, program, insecure, clock, Patience.standard());
  }

  /// The same with another patience for clients.
  public static Server open(
      ServerConfig config,
      String program,
      boolean insecure,
      InstantSource clock,
      Patience patience) {
    if (!insecure && config.tokens().isOpen() && !Guard.isLoopback(config.host())) {
      throw new ServeException(
          "whoever reaches %s could send and read everything: set server.tokens, listen at"
                  .formatted(config.host())
              + " 127.0.0.1, or say --insecure if something else keeps strangers out");
    }
    return new Server(config, program, clock, patience);
  }

  private Server(ServerConfig config, String program, InstantSource clock, Patience patience) {
    boolean open = false;
    try {
      opened(FolderLock.of(config.data()));
      Api api = new Api(config, patience);
      try {
        api.serve(engine(config, program, clock));
      } finally {
        opened(api); // listens first, and yet is the first to be closed
      }
      this.scheme = config.tls().isPresent() ? "https" : "http";
      this.host = config.host();
      this.port = api.port();
      open = true;
    } finally {
      if (!open) {
        close();
      }
    }
    LOG.log(Level.INFO, "serves at {0}, with the folder {1}", address(), config.data());
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private Engine engine(ServerConfig config, String program, InstantSource clock) {
    Path folder = config.data();
    Store store = opened(Store.open(folder, config.limits().databaseBytes()));
    Models models =
        Models.load(
            store,
            (name, written) -> ModelConfigReader.read(name, written, "model " + name, folder));
    References references = new References(folder, models);
    configure(config, models, references, clock);
    Evaluator evaluator = opened(new Evaluator(store, models, references, clock, program));
    long applied = store.<Long>read(session -> session.progress().applied());
    SegmentLog log =
        opened(
            SegmentLog.open(
                folder.resolve("log"),
                LogOptions.DEFAULT
                    .withMaxQueuedBytes(config.limits().queuedBytes())
                    .withSeenEnd(applied)));
    Applier applier = opened(new Applier(log, store, models, evaluator::wake));
    applier.start();
    Intake intake = new Intake(log, config.limits().ids());
    remember(store, intake, config.limits().ids(), clock.instant());
    evaluator.start();
    opened(new Housekeeper(new Housekeeping(store, models), clock, ROUND));
    return new Engine(store, log, models, references, applier, intake, evaluator, clock);
  }

  /// Models of the configuration are added or changed; others stay as they are.
  private static void configure(
      ServerConfig config, Models models, References references, InstantSource clock) {
    for (ServerConfig.Model model : config.models()) {
      Optional<ModelState> known = models.find(model.config().name());
      ModelState state;
      try {
        state =
            known.isPresent() && known.get().config().equals(model.config())
                ? known.get()
                : models.put(model.config(), model.written(), clock.instant());
      } catch (ModelChangeException e) {
        throw new ServeException(String.valueOf(e.getMessage()), e);
      }
      boolean learnt =
          state.version(ModelState.DEFAULT).flatMap(VersionState::reference).isPresent();
      if (!learnt && model.config().reference() instanceof ReferenceSource.File file) {
        references.set(state, ModelState.DEFAULT, file.path(), clock.instant());
      }
    }
  }

  /// Batches that were sent before the server stopped, and are sent again, count once.
  private static void remember(Store store, Intake intake, int limit, Instant now) {
    long since = ChronoUnit.MICROS.between(Instant.EPOCH, now) - Intake.KEEP_MICROS;
    store.read(session -> {
      for (Catalog.Version version : session.catalog().versions()) {
        if (session.catalog().schema(version.number()).isPresent()) {
          intake.remember(
              version.model(),
              known ->
                  session
                      .predictions()
                      .idsSince(
                          version.number(),
                          since,
                          limit,
                          (id, received) ->
                              known.accept(new Intake.Known(version.name(), id, received))));
        }
      }
      return true;
    });
  }

  /// Where it is reached.
  public URI address() {
    String name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return URI.create(scheme + "://" + name + ":" + port);
  }

  /// Takes no more requests, finishes those that were begun, takes what was accepted into the
  /// store, and ends. A second call does nothing.
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.log(Level.ERROR, "a part of the server did not close: " + e.getMessage(), e);
      }
    }
  }
}
