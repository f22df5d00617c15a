package dev.leeway.core.concept;

import dev.leeway.core.profile.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts labelled rows by the bins and cells of a [ConceptReference]. For one thread.
public final class ConceptProfileBuilder {

  private final ConceptReference reference;
  private final InputGrids grids;
  private final LabelTable cells;
  private final List<LabelTable> features = new ArrayList<>();
  private final List<LossSums> losses = new ArrayList<>();
  private long labelled;
  private long unlabelled;
  private long absent;
  private long outside;

  ConceptProfileBuilder(ConceptReference reference) {
    this.reference = reference;
    int classes = reference.classes().size();
    int strata = reference.relation().cells().leaves();
    this.grids = reference.relation().newGrids();
    this.cells = new LabelTable(strata, 1, classes);
    for (FeatureBins feature : reference.features()) {
      features.add(new LabelTable(feature.coarseBins(), strata, classes));
    }
    for (int loss = 0; loss < reference.losses().size(); loss++) {
      int parts = reference.relation().lossCells().get(loss).leaves();
      losses.add(new LossSums(reference.losses().get(loss).unit(), parts));
    }
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

  /// What was counted so far; the builder can go on.
  public ConceptProfile build() {
    return new ConceptProfile(
        reference,
        labelled,
        unlabelled,
        absent,
        outside,
        grids.copy(),
        cells.copy(),
        features.stream().map(LabelTable::copy).toList(),
        losses.stream().map(LossSums::copy).toList());
  }
}
