package dev.leeway.app.check;

import dev.leeway.app.table.CsvFormat;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Method;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a check is asked to do.
///
/// @param reference files, folders or globs of the reference
/// @param current those of the current data; empty when `split` cuts the reference
/// @param split where to cut one data set in two
/// @param format how the files are written
/// @param roles roles by column name
/// @param kinds kinds by column name
/// @param ignored columns to leave out
/// @param scoring how a score becomes a class
/// @param policy what counts as drift
/// @param methods statistics to compute beside those that are always there
/// @param options the options as given, for the report
public record CheckRequest(
    List<String> reference,
    List<String> current,
    Optional<Split> split,
    CsvFormat format,
    Map<String, Role> roles,
    Map<String, Kind> kinds,
    Set<String> ignored,
    Scoring scoring,
    DriftPolicy policy,
    Set<Method> methods,
    Map<String, Object> options) {

  /// How a score becomes a class, and what the model answers.
  ///
  /// @param positive the label of the positive class, where predictions come from scores
  /// @param threshold scores from here on mean the positive class
  /// @param regression whether the model answers numbers; empty to find out from the label
  public record Scoring(
      Optional<String> positive, double threshold, Optional<Boolean> regression) {}
}
