package dev.leeway.core.drift;

import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.stats.FalseDiscovery;
import dev.leeway.core.stats.PValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the statistics of all columns into verdicts: one Benjamini–Hochberg family over every test
/// that decides, of every comparison, column and kind, then the effect floor of the kind.
final class DriftRule {

  /// The statistics of one column before anything is decided.
  ///
  /// @param reason why the distribution could not be compared; null when it was
  record Evidence(ColumnSpec column, List<Statistic> statistics, @Nullable Reason reason) {}

  private DriftRule() {}

  /// Judges the columns of several comparisons as one family.
  static List<DriftResult> judge(DriftPolicy policy, List<List<Evidence>> comparisons) {
    List<PValue> family = new ArrayList<>();
    for (List<Evidence> columns : comparisons) {
      for (Evidence column : columns) {
        for (Statistic statistic : column.statistics()) {
          if (statistic.decides() && statistic.pValue() != null) {
            family.add(statistic.pValue());
          }
        }
      }
    }
    Iterator<PValue> adjusted = FalseDiscovery.benjaminiHochberg(family).iterator();
    List<DriftResult> results = new ArrayList<>();
    for (List<Evidence> columns : comparisons) {
      results.add(judge(policy, columns, adjusted, family.size()));
    }
    return results;
  }

  private static DriftResult judge(
      DriftPolicy policy, List<Evidence> evidence, Iterator<PValue> adjusted, int tests) {
    List<ColumnDrift> columns = new ArrayList<>();
    int alone = 0;
    int corrected = 0;
    for (Evidence column : evidence) {
      List<Statistic> judged = new ArrayList<>();
      Set<DriftKind> kinds = EnumSet.noneOf(DriftKind.class);
      Statistic deciding = null;
      for (Statistic statistic : column.statistics()) {
        PValue p = statistic.pValue();
        if (p == null || !statistic.decides()) {
          judged.add(statistic);
          continue;
        }
        double q = adjusted.next().value();
        Statistic result = statistic.judged(q, policy.floor(statistic.kind()));
        judged.add(result);
        boolean distribution = statistic.kind() == DriftKind.DISTRIBUTION;
        if (distribution) {
          alone += p.value() < policy.level() ? 1 : 0;
          corrected += q <= policy.level() ? 1 : 0;
        }
        if (policy.corrected()
            ? q > policy.level()
            : !(distribution && p.value() < policy.level())) {
          continue;
        }
        if (effect(result) >= policy.floor(statistic.kind())) {
          kinds.add(statistic.kind());
          if (deciding == null || effect(result) > effect(deciding)) {
            deciding = result;
          }
        }
      }
      columns.add(verdict(policy, column, judged, kinds, deciding));
    }
    return new DriftResult(policy, columns, tests, alone, corrected);
  }

  private static ColumnDrift verdict(
      DriftPolicy policy,
      Evidence column,
      List<Statistic> judged,
      Set<DriftKind> kinds,
      @Nullable Statistic deciding) {
    if (deciding != null) {
      return new ColumnDrift(
          column.column(),
          Verdict.DRIFTED,
          column.reason(),
          Explanation.ofDrift(judged, kinds),
          deciding.method(),
          kinds,
          judged);
    }
    if (column.reason() != null) {
      return new ColumnDrift(
          column.column(),
          Verdict.INCONCLUSIVE,
          column.reason(),
          Explanation.ofInconclusive(column.reason()),
          null,
          kinds,
          judged);
    }
    Statistic distribution =
        judged.stream()
            .filter(s -> s.kind() == DriftKind.DISTRIBUTION && s.decides())
            .findFirst()
            .orElseThrow();
    return new ColumnDrift(
        column.column(),
        Verdict.STABLE,
        null,
        Explanation.ofStable(policy, distribution),
        distribution.method(),
        kinds,
        judged);
  }

  private static double effect(Statistic statistic) {
    return statistic.effect() == null ? 0 : Math.abs(statistic.effect());
  }
}
