package dev.leeway.core.drift;

import dev.leeway.core.profile.Role;
import java.util.Comparator;
import java.util.List;

/// All columns compared, and what that says of the data set.
///
/// @param policy the rule that decided
/// @param columns the columns in the reference's order, those without a role to compare left out
/// @param tests how many tests shared the false-discovery budget
/// @param alone columns whose distribution has p < level by itself: what the textbook rule would
///   flag
/// @param corrected columns of those that stay significant when all tests are corrected for
public record DriftResult(
    DriftPolicy policy, List<ColumnDrift> columns, int tests, int alone, int corrected) {

  public DriftResult {
    columns = List.copyOf(columns);
  }

  /// The columns that drifted, largest effect first.
  public List<ColumnDrift> drifted() {
    return columns.stream()
        .filter(ColumnDrift::drifted)
        .sorted(Comparator.comparingDouble(ColumnDrift::effect).reversed())
        .toList();
  }

  /// The columns of that role that drifted, largest effect first.
  public List<ColumnDrift> drifted(Role role) {
    return drifted().stream().filter(column -> column.column().role() == role).toList();
  }

  /// The columns of that role.
  public List<ColumnDrift> columns(Role role) {
    return columns.stream().filter(column -> column.column().role() == role).toList();
  }

  /// How many columns got a verdict other than inconclusive.
  public int judged() {
    return (int) columns.stream().filter(c -> c.verdict() != Verdict.INCONCLUSIVE).count();
  }

  /// What Evidently calls dataset drift: at least [DriftPolicy#EVIDENTLY_SHARE] of all columns
  /// drifted, those that could not be judged counting as not drifted. False without columns.
  public boolean dataSetDrifted() {
    return !columns.isEmpty() && drifted().size() >= DriftPolicy.EVIDENTLY_SHARE * columns.size();
  }

  /// The verdict on the columns of that role together: drifted when any of them did, inconclusive
  /// when none could be judged. With role feature this is data drift, with prediction or score
  /// output drift.
  public Verdict verdict(Role... roles) {
    boolean judged = false;
    for (ColumnDrift column : columns) {
      if (List.of(roles).contains(column.column().role())) {
        if (column.drifted()) {
          return Verdict.DRIFTED;
        }
        judged |= column.verdict() == Verdict.STABLE;
      }
    }
    return judged ? Verdict.STABLE : Verdict.INCONCLUSIVE;
  }
}
