package dev.leeway.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.model.Tokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Requests that nobody would write.
class FuzzTest {

  @TempDir Path folder;

  @Test
  @SuppressWarnings("NullAway") // routes are listed without an engine behind them
  void noRequestBringsTheServerDown() throws Exception {
    List<Route> routes;
    try (Api api = new Api(Site.config(folder, Tokens.none(), Optional.empty()), Site.PATIENCE)) {
      api.serve(null);
      routes = api.routes();
    }
    try (Site site = Site.open(folder)) {
      site.addModel("credit");
      RequestFuzz fuzz =
          new RequestFuzz(site.address().getPort(), routes.stream().map(FuzzTest::words).toList());
      RequestFuzz.Outcome outcome = fuzz.run(20260301, 5_000);
      assertThat(outcome.failed()).isEmpty();
      assertThat(outcome.answered()).isGreaterThan(4_000);
      assertThat(site.get("/readyz").status()).isEqualTo(200);
      assertThat(site.get("/v1/models/credit").status()).isEqualTo(200);
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("leeway-"));
  }

  private static String words(Route route) {
    return route.method() + " " + route.path();
  }
}
