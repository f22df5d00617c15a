package dev.leeway.app.server.model;

import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes a `leeway.yaml` for one model, with its reasons beside it, for a person to go on with.
///
/// @param model the model's name
/// @param reference the file of reference rows, as it is to stand in the file
/// @param rows how many it has
/// @param schema its columns as given and inferred
/// @param guesses roles that were guessed by name
/// @param kinds kinds that were given
/// @param ignored columns that are left out
/// @param scoring what was said of how answers are measured
public record StarterConfig(
    String model,
    String reference,
    long rows,
    Schema schema,
    Map<String, Role> guesses,
    Map<String, Kind> kinds,
    Set<String> ignored,
    Scoring scoring) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");
  private static final Set<String> RESERVED =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private static final List<Role> WRITTEN =
      List.of(
          Role.PREDICTION,
          Role.SCORE,
          Role.LABEL,
          Role.LATENCY,
          Role.TIME,
          Role.ID,
          Role.QUERY,
          Role.SEGMENT);

  /// The file.
  public String write() {
    Lines lines = new Lines();
    lines.plain("# What Leeway serves and monitors. All keys are in docs/reference/leeway-yaml.md");
    lines.plain("");
    lines.plain("server:");
    lines.keyed("  data: ./leeway-data", "the folder that has everything the server keeps");
    lines.keyed("  host: 127.0.0.1", "this machine only; an address for others needs tokens");
    lines.keyed("  port: 8710", "");
    lines.keyed("  # tokens:", "who may do what: the SHA-256 of a token each");
    lines.keyed("  #   ingest: sha256:…", "echo -n \"$TOKEN\" | sha256sum");
    lines.plain("  #   read: sha256:…");
    lines.plain("  #   admin: sha256:…");
    lines.plain("");
    lines.plain("models:");
    lines.plain("  " + quoted(model) + ":");
    lines.keyed("    reference: " + quoted(reference), "%,d rows".formatted(rows));
    lines.plain("");
    lines.plain("    # What columns are that are no features; the others are features.");
    roles(lines);
    kinds(lines);
    scoring(lines);
    lines.plain("");
    lines.plain("    # How predictions are cut and judged.");
    lines.keyed("    window: 1d", "or 1h, 6h, 1w, 1mo, in UTC; or a number of rows");
    lines.keyed("    lateness: {allowed: 10min, correction: 1h}", "how long rows are waited for");
    lines.keyed("    labels: {horizon: 90d, coverage: 0.8}", "how long labels are waited for");
    lines.keyed("    budget: {chance: 0.1, period: 1y}", "of a false alarm, over all series");
    lines.keyed("    retention: {rows: 90d, windows: 2y}", "how long rows and findings are kept");
    return lines.toString();
  }

  private void roles(Lines lines) {
    for (Role role : WRITTEN) {
      List<String> names = new ArrayList<>();
      boolean guessed = false;
      String reason = "";
      for (ColumnSpec column : schema.columns()) {
        boolean isGuess = guesses.get(column.name()) == role;
        if (column.role() == role || isGuess) {
          names.add(quoted(column.name()));
          guessed |= isGuess;
          reason = column.reason();
        }
      }
      if (!names.isEmpty()) {
        String value = names.size() == 1 ? names.get(0) : "[" + String.join(", ", names) + "]";
        lines.keyed(
            "    " + role.id() + ": " + value,
            guessed ? "a guess, by its name" : reason.endsWith("as given") ? "" : said(reason));
      } else if (role == Role.TIME) {
        lines.keyed("    # time: COLUMN", "rows that are sent have their time anyway");
      } else if (role == Role.PREDICTION || role == Role.LABEL) {
        lines.plain("    # " + role.id() + ": COLUMN");
      }
    }
    if (!ignored.isEmpty()) {
      lines.keyed(
          "    ignore: "
              + ignored.stream()
                  .map(StarterConfig::quoted)
                  .collect(Collectors.joining(", ", "[", "]")),
          "");
    }
  }

  /// The reason for a role; what it says of the kind stands with the kinds.
  private static String said(String reason) {
    int cut = reason.lastIndexOf("; ");
    return cut < 0 ? reason : reason.substring(cut + 2);
  }

  private void kinds(Lines lines) {
    lines.plain("");
    if (!kinds.isEmpty()) {
      lines.plain("    kind:");
      kinds.forEach((name, kind) -> lines.plain("      " + quoted(name) + ": " + kind.id()));
    }
    List<ColumnSpec> inferred =
        schema.columns().stream().filter(column -> !kinds.containsKey(column.name())).toList();
    if (inferred.isEmpty()) {
      return;
    }
    lines.plain(
        "    # Kinds, as inferred from the reference. To change one, write it under `kind`,");
    lines.plain("    # such as kind: {postcode: categorical}");
    int width =
        Math.min(
            40,
            inferred.stream().mapToInt(column -> quoted(column.name()).length()).max().orElse(0));
    for (ColumnSpec column : inferred) {
      int cut = column.reason().lastIndexOf("; ");
      lines.plain(
          String.format(
                  Locale.ROOT,
                  "    #   %-" + width + "s  %-11s  %s",
                  quoted(column.name()),
                  column.kind().id(),
                  cut < 0 ? column.reason() : column.reason().substring(0, cut))
              .stripTrailing());
    }
  }

  private void scoring(Lines lines) {
    Scoring standard = Scoring.inferred();
    if (scoring.equals(standard)) {
      return;
    }
    lines.plain("");
    scoring.task().ifPresent(task -> lines.plain("    task: " + task.id()));
    scoring.positive().ifPresent(positive -> lines.plain("    positive: " + quoted(positive)));
    if (scoring.threshold() != standard.threshold()) {
      lines.plain("    threshold: " + scoring.threshold());
    }
    if (scoring.top() != standard.top()) {
      lines.plain("    top: " + scoring.top());
    }
    scoring.mainMetric().ifPresent(metric -> lines.plain("    main-metric: " + metric.id()));
  }

  /// A name as YAML reads it back, whatever is in it.
  static String quoted(String name) {
    return PLAIN.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT))
        ? name
        : YamlMap.quoted(name);
  }

  private static final class Lines {

    /// Where comments begin.
    private static final int COLUMN = 50;

    private final StringBuilder text = new StringBuilder();

    void plain(String line) {
      text.append(line.stripTrailing()).append('\n');
    }

    void keyed(String key, String comment) {
      if (comment.isEmpty()) {
        plain(key);
      } else {
        plain(key + " ".repeat(Math.max(1, COLUMN - key.length())) + "# " + comment);
      }
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
