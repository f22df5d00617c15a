package dev.leeway.app.check;

import dev.leeway.app.table.CsvFormat;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Method;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.monitor.MonitorSpec;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a check is asked to do.
///
/// @param reference files, folders or globs of the reference
/// @param current those of the current data; empty when `split` cuts the reference
/// @param split where to cut one data set in two
/// @param labels files of labels to join by id; empty when the data have their labels
/// @param window how to cut both sides into windows; empty to look at them whole only
/// @param budget false alarms allowed over the windows
/// @param outOfCore whether rows are kept in memory or read as often as they are needed
/// @param format how the files are written
/// @param roles roles by column name
/// @param kinds kinds by column name
/// @param ignored columns to leave out
/// @param scoring how it is measured how good the answers are
/// @param policy what counts as drift
/// @param methods statistics to compute beside those that are always there
/// @param playbook what to do about alerts
/// @param options the options as given, for the report
public record CheckRequest(
    List<String> reference,
    List<String> current,
    Optional<Split> split,
    List<String> labels,
    Optional<WindowSpec> window,
    FalseAlarmBudget budget,
    OutOfCore outOfCore,
    CsvFormat format,
    Map<String, Role> roles,
    Map<String, Kind> kinds,
    Set<String> ignored,
    Scoring scoring,
    DriftPolicy policy,
    Set<Method> methods,
    Playbook playbook,
    Map<String, Object> options) {

  /// What is asked of columns of this schema.
  MonitorSpec spec(Schema schema) {
    return new MonitorSpec(schema, scoring, policy, methods);
  }
}
