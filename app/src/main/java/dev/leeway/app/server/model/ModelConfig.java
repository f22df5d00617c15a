package dev.leeway.app.server.model;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Method;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What is monitored of a model, as its owner wrote it.
///
/// @param name letters, digits, `.`, `_` and `-`, at most 100
/// @param roles roles by column name; columns that are not named are features
/// @param kinds kinds by column name, where they are not to be found out from the reference
/// @param ignored columns of the reference to leave out
/// @param scoring how it is measured how good the answers are
/// @param window how predictions are cut into windows
/// @param lateness how rows are waited for
/// @param labels how labels are waited for
/// @param budget how many false alarms are allowed
/// @param policy what counts as drift
/// @param methods statistics to compute beside those that are always there
/// @param reference where the reference comes from
/// @param retention how long what is kept
public record ModelConfig(
    String name,
    Map<String, Role> roles,
    Map<String, Kind> kinds,
    Set<String> ignored,
    Scoring scoring,
    WindowSpec window,
    Lateness lateness,
    LabelSettings labels,
    BudgetSettings budget,
    DriftPolicy policy,
    Set<Method> methods,
    ReferenceSource reference,
    Retention retention) {

  /// What a model may be named.
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

  public ModelConfig {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a model's name must be 1 to 100 letters, digits, '.', '_' and '-', was " + name);
    }
    roles = Map.copyOf(roles);
    kinds = Map.copyOf(kinds);
    ignored = Set.copyOf(ignored);
    methods = Set.copyOf(methods);
  }
}
