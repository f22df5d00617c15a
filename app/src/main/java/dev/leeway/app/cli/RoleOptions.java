package dev.leeway.app.cli;

import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What the columns are, as far as the user says it.
final class RoleOptions {

  @Option(names = "--prediction", paramLabel = "COLUMN", description = "What the model answered.")
  @Nullable String prediction;

  @Option(
      names = "--score",
      paramLabel = "COLUMN",
      split = ",",
      description = "The score or probability behind the answer; several for several classes.")
  List<String> score = new ArrayList<>();

  @Option(names = "--label", paramLabel = "COLUMN", description = "The truth.")
  @Nullable String label;

  @Option(
      names = "--latency",
      paramLabel = "COLUMN",
      description = "How long the prediction took, in seconds.")
  @Nullable String latency;

  @Option(names = "--time", paramLabel = "COLUMN", description = "When the row happened.")
  @Nullable String time;

  @Option(names = "--id", paramLabel = "COLUMN", description = "Names the row; not compared.")
  @Nullable String id;

  @Option(
      names = "--segment",
      paramLabel = "COLUMN",
      split = ",",
      description = "Divides the rows into groups.")
  List<String> segment = new ArrayList<>();

  @Option(
      names = "--query",
      paramLabel = "COLUMN",
      description = "The query that a ranking answers; label and score are of its items.")
  @Nullable String query;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMN",
      split = ",",
      description = "Leave these columns out.")
  Set<String> ignore = new LinkedHashSet<>();

  @Option(
      names = "--kind",
      paramLabel = "COLUMN=KIND",
      split = ",",
      description = "Overrides what was inferred: numeric, categorical, boolean, datetime or text.")
  Map<String, Kind> kind = new LinkedHashMap<>();

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "The label of the positive class, where the prediction comes from a score.")
  @Nullable String positive;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "Scores from here on mean the positive class. Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.5")
  double threshold;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description =
          "classification, regression or ranking. Default: ranking with --query, else"
              + " classification when the label has classes.")
  @Nullable TaskName task;

  @Option(
      names = "--main-metric",
      paramLabel = "METRIC",
      description =
          "The metric whose loss alarms. Default: accuracy, for unbalanced classes roc_auc or f1;"
              + " rmse; ndcg.")
  @Nullable String mainMetric;

  @Option(
      names = "--top",
      paramLabel = "K",
      description = "Positions of a ranking that count. Default: ${DEFAULT-VALUE}.",
      defaultValue = "10")
  int top;

  /// What the model answers.
  enum TaskName {
    CLASSIFICATION,
    REGRESSION,
    RANKING;

    Task task() {
      return Task.valueOf(name());
    }
  }

  /// The roles by column name. A column that is given two roles is an error.
  Map<String, Role> roles() {
    Map<String, Role> roles = new LinkedHashMap<>();
    put(roles, prediction, Role.PREDICTION);
    score.forEach(column -> put(roles, column, Role.SCORE));
    put(roles, label, Role.LABEL);
    put(roles, latency, Role.LATENCY);
    put(roles, time, Role.TIME);
    put(roles, id, Role.ID);
    put(roles, query, Role.QUERY);
    segment.forEach(column -> put(roles, column, Role.SEGMENT));
    for (String column : ignore) {
      if (roles.containsKey(column)) {
        throw new UsageException(
            "column %s cannot be both --%s and --ignore".formatted(column, roles.get(column).id()));
      }
    }
    return roles;
  }

  /// How good the answers are is measured by this.
  Scoring scoring() {
    if (!Double.isFinite(threshold)) {
      throw new UsageException("--threshold must be a finite number, was " + threshold);
    }
    if (top < 1) {
      throw new UsageException("--top must be at least 1, was " + top);
    }
    return new Scoring(
        Optional.ofNullable(task).map(TaskName::task),
        Optional.ofNullable(positive),
        threshold,
        top,
        metric());
  }

  private Optional<Metric> metric() {
    if (mainMetric == null) {
      return Optional.empty();
    }
    Optional<Metric> metric = Metric.ofId(mainMetric);
    if (metric.isEmpty()) {
      throw new UsageException(
          "--main-metric must be one of %s; was %s"
              .formatted(
                  Arrays.stream(Metric.values())
                      .filter(known -> known.scale() != Metric.Scale.NONE)
                      .map(Metric::id)
                      .collect(Collectors.joining(", ")),
                  mainMetric));
    }
    return metric;
  }

  private static void put(Map<String, Role> roles, @Nullable String column, Role role) {
    if (column == null) {
      return;
    }
    Role before = roles.put(column, role);
    if (before == role) {
      throw new UsageException("column %s is named twice by --%s".formatted(column, role.id()));
    }
    if (before != null) {
      throw new UsageException(
          "column %s cannot be both --%s and --%s".formatted(column, before.id(), role.id()));
    }
  }
}
