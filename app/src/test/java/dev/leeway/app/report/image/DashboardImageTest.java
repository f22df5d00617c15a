package dev.leeway.app.report.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.report.Checks;
import dev.leeway.core.monitor.WindowSpec;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardImageTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void windowsAreDrawnInAllFourPanels() throws IOException {
    CheckResult check = Checks.classifier(folder, Optional.of(WindowSpec.parse("100")));
    BufferedImage image = image(check);

    assertThat(image.getWidth()).isEqualTo(DashboardImage.WIDTH);
    assertThat(image.getHeight()).isEqualTo(DashboardImage.HEIGHT);
    int now = Pen.NOW.getRGB();
    assertThat(pixels(image, 0, 0, now)).as("accuracy").isGreaterThan(500);
    assertThat(pixels(image, 1, 0, now)).as("precision").isGreaterThan(500);
    assertThat(pixels(image, 0, 1, now)).as("features").isGreaterThan(200);
    assertThat(pixels(image, 1, 1, 0xffa4133c)).as("a critical alert").isGreaterThan(1000);
  }

  @Test
  void oneBatchIsDrawnBesideTheReference() throws IOException {
    BufferedImage image = image(Checks.classifier(folder, Optional.empty()));

    assertThat(pixels(image, 0, 0, Pen.NOW.getRGB())).isGreaterThan(300);
    assertThat(pixels(image, 0, 0, Pen.GOOD.getRGB())).as("no mean of one").isZero();
  }

  @Test
  void withoutLabelsNumbersOrAlertsThePanelsSaySo() throws IOException {
    String same = "city\n" + "Rom\nOslo\n".repeat(100);
    BufferedImage image = image(Checks.of(folder, same, same, Map.of(), Instant.EPOCH));

    for (int panel = 0; panel < 4; panel++) {
      int column = panel % 2;
      int row = panel / 2;
      assertThat(pixels(image, column, row, Pen.NOW.getRGB())).isZero();
      assertThat(pixels(image, column, row, Pen.SOFT.getRGB())).as("a sentence").isGreaterThan(50);
    }
  }

  @Test
  void oddNamesAreDrawn() throws IOException {
    List<String> names =
        List.of("<b>", "n".repeat(300), "\ud83e\udd8a".repeat(200), "\u202e\u05e2");

    assertThat(pixels(image(Checks.wide(folder, names)), 0, 1, Pen.NOW.getRGB())).isPositive();
  }

  @Test
  void quartilesOfTheReferenceAreReadOffItsCounts() throws IOException {
    CheckResult check = Checks.classifier(folder, Optional.empty());
    List<Spread> spreads = Spread.of(check, 10);

    assertThat(spreads).extracting(Spread::name).containsExactly("x", "steady");
    // A normal distribution shifted by 1: mean 1, quartiles 1 ± 0.67; four standard errors of 500.
    assertThat(spreads.get(0).now()[1]).isCloseTo(1, within(4 / Math.sqrt(250)));
    assertThat(spreads.get(0).now()[2] - spreads.get(0).now()[0]).isCloseTo(1.35, within(0.3));
  }

  private static BufferedImage image(CheckResult check) throws IOException {
    try {
      return ImageIO.read(new ByteArrayInputStream(DashboardImage.png(check)));
    } catch (DashboardImage.NoFontsException e) {
      System.out.println("skipped: " + e.getMessage());
      return Assumptions.abort("no fonts");
    }
  }

  /// Pixels of that colour in a panel.
  private static int pixels(BufferedImage image, int column, int row, int color) {
    int width = (DashboardImage.WIDTH - DashboardImage.GAP) / 2;
    int height = (DashboardImage.HEIGHT - DashboardImage.HEAD) / 2;
    int found = 0;
    for (int y = DashboardImage.HEAD + row * height;
        y < DashboardImage.HEAD + (row + 1) * height;
        y++) {
      for (int x = column * width; x < (column + 1) * width; x++) {
        boolean legend = y < DashboardImage.HEAD + row * height + 72;
        found += !legend && image.getRGB(x, y) == color ? 1 : 0;
      }
    }
    return found;
  }

  @ParameterizedTest
  @CsvSource({"0.9, 1", "1, 1", "1.1, 2", "2.1, 2.5", "0.026, 0.05", "7, 10", "99, 100"})
  void scalesHaveRoundSteps(double least, double step) {
    assertThat(Plot.step(least)).isCloseTo(step, within(1e-12 * step));
  }

  @Test
  void aLongHeadlineEndsWithAClause() {
    BufferedImage image = new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
    Pen pen = new Pen(image.createGraphics());
    String sentence = "accuracy fell; 3 of 6 features drifted; the output drifted";
    assertThat(pen.clauses(sentence, 24, 10_000)).isEqualTo(sentence);
    assertThat(pen.clauses(sentence, 24, pen.width(sentence, 24) - 1))
        .isEqualTo("accuracy fell; 3 of 6 features drifted; …");
    assertThat(pen.clauses(sentence, 24, 20)).endsWith("…").doesNotContain(";");
  }
}
