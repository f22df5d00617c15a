package dev.leeway.core.drift;

import dev.leeway.core.drift.DriftRule.Evidence;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.RowReference;
import dev.leeway.core.profile.TextProfile;
import dev.leeway.core.profile.TextReference;
import dev.leeway.core.profile.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares a window with its reference, column by column and kind by kind, and decides by a
/// [DriftPolicy].
public final class DriftDetection {

  /// Kinds that a column can be tested for at the most, for the level a Monte-Carlo p-value must
  /// reach.
  private static final int KINDS = 4;

  private DriftDetection() {}

  /// Compares from counts alone; Kolmogorov–Smirnov and Wasserstein are then intervals.
  public static DriftResult compare(Reference reference, Profile window, DriftPolicy policy) {
    return compare(reference, window, null, policy);
  }

  /// @param reference what to compare with
  /// @param window the window's counts, on the reference's bins
  /// @param values the same window's values, for exact distances; null when they are not at hand
  /// @param policy what counts as drift
  public static DriftResult compare(
      Reference reference, Profile window, @Nullable Batch values, DriftPolicy policy) {
    return compare(reference, window, values, policy, Set.of());
  }

  /// The same with further statistics beside the ones that are always there.
  ///
  /// @param methods those of [Method#onDemand]; they change no verdict
  public static DriftResult compare(
      Reference reference,
      Profile window,
      @Nullable Batch values,
      DriftPolicy policy,
      Set<Method> methods) {
    return compareAll(List.of(new Comparison(reference, null, window, values)), policy, methods)
        .get(0);
  }

  /// Compares with the rows of both sides at hand, as the policies of other tools need them;
  /// Leeway's own policies decide as without.
  ///
  /// @param rows the reference's rows, in their order
  /// @param methods those of [Method#onDemand]; they change no verdict
  public static DriftResult compare(
      Reference reference,
      Batch rows,
      Profile window,
      Batch values,
      DriftPolicy policy,
      Set<Method> methods) {
    return compareAll(List.of(new Comparison(reference, rows, window, values)), policy, methods)
        .get(0);
  }

  /// A window and what to compare it with.
  ///
  /// @param reference what to compare with
  /// @param rows the reference's rows, in their order, as the policies of other tools need them;
  ///   null when they are not at hand
  /// @param window the window's counts, on the reference's bins
  /// @param values the same window's values, for exact distances; null when they are not at hand
  public record Comparison(
      Reference reference, @Nullable Batch rows, Profile window, @Nullable Batch values) {

    public Comparison {
      if (window.reference().fingerprint() != reference.fingerprint()) {
        throw new IllegalArgumentException("the window must be counted on the same reference");
      }
    }
  }

  /// Compares several windows, or several segments, that are looked at together: all their tests
  /// share one false-discovery budget, so that many of them do not mean many false alarms. The
  /// results are in the order given, and each counts the tests of the whole family. Under the
  /// policy of another tool each column of each comparison is judged by itself, as that tool does.
  ///
  /// @param methods statistics to compute beside those that are always there, of [Method#onDemand];
  ///   they change no verdict
  public static List<DriftResult> compareAll(
      List<Comparison> comparisons, DriftPolicy policy, Set<Method> methods) {
    return compareAll(comparisons, policy, methods, Work.inOrder());
  }

  /// The same, its columns being `work`.
  public static List<DriftResult> compareAll(
      List<Comparison> comparisons, DriftPolicy policy, Set<Method> methods, Work work) {
    if (policy.name().isPeer()) {
      return byPeer(comparisons, policy, methods, work);
    }
    OnDemand onDemand = new OnDemand(methods);
    int columns = comparisons.stream().mapToInt(c -> c.reference().columns().size()).sum();
    double level = policy.level() / Math.max(1, KINDS * columns);
    List<List<Evidence>> evidence = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      evidence.add(evidence(comparison, level, onDemand, work));
    }
    return DriftRule.judge(policy, evidence);
  }

  private static List<DriftResult> byPeer(
      List<Comparison> comparisons, DriftPolicy policy, Set<Method> methods, Work work) {
    List<DriftResult> own = compareAll(comparisons, DriftPolicy.calibrated(), methods, work);
    List<DriftResult> results = new ArrayList<>();
    for (int at = 0; at < own.size(); at++) {
      Batch rows = comparisons.get(at).rows();
      Batch values = comparisons.get(at).values();
      if (rows == null || values == null) {
        throw new IllegalArgumentException(
            "the policy %s needs the rows of reference and window".formatted(policy.name().id()));
      }
      results.add(PeerRule.judge(policy, own.get(at), rows, values));
    }
    return results;
  }

  private static List<Evidence> evidence(
      Comparison comparison, double level, OnDemand onDemand, Work work) {
    Profile window = comparison.window();
    Batch values = comparison.values();
    List<ColumnReference> columns = comparison.reference().columns();
    @Nullable Evidence[] evidence = new Evidence[columns.size()];
    work.each(
        evidence.length,
        column -> {
          ColumnReference before = columns.get(column);
          if (!(before instanceof RowReference)) {
            ColumnProfile now = window.columns().get(column);
            ColumnData data = values == null ? null : data(values, before.column().name());
            evidence[column] = compare(before, now, data, window.rows(), level, onDemand);
          }
        });
    List<Evidence> compared = new ArrayList<>();
    for (Evidence found : evidence) {
      if (found != null) {
        compared.add(found);
      }
    }
    return compared;
  }

  private static @Nullable ColumnData data(Batch values, String name) {
    int at = values.names().indexOf(name);
    return at < 0 ? null : values.columns().get(at);
  }

  private static Evidence compare(
      ColumnReference before,
      ColumnProfile now,
      @Nullable ColumnData data,
      long windowRows,
      double level,
      OnDemand onDemand) {
    if (windowRows > 0 && now.absent() == windowRows) {
      return new Evidence(before.column(), List.of(), Reason.ABSENT);
    }
    if (before instanceof NumericReference numeric) {
      NumericData numbers = data instanceof NumericData known ? known : null;
      return numbers(numeric, (NumericProfile) now, numbers, onDemand);
    }
    if (before instanceof TextReference text) {
      return lengths(text, (TextProfile) now, onDemand);
    }
    return categories((CategoricalReference) before, (CategoricalProfile) now, level, onDemand);
  }

  private static Evidence numbers(
      NumericReference before, NumericProfile now, @Nullable NumericData data, OnDemand onDemand) {
    NumericComparison compared = NumericComparison.of(before, now, data);
    List<Statistic> statistics = new ArrayList<>(compared.statistics());
    missing(
            before.column(),
            missing(before.profile()),
            rows(before.profile()),
            missing(now),
            rows(now))
        .ifPresent(statistics::add);
    long n = before.profile().finite();
    long m = now.finite();
    ShareTests.outOfRange(now.outOfRange(), n, m).ifPresent(statistics::add);
    NumericProfile then = before.profile();
    ShareTests.changed(
            DriftKind.INFINITE,
            then.infinite(),
            n + then.infinite(),
            now.infinite(),
            m + now.infinite())
        .ifPresent(statistics::add);
    ShareTests.changed(
            DriftKind.UNREADABLE,
            then.unreadable(),
            rows(then) - missing(then),
            now.unreadable(),
            rows(now) - missing(now))
        .ifPresent(statistics::add);
    statistics.addAll(
        onDemand.numbers(before.column().kind(), before, now, data, compared.reason()));
    return new Evidence(before.column(), statistics, compared.reason());
  }

  private static Evidence lengths(TextReference before, TextProfile now, OnDemand onDemand) {
    NumericComparison compared = NumericComparison.of(before.lengths(), now.lengths(), null);
    List<Statistic> statistics = new ArrayList<>();
    for (Statistic statistic : compared.statistics()) {
      statistics.add(statistic.with("of", "length"));
    }
    NumericProfile then = before.lengths().profile();
    missing(before.column(), missing(then), rows(then), missing(now.lengths()), rows(now.lengths()))
        .ifPresent(statistics::add);
    for (Statistic statistic :
        onDemand.numbers(Kind.TEXT, before.lengths(), now.lengths(), null, compared.reason())) {
      statistics.add(statistic.with("of", "length"));
    }
    return new Evidence(before.column(), statistics, compared.reason());
  }

  private static Evidence categories(
      CategoricalReference before, CategoricalProfile now, double level, OnDemand onDemand) {
    CategoricalProfile then = before.profile();
    CategoryTable table =
        CategoryTable.of(
            then.counts(),
            now.counts(),
            now.unseen().values().stream().mapToLong(Long::longValue).toArray(),
            now.unseenRest());
    CategoricalComparison compared =
        CategoricalComparison.of(table, seed(before.column().name()), level);
    List<Statistic> statistics = new ArrayList<>(compared.statistics());
    missing(
            before.column(),
            then.missing() + then.absent(),
            then.present() + then.missing() + then.absent(),
            now.missing() + now.absent(),
            now.present() + now.missing() + now.absent())
        .ifPresent(statistics::add);
    statistics.addAll(onDemand.categories(before.column().kind(), table, compared.reason()));
    return new Evidence(before.column(), statistics, compared.reason());
  }

  /// Labels come late: that some are missing is no drift.
  private static Optional<Statistic> missing(
      ColumnSpec column, long before, long n, long now, long m) {
    if (column.role() == Role.LABEL) {
      return Optional.empty();
    }
    return ShareTests.changed(DriftKind.MISSING, before, n, now, m);
  }

  /// Rows without a value: missing, written as NaN, or of batches without the column.
  private static long missing(NumericProfile profile) {
    return profile.missing() + profile.notANumber() + profile.absent();
  }

  private static long rows(NumericProfile profile) {
    return missing(profile) + profile.finite() + profile.infinite() + profile.unreadable();
  }

  /// The same column gets the same resamples in every run.
  private static long seed(String name) {
    long seed = 0;
    for (int i = 0; i < name.length(); i++) {
      seed = seed * 1_000_003 + name.charAt(i);
    }
    return seed;
  }
}
