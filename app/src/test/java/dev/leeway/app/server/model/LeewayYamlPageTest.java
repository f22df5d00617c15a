package dev.leeway.app.server.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What docs/reference/leeway-yaml.md has to say.
class LeewayYamlPageTest {

  private static final Path PAGE = Path.of("..", "docs", "reference", "leeway-yaml.md");

  private static final Pattern UNKNOWN =
      Pattern.compile("unknown key `([a-z.-]*)nobody`; known are (.*)");

  /// All keys, as the reader tells them to those who write another one.
  private static List<String> keys() {
    ConfigException problems =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ServerConfigReader.read(
                    """
                    server: {nobody: 1, tokens: {nobody: 1}, tls: {nobody: 1}, limits: {nobody: 1}}
                    models:
                      m:
                        nobody: 1
                        lateness: {nobody: 1}
                        labels: {nobody: 1}
                        budget: {nobody: 1}
                        retention: {nobody: 1}
                        reference: {nobody: 1}
                    """,
                    "leeway.yaml",
                    Path.of(".")));
    List<String> keys = new ArrayList<>();
    for (String problem : problems.problems()) {
      Matcher unknown = UNKNOWN.matcher(problem);
      if (unknown.find()) {
        for (String key : unknown.group(2).split(", ", -1)) {
          keys.add((unknown.group(1) + key).replaceFirst("^models\\.m\\.", ""));
        }
      }
    }
    return keys;
  }

  @Test
  void everyKeyIsInTheTables() throws Exception {
    String page = Files.readString(PAGE);
    List<String> sections =
        List.of(
            "lateness",
            "labels",
            "budget",
            "retention",
            "server.tokens",
            "server.tls",
            "server.limits");
    assertThat(keys()).hasSizeGreaterThan(40).containsAll(sections);
    assertThat(keys())
        .filteredOn(key -> !sections.contains(key))
        .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
  }

  @Test
  void everyKeyOfTheTablesIsRead() throws Exception {
    List<String> written =
        Pattern.compile("(?m)^\\| `([a-z.-]+)` \\|")
            .matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1))
            .toList();
    assertThat(keys()).containsAll(written);
  }

  @Test
  void theExampleIsReadable() throws Exception {
    Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();
    assertThat(ServerConfigReader.read(example.group(1), "example", Path.of(".")).models())
        .hasSize(1);
  }
}
