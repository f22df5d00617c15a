package dev.leeway.app.connect.prometheus;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes metrics in Prometheus' text format, version 0.0.4: families in the order written, each
/// with its HELP and TYPE, line feeds only. Served as [#CONTENT_TYPE].
///
/// https://prometheus.io/docs/instrumenting/exposition_formats/
public final class ExpositionText {

  /// The media type to serve it as.
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
  private static final double LARGEST_EXACT_INTEGER = 0x1p53;

  private final StringBuilder text = new StringBuilder();
  private final Set<String> families = new HashSet<>();
  private final Set<String> series = new HashSet<>();
  private String family = "";

  /// Starts a family of values that go up and down.
  ///
  /// @throws IllegalArgumentException for a name that is not allowed or was there before
  public ExpositionText gauge(String name, String help) {
    return start(name, "gauge", help);
  }

  /// Starts a family of values that only grow; its name should end in `_total`.
  ///
  /// @throws IllegalArgumentException for a name that is not allowed or was there before
  public ExpositionText counter(String name, String help) {
    return start(name, "counter", help);
  }

  /// Starts a family of quantiles; its samples have the label `quantile`.
  ///
  /// @throws IllegalArgumentException for a name that is not allowed or was there before
  public ExpositionText summary(String name, String help) {
    return start(name, "summary", help);
  }

  private ExpositionText start(String name, String type, String help) {
    if (!METRIC.matcher(name).matches() || !families.add(name)) {
      throw new IllegalArgumentException(
          "a metric's name must be new and match %s, was %s".formatted(METRIC, name));
    }
    family = name;
    text.append("# HELP ").append(name).append(' ').append(escapeHelp(help)).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  /// Adds a value to the family started last. Labels are written in the order of the map.
  ///
  /// @throws IllegalArgumentException for a label's name that is not allowed, or labels that the
  ///   family has already
  public ExpositionText sample(Map<String, String> labels, double value) {
    labels.keySet().forEach(ExpositionText::requireLabelName);
    if (!series.add(family + new TreeMap<>(labels))) {
      throw new IllegalArgumentException(family + " already has a sample with labels " + labels);
    }
    text.append(family);
    if (!labels.isEmpty()) {
      text.append(
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=\"" + escapeValue(label.getValue()) + '"')
              .collect(Collectors.joining(",", "{", "}")));
    }
    text.append(' ').append(number(value)).append('\n');
    return this;
  }

  /// Everything written so far.
  @Override
  public String toString() {
    return text.toString();
  }

  private static void requireLabelName(String name) {
    if (!LABEL.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a label's name must match %s, was %s".formatted(LABEL, name));
    }
  }

  private static String escapeHelp(String help) {
    return help.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String escapeValue(String value) {
    return escapeHelp(value).replace("\"", "\\\"");
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean integer = value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT_INTEGER;
    return integer ? Long.toString((long) value) : Double.toString(value);
  }
}
