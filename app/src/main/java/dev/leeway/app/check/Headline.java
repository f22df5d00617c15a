package dev.leeway.app.check;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Reason;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.monitor.Component;
import dev.leeway.core.monitor.MetricWords;
import dev.leeway.core.monitor.SeriesChange;
import dev.leeway.core.performance.Degradation;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The verdict of a check in one sentence.
final class Headline {

  private static final int NAMED = 5;

  private Headline() {}

  static String of(CheckResult check) {
    DriftResult drift = check.drift();
    List<String> findings = new ArrayList<>();
    Optional<String> lasting = check.overTime().flatMap(OverTime::loss).map(Alert::summary);
    lasting.ifPresent(findings::add);
    check
        .performance()
        .degradation()
        .filter(loss -> lasting.isEmpty() || loss.state() != Degradation.State.PENDING)
        .flatMap(Headline::loss)
        .ifPresent(findings::add);
    if (check.evaluation().concept().drifted()) {
      findings.add("the relation of label and inputs changed");
    } else if (check.evaluation().concept().slight()) {
      findings.add("the relation of label and inputs changed, but little");
    }
    List<ColumnDrift> features = drift.drifted(Role.FEATURE);
    int compared = drift.columns(Role.FEATURE).size();
    if (!features.isEmpty()) {
      findings.add(
          "%d of %s drifted (%s)"
              .formatted(features.size(), Counted.of(compared, "feature"), names(features)));
    }
    List<ColumnDrift> absent =
        drift.columns(Role.FEATURE).stream()
            .filter(column -> column.reason() == Reason.ABSENT)
            .toList();
    if (!absent.isEmpty()) {
      findings.add(
          "%d of %d feature%s absent (%s)"
              .formatted(
                  absent.size(),
                  compared,
                  compared == 1 ? " is" : "s " + (absent.size() == 1 ? "is" : "are"),
                  names(absent)));
    }
    findings.addAll(check.evaluation().lostAnswers());
    if (drift.verdict(Role.PREDICTION, Role.SCORE) == Verdict.DRIFTED) {
      findings.add("the output drifted");
    }
    if (drift.verdict(Role.LABEL) == Verdict.DRIFTED) {
      findings.add("the label drifted");
    }
    if (check.evaluation().finding(Component.ANOMALY_DETECTION).verdict() == Verdict.DRIFTED) {
      findings.add("more rows are unusual");
    }
    if (check.evaluation().latency().verdict() == Verdict.DRIFTED) {
      check.evaluation().latency().degradation().flatMap(Headline::loss).ifPresent(findings::add);
    } else if (drift.verdict(Role.LATENCY) == Verdict.DRIFTED) {
      findings.add("the latency drifted");
    }
    if (drift.verdict(Role.SEGMENT) == Verdict.DRIFTED) {
      findings.add("the segments' shares drifted");
    }
    check.overTime().flatMap(Headline::overTime).ifPresent(findings::add);
    if (findings.isEmpty() && drift.judged() == 0) {
      return "No column could be judged.";
    }
    if (findings.isEmpty() && drift.policy().name().isPeer()) {
      return "No drift by %s's rule: %s compared."
          .formatted(drift.policy().name().tool(), Counted.of(drift.judged(), "column"));
    }
    if (findings.isEmpty()) {
      return "No drift: %s compared, none changed beyond chance%s."
          .formatted(
              Counted.of(drift.judged(), "column"),
              drift.policy().effectFloor() > 0 ? " and the effect floor" : "");
    }
    String sentence = String.join("; ", findings);
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".";
  }

  private static Optional<String> overTime(OverTime overTime) {
    boolean said = overTime.loss().isPresent();
    List<SeriesChange> changes =
        overTime.changes().stream()
            .filter(change -> !said || change.series().metric().isEmpty())
            .toList();
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    int more = changes.size() - 1;
    return Optional.of(
        "over time "
            + changes.get(0).sentence()
            + (more == 0 ? "" : ", and %d other series".formatted(more)));
  }

  private static Optional<String> loss(Degradation loss) {
    return switch (loss.state()) {
      case CRITICAL, CONFIRMED ->
          Optional.of(
              "%s %s from %s to %s"
                  .formatted(
                      MetricWords.inSentence(loss.metric()),
                      loss.current() < loss.reference() ? "fell" : "rose",
                      MetricWords.value(loss.metric(), loss.reference()),
                      MetricWords.value(loss.metric(), loss.current())));
      case PENDING ->
          Optional.of(
              "%s may have got worse (%s → %s, not confirmed)"
                  .formatted(
                      MetricWords.inSentence(loss.metric()),
                      MetricWords.value(loss.metric(), loss.reference()),
                      MetricWords.value(loss.metric(), loss.current())));
      case NONE -> Optional.empty();
    };
  }

  private static String names(List<ColumnDrift> columns) {
    List<String> names =
        columns.stream().limit(NAMED).map(column -> shortened(column.column().name())).toList();
    String list = String.join(", ", names);
    return columns.size() > NAMED ? list + ", …" : list;
  }

  private static String shortened(String name) {
    return name.length() <= 24 ? name : name.substring(0, 23) + "…";
  }
}
