package dev.leeway.core.monitor;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Method;
import dev.leeway.core.profile.Schema;
import java.util.Set;

/// What is asked of a monitor.
///
/// @param schema the columns, their kinds and roles
/// @param scoring how it is measured how good the answers are
/// @param policy what counts as drift
/// @param methods statistics to compute beside those that are always there, of [Method#onDemand];
///   they change no verdict
public record MonitorSpec(Schema schema, Scoring scoring, DriftPolicy policy, Set<Method> methods) {

  public MonitorSpec {
    methods = Set.copyOf(methods);
  }
}
