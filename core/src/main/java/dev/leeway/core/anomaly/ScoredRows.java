package dev.leeway.core.anomaly;

import dev.leeway.core.profile.CategoryNames;
import dev.leeway.core.profile.ColumnData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is kept of rows that a forest scored: how many are unusual, and the worst of them. Merging
/// is exact: any split of the rows, in any order, gives the same, as far as rows are numbered alike
/// in every split. Rows of batches that lack a feature are counted and not scored.
///
/// @param rows all rows
/// @param scored those of batches that had all features
/// @param unusual scored rows above the forest's threshold
/// @param absent features that a batch lacked, in alphabetical order
/// @param worst the scored rows with the highest scores, highest first, at most
///   [UnusualSamples#WORST]; of equal scores the lower row number comes first
public record ScoredRows(
    long rows, long scored, long unusual, List<String> absent, List<UnusualRow> worst) {

  /// No rows.
  public static final ScoredRows EMPTY = new ScoredRows(0, 0, 0, List.of(), List.of());

  public ScoredRows {
    absent = List.copyOf(absent);
    worst = List.copyOf(worst);
    if (unusual < 0 || unusual > scored || scored > rows || worst.size() > UnusualSamples.WORST) {
      throw new IllegalArgumentException(
          "of %d rows %d cannot be scored, %d unusual and %d listed"
              .formatted(rows, scored, unusual, worst.size()));
    }
  }

  /// The rows of both.
  public ScoredRows merge(ScoredRows other) {
    TreeSet<String> lacking = new TreeSet<>(absent);
    lacking.addAll(other.absent);
    return new ScoredRows(
        Math.addExact(rows, other.rows),
        scored + other.scored,
        unusual + other.unusual,
        List.copyOf(lacking),
        worst(worst, other.worst));
  }

  private static List<UnusualRow> worst(List<UnusualRow> left, List<UnusualRow> right) {
    List<UnusualRow> all = new ArrayList<>(left);
    all.addAll(right);
    all.sort(UnusualRow.WORST_FIRST);
    return all.subList(0, Math.min(UnusualSamples.WORST, all.size()));
  }

  /// The state as bytes, in a versioned format with a checksum. Equal states give equal bytes.
  public byte[] toBytes() {
    return ScoredRowsCodec.write(this);
  }

  /// Reads what [#toBytes()] wrote.
  ///
  /// @throws IllegalArgumentException if the bytes are damaged or of another version
  public static ScoredRows from(byte[] bytes) {
    return ScoredRowsCodec.read(bytes);
  }

  /// Counts batches as they are scored. A row is explained when it enters the worst ones seen so
  /// far, so few are of many. For one thread.
  public static final class Recorder {

    private ScoredRows counted = EMPTY;

    /// Counts the rows of a batch.
    ///
    /// @param scorer the batch's, of one forest in all calls
    /// @param scores what it wrote for all its rows
    /// @param firstRow the number of the batch's first row
    /// @param ids the rows' names; null where they have none
    /// @throws IllegalArgumentException when there are not as many scores as rows
    public void add(Scorer scorer, double[] scores, long firstRow, @Nullable ColumnData ids) {
      if (scores.length != scorer.rows()) {
        throw new IllegalArgumentException(
            "scores must be " + scorer.rows() + ", one a row, were " + scores.length);
      }
      counted = counted.merge(count(scorer, scores, firstRow, ids));
    }

    private ScoredRows count(
        Scorer scorer, double[] scores, long firstRow, @Nullable ColumnData ids) {
      long rows = scores.length;
      if (!scorer.absent().isEmpty()) {
        List<String> absent = scorer.absent().stream().sorted().toList();
        return new ScoredRows(rows, 0, 0, absent, List.of());
      }
      if (scorer.forest().isConstant()) {
        return new ScoredRows(rows, rows, 0, List.of(), List.of());
      }
      long unusual = 0;
      for (double score : scores) {
        unusual += score > scorer.forest().threshold() ? 1 : 0;
      }
      return new ScoredRows(rows, rows, unusual, List.of(), worst(scorer, scores, firstRow, ids));
    }

    private List<UnusualRow> worst(
        Scorer scorer, double[] scores, long firstRow, @Nullable ColumnData ids) {
      List<UnusualRow> worst = new ArrayList<>();
      for (int row : WorstRows.highest(scores)) {
        if (mayEnter(scores[row], firstRow + row)) {
          Optional<String> id =
              ids == null ? Optional.empty() : Optional.ofNullable(CategoryNames.of(ids, row));
          worst.add(WorstRows.of(scorer, row, scores[row], firstRow + row, id));
        }
      }
      return worst;
    }

    /// To explain a row takes far longer than to score it.
    private boolean mayEnter(double score, long number) {
      if (counted.worst.size() < UnusualSamples.WORST) {
        return true;
      }
      UnusualRow last = counted.worst.get(UnusualSamples.WORST - 1);
      return score > last.score() || (score == last.score() && number <= last.row());
    }

    /// What was counted so far; the recorder can go on.
    public ScoredRows snapshot() {
      return counted;
    }
  }
}
