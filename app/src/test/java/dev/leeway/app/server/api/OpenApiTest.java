package dev.leeway.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.model.TokenRole;
import dev.leeway.app.server.model.Tokens;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The description of the interface is the interface.
class OpenApiTest {

  @TempDir Path folder;

  @Test
  void theDocumentHasTheRoutesWithTheirRolesAndNoOthers() {
    Map<String, String> served = new TreeMap<>();
    for (Route route : routes()) {
      served.put(
          route.method() + " " + route.path(), route.role().map(TokenRole::id).orElse("nobody"));
    }
    Map<String, String> described = new TreeMap<>();
    document()
        .path("paths")
        .propertyStream()
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .forEach(operation ->
                    described.put(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        role(operation.getValue()))));
    assertThat(described).isEqualTo(served);
  }

  private static String role(JsonNode operation) {
    JsonNode bearer = operation.path("security").path(0).path("bearer");
    return bearer.isMissingNode() ? "nobody" : bearer.path(0).asString();
  }

  @Test
  void everyNameInAPathIsAParameterAndEveryPointerLeadsSomewhere() {
    JsonNode document = document();
    document
        .path("paths")
        .propertyStream()
        .forEach(path -> {
          Matcher name = Pattern.compile("\\{(\\w+)}").matcher(path.getKey());
          while (name.find()) {
            path.getValue()
                .forEach(operation ->
                    assertThat(operation.path("parameters").toString())
                        .as(path.getKey())
                        .contains("parameters/" + name.group(1)));
          }
        });
    Matcher pointer = Pattern.compile("\"\\$ref\" ?: ?\"#(/[^\"]+)\"").matcher(Api.openApi());
    int count = 0;
    while (pointer.find()) {
      assertThat(document.at(pointer.group(1)).isMissingNode()).as(pointer.group(1)).isFalse();
      count++;
    }
    assertThat(count).isGreaterThan(100);
  }

  private static JsonNode document() {
    return Site.JSON.readTree(Api.openApi());
  }

  @SuppressWarnings("NullAway") // routes are listed without an engine behind them
  private java.util.List<Route> routes() {
    try (Api api = new Api(Site.config(folder, Tokens.none(), Optional.empty()), Site.PATIENCE)) {
      api.serve(null);
      return api.routes();
    }
  }
}
