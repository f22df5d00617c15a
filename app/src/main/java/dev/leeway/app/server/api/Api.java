package dev.leeway.app.server.api;

import dev.leeway.app.server.ingest.Limits;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.ServerLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The server's HTTP interface. It listens before there is anything to serve, so that whoever
/// watches over the server sees it start.
public final class Api implements AutoCloseable {

  private static final int RATIO = 200;
  private static final int ID_LENGTH = 200;
  private static final int STRING_LENGTH = 10_000;
  private static final int NESTING = 32;

  private final Limits limits;
  private final Door door;
  private final HttpListener listener;
  private volatile @Nullable Engine running;

  /// Listens, and answers only about its health until [#serve].
  ///
  /// @throws ServeException if it cannot listen
  public Api(ServerConfig config, Patience patience) {
    this.limits = limits(config.limits());
    this.door =
        new Door(new Routes(health()), new Guard(config.tokens(), Guard.isLoopback(config.host())));
    this.listener =
        new HttpListener(
            config.host(), config.port(), config.tls().map(PemFiles::context), door, patience);
  }

  private static Limits limits(ServerLimits limits) {
    return new Limits(
        limits.bodyBytes(),
        limits.bodyBytes(),
        RATIO,
        limits.rows(),
        limits.columns(),
        ID_LENGTH,
        STRING_LENGTH,
        NESTING);
  }

  private List<Route> health() {
    return new HealthRoutes(() -> running).routes();
  }

  /// Serves what there is from now on.
  public void serve(Engine engine) {
    running = engine;
    List<Route> routes = new ArrayList<>(health());
    routes.add(
        Route.read("/v1/openapi.json", request -> Reply.text("application/json", openApi())));
    routes.addAll(new ModelRoutes(engine, limits).routes());
    routes.addAll(new IngestRoutes(engine, limits).routes());
    routes.addAll(new WindowRoutes(engine).routes());
    routes.addAll(new FindingRoutes(engine).routes());
    door.serve(new Routes(routes));
  }

  /// The description of the interface.
  static String openApi() {
    try (InputStream in =
        Objects.requireNonNull(Api.class.getResourceAsStream("openapi.json"), "openapi.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All that is served.
  List<Route> routes() {
    return door.routes();
  }

  /// The port it listens at.
  public int port() {
    return listener.port();
  }

  /// Takes no more requests, and waits for those that were begun.
  @Override
  public void close() {
    listener.close();
  }
}
