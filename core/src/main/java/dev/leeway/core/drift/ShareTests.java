package dev.leeway.core.drift;

import dev.leeway.core.stats.Novelty;
import dev.leeway.core.stats.PValue;
import dev.leeway.core.stats.TwoProportions;
import java.util.Optional;

/// The tests on shares of rows. The effect of each is the change of the share, and
/// `reference_share` stands among the constants.
final class ShareTests {

  private ShareTests() {}

  /// Whether the share of `kind` changed, by Fisher's exact test; nothing where it occurs on
  /// neither side, since nothing can then be found.
  static Optional<Statistic> changed(DriftKind kind, long before, long n, long now, long m) {
    if (before + now == 0 || n == 0 || m == 0) {
      return Optional.empty();
    }
    PValue p = TwoProportions.test(before, n, now, m);
    double referenceShare = (double) before / n;
    double share = (double) now / m;
    return Optional.of(
        Statistic.test(kind, Method.FISHER_EXACT, share, p, Math.abs(share - referenceShare), n, m)
            .with("reference_share", referenceShare));
  }

  /// Whether more current values lie outside the reference's range than chance explains.
  static Optional<Statistic> outOfRange(long outside, long n, long m) {
    if (n < 2 || m == 0) {
      return Optional.empty();
    }
    PValue p = Novelty.outsideRange(outside, n, m);
    double share = (double) outside / m;
    return Optional.of(
        Statistic.test(DriftKind.OUT_OF_RANGE, Method.EXCEEDANCE, share, p, share, n, m)
            .with("reference_share", 0.0)
            .expecting(2.0 / (n + 1)));
  }

  /// Whether more current values fall into categories that the reference lacks than chance
  /// explains, given how often each category occurs.
  static Optional<Statistic> newCategories(CategoryTable table) {
    long n = table.referenceRows();
    long m = table.currentRows();
    if (n == 0 || m == 0) {
      return Optional.empty();
    }
    long unseen = table.unseenRows();
    CategoryTable.Multiplicities pooled = table.multiplicities();
    PValue p = Novelty.unseenCategories(unseen, n, m, pooled.multiplicity(), pooled.categories());
    double share = (double) unseen / m;
    return Optional.of(
        Statistic.test(DriftKind.NEW_CATEGORY, Method.UNSEEN_CATEGORIES, share, p, share, n, m)
            .with("reference_share", 0.0));
  }
}
