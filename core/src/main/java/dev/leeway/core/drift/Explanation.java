package dev.leeway.core.drift;

import dev.leeway.core.drift.parity.PeerScore;
import dev.leeway.core.stats.PValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verdicts in words.
final class Explanation {

  private Explanation() {}

  static String ofDrift(List<Statistic> statistics, Set<DriftKind> kinds) {
    List<String> parts = new ArrayList<>();
    for (Statistic statistic : statistics) {
      if (statistic.decides() && kinds.contains(statistic.kind())) {
        parts.add(part(statistic));
      }
    }
    return String.join("; ", parts);
  }

  private static String part(Statistic statistic) {
    if (statistic.kind() == DriftKind.DISTRIBUTION) {
      return "%s of the mass moved (%s %s, %s)"
          .formatted(
              percent(value(statistic.effect())),
              statistic.method().id(),
              number(value(statistic.value())),
              significance(statistic));
    }
    Object before = statistic.constants().get("reference_share");
    return "%s %s → %s (%s)"
        .formatted(
            statistic.kind().words(),
            percent(before instanceof Double share ? share : 0),
            percent(value(statistic.value())),
            significance(statistic));
  }

  static String ofStable(DriftPolicy policy, Statistic distribution) {
    boolean significant = distribution.qValue() != null && distribution.qValue() <= policy.level();
    if (significant) {
      return "%s of the mass moved, below the floor of %s (%s)"
          .formatted(
              percent(value(distribution.effect())),
              percent(policy.effectFloor()),
              significance(distribution));
    }
    return "no change beyond chance (%s)".formatted(significance(distribution));
  }

  /// Such as `evidently-wasserstein 0.155, threshold 0.1`.
  static String ofPeer(Method method, PeerScore score) {
    Double p = score.p();
    return "%s%s %s, threshold %s"
        .formatted(
            method.id(),
            p == null ? "" : " p =",
            p == null ? number(value(score.statistic())) : p == 0 ? "0" : number(p),
            number(value(score.threshold())));
  }

  static String ofInconclusive(Reason reason) {
    return reason.words();
  }

  private static String significance(Statistic statistic) {
    Double q = statistic.qValue();
    PValue p = statistic.pValue();
    if (q != null && q > 0) {
      return "q = " + number(q);
    }
    if (p == null) {
      return "no p-value";
    }
    return Double.isInfinite(p.log10()) ? "p = 0" : "p = 1e" + Math.round(p.log10());
  }

  private static double value(@Nullable Double number) {
    return number == null ? 0 : number;
  }

  private static String percent(double share) {
    double percent = 100 * share;
    String pattern = percent != 0 && Math.abs(percent) < 0.095 ? "%.2f %%" : "%.1f %%";
    return String.format(Locale.ROOT, pattern, percent);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    String pattern = size != 0 && (size < 1e-3 || size >= 1e6) ? "%.1e" : "%.3f";
    return String.format(Locale.ROOT, pattern, value);
  }
}
