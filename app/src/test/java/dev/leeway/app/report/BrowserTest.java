package dev.leeway.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser, Debian's `chromium`; without it there is nothing to test.
class BrowserTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir private Path folder = Path.of("");

  @Test
  void thePageRunsWithoutAnErrorAndPagesItsFeatures() throws IOException, InterruptedException {
    if (!Files.isExecutable(CHROMIUM)) {
      System.out.println("skipped: no " + CHROMIUM);
      Assumptions.abort("no " + CHROMIUM);
    }
    List<String> names = IntStream.range(0, 60).mapToObj(at -> "<i>" + at + "</i>").toList();
    Path page = folder.resolve("report.html");
    Files.writeString(page, HtmlReport.write(Checks.wide(folder, names)));
    Path out = folder.resolve("dom");
    Path log = folder.resolve("log");
    Process browser =
        new ProcessBuilder(
                CHROMIUM.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      browser.destroyForcibly().waitFor();
    }

    // Errors of the script, and whatever the page's policy kept from being loaded, are logged here.
    assertThat(Files.readString(log, StandardCharsets.UTF_8)).doesNotContain("CONSOLE");
    String dom = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(dom).contains("1–50 of 60").contains("<div class=\"filter\">");
    assertThat(dom.split("<details class=\"column [a-z]+\" id=\"column-\\d+\" hidden", -1))
        .hasSize(11);
  }
}
