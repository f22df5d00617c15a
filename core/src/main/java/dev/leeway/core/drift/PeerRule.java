package dev.leeway.core.drift;

import dev.leeway.core.drift.parity.PeerColumn;
import dev.leeway.core.drift.parity.PeerScore;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.stats.PValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Verdicts by the rule of another tool: its score of the distribution decides, and nothing else.
/// Leeway's own statistics stay beside it, as its own rule judged them.
final class PeerRule {

  private PeerRule() {}

  /// @param own what Leeway's own rule says
  /// @param rows the reference's rows
  /// @param values the window's
  static DriftResult judge(DriftPolicy policy, DriftResult own, Batch rows, Batch values) {
    List<ColumnDrift> columns = new ArrayList<>();
    for (ColumnDrift column : own.columns()) {
      List<Statistic> informing = column.statistics().stream().map(Statistic::informing).toList();
      columns.add(judge(policy, column, informing, rows, values));
    }
    return new DriftResult(policy, columns, own.tests(), own.alone(), own.corrected());
  }

  private static ColumnDrift judge(
      DriftPolicy policy, ColumnDrift own, List<Statistic> beside, Batch rows, Batch values) {
    Optional<ColumnData> before = rows.column(own.column().name());
    Optional<ColumnData> now = values.column(own.column().name());
    if (own.reason() == Reason.ABSENT || before.isEmpty() || now.isEmpty()) {
      return inconclusive(own, Reason.ABSENT, Reason.ABSENT.words(), beside);
    }
    if (isUnreadable(own.column().kind(), before.get())
        || isUnreadable(own.column().kind(), now.get())) {
      String why = "not every value is a number, and " + policy.name().tool() + " needs that";
      return inconclusive(own, Reason.UNREADABLE, why, beside);
    }
    PeerColumn column = column(policy, own.column().kind(), before.get(), now.get());
    if (column == null) {
      Reason why = Reason.NOT_COVERED;
      return inconclusive(own, why, why.words(), beside);
    }
    Peers.Scored scored = Peers.score(policy, column);
    List<Statistic> statistics = new ArrayList<>();
    statistics.add(statistic(scored, column));
    statistics.addAll(beside);
    PeerScore score = scored.score();
    String failure = score.failure();
    if (failure != null) {
      Reason reason = column.isEmpty() ? Reason.ALL_MISSING : Reason.NOT_DEFINED;
      String why = "%s: %s".formatted(scored.method().id(), failure);
      return inconclusive(own, reason, why, statistics);
    }
    return new ColumnDrift(
        own.column(),
        score.drifted() ? Verdict.DRIFTED : Verdict.STABLE,
        null,
        Explanation.ofPeer(scored.method(), score),
        scored.method(),
        score.drifted() ? Set.of(DriftKind.DISTRIBUTION) : Set.of(),
        statistics);
  }

  private static ColumnDrift inconclusive(
      ColumnDrift own, Reason reason, String why, List<Statistic> statistics) {
    return new ColumnDrift(
        own.column(), Verdict.INCONCLUSIVE, reason, why, null, Set.of(), statistics);
  }

  private static boolean isUnreadable(Kind kind, ColumnData data) {
    if (kind != Kind.NUMERIC) {
      return false;
    }
    return !(data instanceof NumericData numbers)
        || (numbers.unreadable() != null && !numbers.unreadable().isEmpty());
  }

  /// The column as the tool sees it; null where it has no rule for its kind, or one that is not
  /// reproduced. Strings of any number are categories in NannyML.
  private static @Nullable PeerColumn column(
      DriftPolicy policy, Kind kind, ColumnData before, ColumnData now) {
    return switch (kind) {
      case NUMERIC -> PeerColumn.numbers((NumericData) before, (NumericData) now);
      case CATEGORICAL, BOOLEAN -> PeerColumn.categories(kind, before, now);
      case TEXT ->
          policy.name() == DriftPolicy.Name.NANNYML
              ? PeerColumn.categories(kind, before, now)
              : null;
      case DATETIME -> null;
    };
  }

  private static Statistic statistic(Peers.Scored scored, PeerColumn column) {
    PeerScore score = scored.score();
    Map<String, Object> constants = new LinkedHashMap<>();
    if (score.failure() != null) {
      constants.put("failure", score.failure());
    } else {
      constants.put("rule", score.rule());
    }
    Double p = score.p();
    return new Statistic(
        DriftKind.DISTRIBUTION,
        scored.method(),
        score.failure() == null,
        score.statistic(),
        p == null ? null : PValue.of(p),
        null,
        null,
        score.threshold(),
        null,
        column.referenceRows(),
        column.currentRows(),
        score.failure() == null,
        score.failure() == null ? 0.0 : null,
        constants,
        score.failure() == null
            ? null
            : column.isEmpty() ? Reason.ALL_MISSING : Reason.NOT_DEFINED);
  }
}
