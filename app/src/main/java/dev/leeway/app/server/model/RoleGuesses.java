package dev.leeway.app.server.model;

import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Guesses what columns are by names that are customary, where nobody says it: `y_pred`, `proba`,
/// `target`, `timestamp`. They are guesses, to be said as such; the more usual name wins.
public final class RoleGuesses {

  private static final Map<Role, List<String>> NAMES = new EnumMap<>(Role.class);

  static {
    NAMES.put(
        Role.PREDICTION,
        List.of(
            "prediction",
            "predicted",
            "pred",
            "y_pred",
            "y_hat",
            "yhat",
            "predicted_label",
            "predicted_class",
            "model_output"));
    NAMES.put(
        Role.SCORE,
        List.of(
            "score",
            "y_score",
            "probability",
            "proba",
            "prob",
            "y_prob",
            "y_proba",
            "y_pred_proba",
            "predicted_probability",
            "prediction_probability",
            "confidence"));
    NAMES.put(
        Role.LABEL,
        List.of("label", "target", "y_true", "ground_truth", "truth", "actual", "y", "outcome"));
    NAMES.put(Role.LATENCY, List.of("latency_seconds", "latency", "latency_s"));
    NAMES.put(
        Role.TIME,
        List.of(
            "timestamp",
            "time",
            "event_time",
            "datetime",
            "prediction_time",
            "created_at",
            "ts",
            "date",
            "day"));
    NAMES.put(
        Role.ID,
        List.of(
            "id", "prediction_id", "request_id", "row_id", "event_id", "transaction_id", "uuid"));
  }

  private static final Set<Role> NUMBERS = Set.of(Role.SCORE, Role.LATENCY);

  private RoleGuesses() {}

  /// The roles that features of a schema have by their names. A role that a column has already is
  /// given to no other.
  public static Map<String, Role> of(Schema schema) {
    Map<String, Role> guesses = new LinkedHashMap<>();
    NAMES.forEach((role, names) -> {
      if (schema.columns(role).isEmpty()) {
        find(schema, role, names).ifPresent(column -> guesses.putIfAbsent(column.name(), role));
      }
    });
    return guesses;
  }

  private static Optional<ColumnSpec> find(Schema schema, Role role, List<String> names) {
    for (String name : names) {
      for (ColumnSpec column : new ArrayList<>(schema.columns())) {
        if (column.role() == Role.FEATURE
            && plain(column.name()).equals(name)
            && fits(role, column.kind())) {
          return Optional.of(column);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Role role, Kind kind) {
    if (role == Role.TIME) {
      return kind == Kind.DATETIME;
    }
    return !NUMBERS.contains(role) || kind == Kind.NUMERIC;
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s.-]+", "_");
  }
}
