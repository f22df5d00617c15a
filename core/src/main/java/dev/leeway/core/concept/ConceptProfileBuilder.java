package dev.leeway.core.concept;

import dev.leeway.core.profile.Batch;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts labelled rows by the bins and cells of a [ConceptReference]. For one thread.
public final class ConceptProfileBuilder {

  private final ConceptReference reference;
  private InputGrids grids;
  private LabelTable cells;
  private List<LabelTable> features;
  private List<LossSums> losses;

  /// Whether the tables are still those of the reference's empty profile: most windows are counted
  /// before their labels come, and tables are large.
  private boolean isShared = true;

  private long labelled;
  private long unlabelled;
  private long absent;
  private long outside;

  ConceptProfileBuilder(ConceptReference reference) {
    this.reference = reference;
    this.grids = reference.empty().grids();
    this.cells = reference.empty().cells();
    this.features = reference.empty().features();
    this.losses = reference.empty().losses();
  }

  /// Counts the rows of a batch, by the names of its columns. Rows without a label only count as
  /// such; a feature that is not there counts as a value that the reference never had.
  public void add(Batch batch) {
    add(batch, null);
  }

  /// @param skipped rows whose labels enter no table, as they were learnt from; null for none
  void add(Batch batch, @Nullable BitSet skipped) {
    int[] classes = reference.classes(batch);
    absent += batch.column(reference.label()).isPresent() ? 0 : batch.rows();
    if (Arrays.stream(classes).allMatch(label -> label == LabelClasses.NONE)) {
      // without a label there is no loss either
      unlabelled += batch.rows();
      return;
    }
    if (isShared) {
      copyTables();
      isShared = false;
    }
    byte[][] codes = reference.codes(batch);
    LabelRelation relation = reference.relation();
    byte[][] used = relation.used(codes);
    int[] leaves = new int[batch.rows()];
    int[][] chances = relation.chances(used, batch.rows());
    for (int row = 0; row < leaves.length; row++) {
      leaves[row] = relation.cells().leaf(used, row);
      if (classes[row] == LabelClasses.NONE) {
        unlabelled++;
        continue;
      }
      labelled++;
      grids.add(used, row);
      if (relation.isOutside(used, row)) {
        outside++;
        classes[row] = LabelClasses.NONE;
      } else if (skipped != null && skipped.get(row)) {
        classes[row] = LabelClasses.NONE;
      }
    }
    count(classes, codes, leaves, chances);
    double[][] lossesOf = reference.lossesOf(batch);
    for (int loss = 0; loss < losses.size(); loss++) {
      double[] values = lossesOf[loss];
      Tree lossCells = relation.lossCells().get(loss);
      for (int row = 0; row < values.length; row++) {
        if (!Double.isNaN(values[row])) {
          losses.get(loss).add(lossCells.leaf(used, row), values[row]);
        }
      }
    }
  }

  private void count(int[] classes, byte[][] codes, int[] leaves, int[][] chances) {
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] != LabelClasses.NONE) {
        cells.add(leaves[row], 0, classes[row], chances, row);
      }
    }
    for (int feature = 0; feature < codes.length; feature++) {
      FeatureBins bins = reference.features().get(feature);
      LabelTable table = features.get(feature);
      byte[] code = codes[feature];
      for (int row = 0; row < classes.length; row++) {
        if (classes[row] != LabelClasses.NONE) {
          table.add(bins.coarse(code[row]), leaves[row], classes[row], chances, row);
        }
      }
    }
  }

  private void copyTables() {
    grids = grids.copy();
    cells = cells.copy();
    features = features.stream().map(LabelTable::copy).toList();
    losses = losses.stream().map(LossSums::copy).toList();
  }

  /// What was counted so far; the builder can go on.
  public ConceptProfile build() {
    ConceptProfile built =
        new ConceptProfile(
            reference, labelled, unlabelled, absent, outside, grids, cells, features, losses);
    if (!isShared) {
      copyTables();
    }
    return built;
  }
}
