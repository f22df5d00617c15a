package dev.leeway.app.cli;

import dev.leeway.app.check.CheckRequest.Scoring;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
          "classification or regression. Default: classification when the label has classes.")
  @Nullable Task task;

  /// What the model answers.
  enum Task {
    CLASSIFICATION,
    REGRESSION
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
    segment.forEach(column -> put(roles, column, Role.SEGMENT));
    for (String column : ignore) {
      if (roles.containsKey(column)) {
        throw new UsageException(
            "column %s cannot be both --%s and --ignore".formatted(column, roles.get(column).id()));
      }
    }
    return roles;
  }

  /// How a score becomes a class, and what the model answers.
  Scoring scoring() {
    if (!Double.isFinite(threshold)) {
      throw new UsageException("--threshold must be a finite number, was " + threshold);
    }
    return new Scoring(
        Optional.ofNullable(positive),
        threshold,
        Optional.ofNullable(task).map(given -> given == Task.REGRESSION));
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
