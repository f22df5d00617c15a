package dev.leeway.core.drift;

import dev.leeway.core.profile.ColumnSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the comparison of one column came to.
///
/// @param column the column
/// @param verdict drifted as soon as one kind drifted; inconclusive when its distribution could not
///   be compared and nothing else drifted
/// @param reason why the distribution could not be compared; null when it was
/// @param explanation the verdict in one sentence
/// @param decidedBy the method that decided; null when inconclusive
/// @param kinds the kinds that drifted, empty unless drifted
/// @param statistics everything computed, the tests first
public record ColumnDrift(
    ColumnSpec column,
    Verdict verdict,
    @Nullable Reason reason,
    String explanation,
    @Nullable Method decidedBy,
    Set<DriftKind> kinds,
    List<Statistic> statistics) {

  public ColumnDrift {
    kinds = Set.copyOf(kinds);
    statistics = List.copyOf(statistics);
  }

  /// Whether this column drifted.
  public boolean drifted() {
    return verdict == Verdict.DRIFTED;
  }

  /// The statistic of that method for the distribution, if it was computed.
  public Optional<Statistic> statistic(Method method) {
    return statistics.stream().filter(s -> s.method() == method).findFirst();
  }

  /// The test that decides on that kind, if there was one.
  public Optional<Statistic> test(DriftKind kind) {
    return statistics.stream().filter(s -> s.kind() == kind && s.decides()).findFirst();
  }

  /// Of a drifted column the largest effect of the kinds that drifted, of others the share of mass
  /// moved; what lists are ranked by.
  public double effect() {
    double largest = 0;
    for (Statistic statistic : statistics) {
      Double effect = statistic.effect();
      boolean counts =
          kinds.isEmpty()
              ? statistic.kind() == DriftKind.DISTRIBUTION
              : kinds.contains(statistic.kind());
      if (effect != null && counts) {
        largest = Math.max(largest, effect);
      }
    }
    return largest;
  }
}
