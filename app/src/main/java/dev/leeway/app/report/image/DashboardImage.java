package dev.leeway.app.report.image;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.profile.Counted;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import javax.imageio.ImageIO;

/// `model_monitoring_dashboard.png`: accuracy over time, precision, recall and F1, the most drifted
/// features, and the alerts, on one picture.
public final class DashboardImage {

  static final int WIDTH = 1600;
  static final int HEIGHT = 1130;
  static final int HEAD = 96;
  static final int GAP = 18;

  private static final Color GROUND = new Color(0xf0f2f5);

  /// There are no fonts to write with.
  public static final class NoFontsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoFontsException(Throwable cause) {
      super(
          "there is no picture, because this Java finds no fonts; install fontconfig and a font,"
              + " such as the packages fontconfig and fonts-dejavu-core",
          cause);
    }
  }

  private DashboardImage() {}

  /// The picture as PNG; its windows are batches, or all current data one where there are none.
  ///
  /// @throws NoFontsException where Java has no fonts, or not the libraries to draw them
  public static byte[] png(CheckResult check) {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      Pen pen = new Pen(graphics);
      requireFonts(pen);
      draw(pen, check);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from memory
    }
    return bytes.toByteArray();
  }

  /// Java says in many ways that it has no fonts: without libfontconfig by an exception, without a
  /// font by a plain Error, without libfreetype by an error of linking.
  private static void requireFonts(Pen pen) {
    try {
      if (pen.width("0123456789", 14) > 0) {
        return;
      }
    } catch (OutOfMemoryError | StackOverflowError e) {
      throw e;
    } catch (Error | RuntimeException e) {
      throw new NoFontsException(e);
    }
    throw new NoFontsException(new IllegalStateException("text has no width"));
  }

  private static void draw(Pen pen, CheckResult check) {
    pen.fill(GROUND, 0, 0, WIDTH, HEIGHT);
    pen.text(pen.clauses(check.headline(), 24, 0.85 * WIDTH), 24, true, Pen.INK, GAP, 44, 0);
    pen.text(
        pen.shortened(
            Plot.format(
                "reference %s, current %s, checked %s UTC",
                Counted.of(check.referenceInput().rows(), "row"),
                Counted.of(check.currentInput().rows(), "row"),
                check
                    .generatedAt()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString()
                    .replace('T', ' ')
                    .replace("Z", "")),
            16,
            WIDTH - 2 * GAP),
        16,
        false,
        Pen.SOFT,
        GAP,
        74,
        0);
    double width = (WIDTH - 3 * GAP) / 2.0;
    double height = (HEIGHT - HEAD - 2 * GAP) / 2.0;
    double right = 2 * GAP + width;
    double below = HEAD + GAP + height;
    Batches batches = Batches.of(check);
    MetricPanels.accuracy(pen, batches, GAP, HEAD, width, height);
    MetricPanels.quality(pen, batches, right, HEAD, width, height);
    FindingPanels.features(pen, Spread.of(check, 10), GAP, below, width, height);
    FindingPanels.alerts(pen, check.alerts(), right, below, width, height);
  }
}
