package dev.leeway.core.anomaly;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// One of the rows with the highest scores.
///
/// @param row its number, from 0: its index in the batch, or where batches follow each other in the
///   data, its number there
/// @param id its name, where the data name rows
/// @param score its score, in (0, 1)
/// @param unusual whether the score is above the threshold
/// @param referenceShare the chance that a row drawn like the reference scores as high or higher:
///   (1 + held-out reference rows that do) / (1 + held-out reference rows), a conformal p-value
///   (Vovk, Gammerman, Shafer 2005)
/// @param features the features that make it so, largest fall first, at most
///   [UnusualSamples#FEATURES]; empty when no single feature lowers the score
public record UnusualRow(
    long row,
    Optional<String> id,
    double score,
    boolean unusual,
    double referenceShare,
    List<UnusualFeature> features) {

  /// Highest score first. Rows of equal score are in the order of their numbers, then of their ids
  /// (none first); what is left is decided by their features, so that only rows alike in all that
  /// is kept of them are equal.
  static final Comparator<UnusualRow> WORST_FIRST =
      Comparator.comparingDouble(UnusualRow::score)
          .reversed()
          .thenComparingLong(UnusualRow::row)
          .thenComparing(row -> row.id().isPresent())
          .thenComparing(row -> row.id().orElse(""))
          .thenComparing(UnusualRow::features, UnusualRow::compare);

  private static final Comparator<UnusualFeature> FEATURES =
      Comparator.comparingDouble(UnusualFeature::fall)
          .reversed()
          .thenComparing(UnusualFeature::name)
          .thenComparing(UnusualFeature::value)
          .thenComparingDouble(UnusualFeature::referenceShare)
          .thenComparing(UnusualFeature::clue);

  public UnusualRow {
    features = List.copyOf(features);
  }

  private static int compare(List<UnusualFeature> left, List<UnusualFeature> right) {
    Iterator<UnusualFeature> others = right.iterator();
    for (UnusualFeature feature : left) {
      int order = others.hasNext() ? FEATURES.compare(feature, others.next()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }
}
