package dev.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuickstartTest {

  @TempDir Path folder;

  private String told() throws IOException {
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      new Quickstart(out, () -> Instant.EPOCH).run("1.0", folder);
    }
    return text.toString();
  }

  @Test
  void quietBatchIsQuietAndDriftedBatchIsCritical() throws IOException {
    List<String> lines = told().lines().toList();
    int drifted = lines.indexOf(find(lines, "batch drifted: 500 rows"));
    assertThat(find(lines.subList(0, drifted), "batch as usual: 500 rows")).isNotEmpty();
    assertThat(lines.subList(0, drifted))
        .noneMatch(line -> line.contains("WARN") || line.contains("ERROR"))
        .anyMatch(line ->
            line.contains(
                "data drift in 0 of 20 features; output drift: no; performance degradation:"
                    + " no"));
    assertThat(lines.subList(drifted, lines.size()))
        .contains(
            "    WARN   Data drift detected in 20 features",
            "    ERROR  Performance degradation detected")
        .anyMatch(line -> line.matches(" +critical +performance_degradation .*immediate action"));
  }

  private static String find(List<String> lines, String part) {
    return lines.stream().filter(line -> line.contains(part)).findFirst().orElseThrow();
  }

  @Test
  void stepsAreNumberedAndFitTheTerminal() throws IOException {
    List<String> lines = told().lines().toList();
    assertThat(lines)
        .allMatch(line -> line.length() <= 100)
        .contains(
            "[1/5] System",
            "[2/5] Baseline",
            "[3/5] Simulation",
            "[4/5] Prometheus text",
            "[5/5] Report");
  }

  @Test
  void sameCallTellsAndWritesTheSame() throws IOException {
    String first = told();
    byte[] report = Files.readAllBytes(folder.resolve("report.json"));
    assertThat(told()).isEqualTo(first);
    assertThat(Files.readAllBytes(folder.resolve("report.json"))).isEqualTo(report);
  }

  @Test
  void reportHoldsBothBatchesAndEveryAlert() throws IOException {
    told();
    JsonNode report = new JsonMapper().readTree(folder.resolve("report.json").toFile());
    assertThat(report.at("/monitoring_period/n_batches").intValue()).isEqualTo(2);
    assertThat(report.at("/alerts/0/n_drifted").intValue()).isEqualTo(20);
    assertThat(report.at("/alerts/1/severity").stringValue()).isEqualTo("critical");
    assertThat(report.at("/alerts/1/timestamp").stringValue()).isEqualTo("1970-01-01T00:00:00Z");
  }

  /// The example is a program of its own, launched as its first lines say, and its numbers are the
  /// demo's: its report differs in times only.
  @Test
  void exampleRunsAsWrittenAndFindsTheSame() throws Exception {
    told();
    Path example = Path.of("..", "examples", "Quickstart.java").toAbsolutePath().normalize();
    Path exampleFolder = folder.resolve("example");
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                example.toString(),
                exampleFolder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int exitCode = process.waitFor();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(exitCode).as(printed).isZero();
    assertThat(printed)
        .contains("Data drift detected in 20 features", "Performance degradation detected");
    assertThat(withoutTimes(exampleFolder.resolve("report.json")))
        .isEqualTo(withoutTimes(folder.resolve("report.json")));
  }

  private static String withoutTimes(Path report) throws IOException {
    return Files.readString(report).replaceAll("\"[0-9T:.-]+Z\"", "\"time\"");
  }
}
