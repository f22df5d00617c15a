package dev.leeway.app.server.api;

import dev.leeway.app.server.model.TokenRole;
import java.util.Optional;

/// A path and what is done there.
///
/// @param method `GET`, `PUT` or `POST`
/// @param path with names in braces for what varies, `/v1/models/{model}`
/// @param role who may; empty for everybody
/// @param handler what is done
record Route(String method, String path, Optional<TokenRole> role, Handler handler) {

  /// Answers a request.
  @FunctionalInterface
  interface Handler {
    /// @throws Problem if it cannot be done
    Reply handle(Request request) throws Exception;
  }

  static Route open(String method, String path, Handler handler) {
    return new Route(method, path, Optional.empty(), handler);
  }

  static Route read(String path, Handler handler) {
    return new Route("GET", path, Optional.of(TokenRole.READ), handler);
  }

  static Route ingest(String path, Handler handler) {
    return new Route("POST", path, Optional.of(TokenRole.INGEST), handler);
  }

  static Route admin(String method, String path, Handler handler) {
    return new Route(method, path, Optional.of(TokenRole.ADMIN), handler);
  }
}
