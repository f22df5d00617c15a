package dev.leeway.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.stats.PValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final List<String> ODD =
      List.of(
          "<script>alert(1)</script>",
          "\u05e2\u05de\u05d5\u05d3\u05d4",
          "\ud83e\udd8a fox",
          "n".repeat(300),
          "a\"b'c&d",
          "\u202ereversed");

  @TempDir private Path folder = Path.of("");

  @Test
  void everyComponentHasItsSection() throws IOException {
    String page = HtmlReport.write(windowed());

    for (Component component : Component.values()) {
      assertThat(page).contains("<h2>" + component.title() + "</h2>");
    }
    assertThat(page).contains("<h2>Windows</h2>", "Accuracy over time", "Confusion matrix");
    assertThat(page)
        .contains(
            "Monitoring dashboards",
            "Alert configuration",
            "Drift detection reports",
            "Performance degradation analysis",
            "Retraining recommendations",
            "Action playbook");
  }

  @Test
  void namesOfColumnsAndMethodsKeepTheirFirstLetter() throws IOException {
    ColumnCards cards =
        new ColumnCards(Checks.wide(folder, List.of("income", "a", "t", "b", "c", "d")));

    assertThat(cards.sentence("income: values changed")).isEqualTo("income: values changed");
    assertThat(cards.sentence("the output drifted")).isEqualTo("The output drifted");
    assertThat(cards.sentence("accuracy fell")).isEqualTo("Accuracy fell");
    assertThat(cards.sentence("evidently-psi 0.2, threshold 0.1")).startsWith("evidently-psi");
  }

  @Test
  void tinyProbabilitiesAreShownByTheirPowerOfTen() {
    assertThat(Techniques.shown(0.02, PValue.of(0.01))).isEqualTo("0.02");
    assertThat(Techniques.shown(2e-36, PValue.of(1e-36))).isEqualTo("10⁻³⁶");
    assertThat(Techniques.shown(0, PValue.ofLn(-5_000))).isEqualTo("< 10⁻³²³");
    assertThat(Techniques.shown(0, PValue.of(0))).isEqualTo("0");
  }

  @Test
  void everyFeatureHasTheFiveTechniques() throws IOException {
    CheckResult check = windowed();
    String page = HtmlReport.write(check);

    assertThat(page.split("class=\"techniques\"", -1)).hasSize(check.drift().columns().size() + 1);
    assertThat(page)
        .contains(
            "the distributions lie up to", "by the customary marks", "values moved by that much")
        .contains("the less alike the shares", "nothing in common", "is for numbers");
  }

  @Test
  void missingAndNewValuesAreInThePicture() throws IOException {
    assertThat(HtmlReport.write(windowed()))
        .containsPattern("<bdi>missing</bdi>.*\n?.*<small>[1-9]")
        .containsPattern("<bdi>new</bdi>.*0\\.0 → [1-9]");
  }

  @Test
  void linksWithinThePageLeadSomewhere() throws IOException {
    String page = HtmlReport.write(windowed());
    List<String> targets =
        Pattern.compile("href=\"#([^\"]+)\"").matcher(page).results().map(r -> r.group(1)).toList();

    assertThat(targets).hasSizeGreaterThan(15);
    assertThat(targets).allSatisfy(target -> assertThat(page).contains("id=\"" + target + "\""));
  }

  @Test
  void filesAreLinkedOnlyWhereTheyAre() throws IOException {
    CheckResult check = windowed();

    assertThat(HtmlReport.write(check)).doesNotContain("report.json\"");
    assertThat(HtmlReport.write(check, Set.of("report.json")))
        .contains("href=\"report.json\"")
        .doesNotContain("href=\"junit.xml\"");
  }

  @Test
  void namesAreTextWhateverTheyHold() throws IOException {
    String page = HtmlReport.write(Checks.wide(folder, ODD));

    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "a&quot;b&#39;c&amp;d", "·reversed")
        .doesNotContain("<script>alert", "\u202e")
        .contains("\u05e2\u05de\u05d5\u05d3\u05d4\u200e");
  }

  @Test
  void nothingIsLoadedFromTheNetwork() throws IOException {
    assertThat(HtmlReport.write(windowed()))
        .contains("default-src 'none'")
        .doesNotContain("src=\"", "url(", "@import", "<link", "fetch(");
  }

  @Test
  void fiftyFeaturesInTwentyWindowsTakeHalfAMegabyteAtMost() throws IOException {
    List<String> names = IntStream.range(0, 50).mapToObj(at -> "feature number " + at).toList();
    String page = HtmlReport.write(Checks.wide(folder, names));

    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(500_000);
  }

  @Test
  void aQuietCheckSaysSo() throws IOException {
    String same = Checks.wide(100, List.of("a"), 1, 0);
    String page = HtmlReport.write(Checks.of(folder, same, same, Map.of(), Instant.EPOCH));

    assertThat(page)
        .contains("No alerts: no finding asks for action.", "nothing to do")
        .doesNotContain("<h2>Windows</h2>", "Confusion matrix", "NaN", "null");
  }

  private CheckResult windowed() throws IOException {
    return Checks.classifier(folder, Optional.of(WindowSpec.parse("100")));
  }
}
