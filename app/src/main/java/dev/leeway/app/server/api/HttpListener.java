package dev.leeway.app.server.api;

import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// HTTP over a socket. Each connection has a virtual thread, and what a handler waits for blocks
/// that one alone.
final class HttpListener implements AutoCloseable {

  private static final int HEADER_BYTES = 16 << 10;
  private static final int LINE_BYTES = 8 << 10;
  private static final int CONNECTIONS = 2_000;

  /// What is read of a body that nobody wants, so that the client hears why.
  private static final long UNWANTED_BYTES = 8 << 20;

  private static final Duration UNWANTED_TIME = Duration.ofSeconds(2);

  private final Door door;
  private final Patience patience;
  private final SlowHeads slow;
  private final WebServer server;

  /// Listens.
  ///
  /// @param port 0 for any that is free
  /// @throws ServeException if the address cannot be listened at
  HttpListener(String host, int port, Optional<SSLContext> tls, Door door, Patience patience) {
    this.door = door;
    this.patience = patience;
    this.slow = new SlowHeads(patience.head());
    this.server = start(host, port, tls);
  }

  private WebServer start(String host, int port, Optional<SSLContext> tls) {
    Http1Config http =
        Http1Config.builder()
            .maxHeadersSize(HEADER_BYTES)
            .maxPrologueLength(LINE_BYTES)
            .addReceiveListener(slow)
            .build();
    var config =
        WebServer.builder()
            .address(address(host))
            .port(port)
            .shutdownHook(false)
            .shutdownGracePeriod(patience.drain())
            .maxTcpConnections(CONNECTIONS)
            .idleConnectionTimeout(patience.silence())
            .idleConnectionPeriod(patience.silence().dividedBy(2))
            .connectionOptions(SocketOptions.builder().readTimeout(patience.silence()).build())
            .addProtocol(http)
            .contentEncoding(new PackedAsSent())
            .directHandlers(directHandlers())
            .routing(routing -> routing.any(this::handle));
    tls.ifPresent(context -> config.tls(Tls.builder().sslContext(context).build()));
    try {
      return config.build().start();
    } catch (UncheckedIOException | IllegalStateException e) {
      slow.close();
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ServeException(
          "cannot listen at %s port %d: %s".formatted(host, port, cause.getMessage()), e);
    }
  }

  private static InetAddress address(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      return InetAddress.getByName(bare);
    } catch (IOException e) {
      throw new ServeException("there is no address for the host " + host, e);
    }
  }

  int port() {
    return server.port();
  }

  private void handle(ServerRequest request, ServerResponse response) {
    ClientBody body = new ClientBody(body(request), patience);
    Reply reply = reply(request, body);
    boolean read = body.drain(UNWANTED_BYTES, UNWANTED_TIME);
    response.status(Status.create(reply.status()));
    response.headers().set(HeaderNames.CONTENT_TYPE, reply.type());
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    response.headers().set(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    reply
        .headers()
        .forEach((name, value) -> response.headers().set(HeaderNames.create(name), value));
    if (!read) {
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
    }
    if (request.prologue().method().text().equals("HEAD")) {
      response.headers().set(HeaderNames.CONTENT_LENGTH, Integer.toString(reply.body().length));
      response.send();
    } else {
      response.send(reply.body());
    }
  }

  private static InputStream body(ServerRequest request) {
    return request.content().hasEntity()
        ? request.content().inputStream()
        : InputStream.nullInputStream();
  }

  private Reply reply(ServerRequest request, ClientBody body) {
    try {
      Map<String, String> headers = new LinkedHashMap<>();
      request
          .headers()
          .forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.values()));
      return door.answer(
          new Door.Arrival(
              request.prologue().method().text(),
              PercentText.path(request.prologue().uriPath().rawPath()),
              PercentText.query(request.query().rawValue()),
              headers,
              body,
              request.remotePeer().host()));
    } catch (Problem problem) {
      return problem.reply();
    }
  }

  /// What Helidon answers by itself, when a request is no HTTP. It calls it an internal error where
  /// a method or a header's name has wrong letters; errors of ours never come here, for [Door]
  /// answers them.
  private static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type, (request, event, status, headers, message) -> noHttp(event, status, headers));
    }
    return handlers.build();
  }

  private static DirectHandler.TransportResponse noHttp(
      DirectHandler.EventType event, Status status, ServerResponseHeaders headers) {
    Status told = event == DirectHandler.EventType.INTERNAL_ERROR ? Status.BAD_REQUEST_400 : status;
    Reply reply =
        Problem.of(
                Problem.Status.of(told.code()).orElse(Problem.Status.BAD_REQUEST),
                "the request is not as HTTP has it")
            .reply();
    return DirectHandler.TransportResponse.builder()
        .status(told)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, reply.type())
        .keepAlive(false)
        .entity(reply.body())
        .build();
  }

  /// Takes no more requests, and waits for those that were begun.
  @Override
  public void close() {
    server.stop();
    slow.close();
  }
}
