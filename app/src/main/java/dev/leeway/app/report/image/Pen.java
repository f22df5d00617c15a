package dev.leeway.app.report.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/// Draws lines, marks and text on a picture, in points from its upper left corner.
final class Pen {

  static final Color INK = new Color(0x1b2230);
  static final Color SOFT = new Color(0x566172);
  static final Color LINE = new Color(0xdbe0e7);
  static final Color BEFORE = new Color(0x8593a6);
  static final Color NOW = new Color(0x2563d9);
  static final Color WORSE = new Color(0xb8390e);
  static final Color GOOD = new Color(0x23703f);

  private static final float[] DASHES = {7, 5};

  private final Graphics2D graphics;

  Pen(Graphics2D graphics) {
    this.graphics = graphics;
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  void fill(Color color, double x, double y, double width, double height) {
    graphics.setColor(color);
    graphics.fill(new Rectangle2D.Double(x, y, width, height));
  }

  void line(Color color, double width, double x, double y, double toX, double toY) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(new Line2D.Double(x, y, toX, toY));
  }

  void dashed(Color color, double x, double y, double toX, double toY) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
    graphics.draw(new Line2D.Double(x, y, toX, toY));
  }

  void dot(Color color, double x, double y, double radius) {
    graphics.setColor(color);
    graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  /// @param align 0 starts at x, 0.5 is centred there, 1 ends there; y is the base line
  void text(String text, int size, boolean bold, Color color, double x, double y, double align) {
    graphics.setFont(new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, size));
    graphics.setColor(color);
    double start = x - align * graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) start, (float) y);
  }

  double width(String text, int size) {
    return metrics(size).stringWidth(text);
  }

  private FontMetrics metrics(int size) {
    return graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, size));
  }

  /// As many of a sentence's clauses, which semicolons part, as there is room for; where even the
  /// first has none, it is shortened.
  String clauses(String sentence, int size, double room) {
    String shown = sentence;
    while (width(shown, size) > room) {
      int end = shown.lastIndexOf(';', shown.length() - 4);
      if (end < 0) {
        return shortened(sentence, size, room);
      }
      shown = shown.substring(0, end) + "; …";
    }
    return shortened(shown, size, room);
  }

  /// As much of the text as has room, controls as dots.
  String shortened(String text, int size, double room) {
    String clean = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\u202a-\u202e\u2066-\u2069]", "·");
    FontMetrics metrics = metrics(size);
    if (metrics.stringWidth(clean) <= room) {
      return clean;
    }
    int end = Math.min(clean.length(), 400);
    while (end > 0 && metrics.stringWidth(clean.substring(0, end) + "…") > room) {
      end = clean.offsetByCodePoints(end, -1);
    }
    return clean.substring(0, end) + "…";
  }
}
