package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.RowReference;
import dev.leeway.core.profile.TextProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Missing, new, out-of-range, infinite and unreadable values of each column that has some.
final class QualityTable {

  private static final int ROWS = 60;

  private record Fault(String column, DriftKind kind, double before, double now, boolean drifted) {

    double change() {
      return Math.abs(now - before);
    }
  }

  private QualityTable() {}

  static void write(Html page, CheckResult check) {
    List<Fault> faults = faults(check);
    if (faults.isEmpty()) {
      page.element(
          "p class=\"note\"",
          "Every value is there and could be read, within what the reference has.");
      return;
    }
    ReportTable table =
        new ReportTable("column", "what", ">reference", ">current", ">change", "verdict");
    for (Fault fault : faults.subList(0, Math.min(ROWS, faults.size()))) {
      table.add(
          fault.column,
          fault.kind.words(),
          Html.percent(fault.before),
          Html.percent(fault.now),
          Html.format("%+.1f points", 100 * (fault.now - fault.before)).replace('-', '−'),
          fault.drifted ? "drifted" : "within chance and floor");
    }
    page.raw(table.html());
    if (faults.size() > ROWS) {
      page.element(
          "p class=\"note\"", Html.format("%,d more are in report.json.", faults.size() - ROWS));
    }
  }

  /// Those that drifted first, then by size of the change.
  private static List<Fault> faults(CheckResult check) {
    List<Fault> faults = new ArrayList<>();
    int compared = 0;
    for (int at = 0; at < check.reference().columns().size(); at++) {
      ColumnReference reference = check.reference().columns().get(at);
      if (reference instanceof RowReference) {
        continue;
      }
      ColumnDrift drift = check.drift().columns().get(compared++);
      for (DriftKind kind : DriftKind.values()) {
        double before = share(reference.profile(), kind);
        double now = share(check.current().columns().get(at), kind);
        if (kind != DriftKind.DISTRIBUTION && (before > 0 || now > 0)) {
          faults.add(
              new Fault(drift.column().name(), kind, before, now, drift.kinds().contains(kind)));
        }
      }
    }
    faults.sort(
        Comparator.comparing((Fault fault) -> !fault.drifted)
            .thenComparing(Comparator.comparingDouble(Fault::change).reversed()));
    return faults;
  }

  /// The share of rows of that kind.
  private static double share(ColumnProfile profile, DriftKind kind) {
    return switch (kind) {
      case DISTRIBUTION -> 0;
      case MISSING -> Histogram.missing(profile);
      case NEW_CATEGORY ->
          profile instanceof CategoricalProfile names ? of(names.unseenRows(), names.rows()) : 0;
      case OUT_OF_RANGE ->
          switch (profile) {
            case NumericProfile numbers -> of(numbers.outOfRange(), numbers.rows());
            case TextProfile text -> of(text.lengths().outOfRange(), text.rows());
            default -> 0;
          };
      case INFINITE ->
          profile instanceof NumericProfile numbers ? of(numbers.infinite(), numbers.rows()) : 0;
      case UNREADABLE ->
          profile instanceof NumericProfile numbers ? of(numbers.unreadable(), numbers.rows()) : 0;
    };
  }

  private static double of(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
