package dev.leeway.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.app.server.Server;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.TokenRole;
import dev.leeway.app.server.model.Tokens;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what: every route by every role.
class TokensTest {

  @TempDir Path folder;

  private static Tokens tokens() {
    Map<TokenRole, List<String>> hashes = new EnumMap<>(TokenRole.class);
    for (TokenRole role : TokenRole.values()) {
      hashes.put(
          role, List.of(Tokens.written("secret-" + role.id()).substring("sha256:".length())));
    }
    return new Tokens(hashes);
  }

  @Test
  void everyRouteAsksForItsRole() throws Exception {
    try (Site site = Site.open(folder, tokens())) {
      for (Route route : routes()) {
        for (String token : new String[] {null, "", "wrong", "ingest", "read", "admin"}) {
          int expected = expected(route.role(), token);
          int status = status(site, route, token);
          if (expected == 200) {
            assertThat(status).as(route + " by " + token).isNotIn(401, 403);
          } else {
            assertThat(status).as(route + " by " + token).isEqualTo(expected);
          }
        }
      }
    }
  }

  private static int expected(Optional<TokenRole> needed, @Nullable String token) {
    if (needed.isEmpty()) {
      return 200;
    }
    if (token == null || token.isEmpty() || token.equals("wrong")) {
      return 401;
    }
    return token.equals("admin") || token.equals(needed.get().id()) ? 200 : 403;
  }

  private static int status(Site site, Route route, @Nullable String token) throws Exception {
    var request =
        site.request(route.path().replace("{model}", "none").replaceAll("\\{\\w+}", "x"))
            .method(
                route.method(),
                route.method().equals("GET")
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("[]"));
    if (token != null) {
      request.header("Authorization", "Bearer " + (token.isEmpty() ? "" : "secret-" + token));
    }
    return site.send(request).status();
  }

  @SuppressWarnings("NullAway") // routes are listed without an engine behind them
  private List<Route> routes() {
    try (Api api = new Api(Site.config(folder, Tokens.none(), Optional.empty()), Site.PATIENCE)) {
      api.serve(null);
      return api.routes();
    }
  }

  @Test
  void anAddressThatOthersReachNeedsTokens() {
    ServerConfig config =
        new ServerConfig(
            folder, "0.0.0.0", 0, Tokens.none(), Optional.empty(), Site.LIMITS, List.of());
    assertThatThrownBy(() -> Server.open(config, "test", false, InstantSource.system()))
        .isInstanceOf(ServeException.class)
        .hasMessageContaining("0.0.0.0")
        .hasMessageContaining("--insecure");
    try (Server server = Server.open(config, "test", true, InstantSource.system())) {
      assertThat(server.address().getHost()).isEqualTo("0.0.0.0");
    }
  }
}
