package dev.leeway.core.concept;

import java.util.ArrayList;
import java.util.List;

/// The labels of a window, counted on the bins and cells of a [ConceptReference]: everything that a
/// comparison needs, in whole numbers. Any split of the rows, merged in any order, gives equal
/// profiles. Immutable.
public final class ConceptProfile {

  private final ConceptReference reference;
  private final long labelled;
  private final long unlabelled;
  private final long absent;
  private final long outside;
  private final InputGrids grids;
  private final LabelTable cells;
  private final List<LabelTable> features;
  private final List<LossSums> losses;

  ConceptProfile(
      ConceptReference reference,
      long labelled,
      long unlabelled,
      long absent,
      long outside,
      InputGrids grids,
      LabelTable cells,
      List<LabelTable> features,
      List<LossSums> losses) {
    this.reference = reference;
    this.labelled = labelled;
    this.unlabelled = unlabelled;
    this.absent = absent;
    this.outside = outside;
    this.grids = grids;
    this.cells = cells;
    this.features = List.copyOf(features);
    this.losses = List.copyOf(losses);
  }

  /// The reference whose bins and cells were counted on.
  public ConceptReference reference() {
    return reference;
  }

  /// The profile of no rows, whose tables all profiles without labels share.
  static ConceptProfile empty(ConceptReference reference) {
    int classes = reference.classes().size();
    int strata = reference.relation().cells().leaves();
    List<LabelTable> features =
        reference.features().stream()
            .map(feature -> new LabelTable(feature.coarseBins(), strata, classes))
            .toList();
    List<LossSums> losses = new ArrayList<>();
    for (int loss = 0; loss < reference.losses().size(); loss++) {
      int parts = reference.relation().lossCells().get(loss).leaves();
      losses.add(new LossSums(reference.losses().get(loss).unit(), parts));
    }
    return new ConceptProfile(
        reference,
        0,
        0,
        0,
        0,
        reference.relation().newGrids(),
        new LabelTable(strata, 1, classes),
        features,
        losses);
  }

  /// Rows with a label that can be used.
  public long labelled() {
    return labelled;
  }

  /// Rows without one, those of batches without the label column included.
  public long unlabelled() {
    return unlabelled;
  }

  /// Rows of batches without the label column.
  public long absent() {
    return absent;
  }

  /// Labelled rows whose inputs the reference never had; they are in no table.
  public long outside() {
    return outside;
  }

  /// Labelled rows by pairs of features; in a reference's own profile those learnt from as well.
  InputGrids grids() {
    return grids;
  }

  LabelTable cells() {
    return cells;
  }

  List<LabelTable> features() {
    return features;
  }

  List<LossSums> losses() {
    return losses;
  }

  /// The counts of both.
  ///
  /// @param other a profile of the same reference, or of one learnt from the same rows
  public ConceptProfile merge(ConceptProfile other) {
    if (other.reference.fingerprint() != reference.fingerprint()) {
      throw new IllegalArgumentException("profiles to merge must have the same reference");
    }
    if (labelled == 0 || other.labelled == 0) {
      ConceptProfile tables = labelled == 0 ? other : this;
      return new ConceptProfile(
          reference,
          tables.labelled,
          Math.addExact(unlabelled, other.unlabelled),
          absent + other.absent,
          outside + other.outside,
          tables.grids,
          tables.cells,
          tables.features,
          tables.losses);
    }
    List<LabelTable> tables = new ArrayList<>();
    for (int feature = 0; feature < features.size(); feature++) {
      tables.add(features.get(feature).plus(other.features.get(feature)));
    }
    List<LossSums> sums = new ArrayList<>();
    for (int loss = 0; loss < losses.size(); loss++) {
      sums.add(losses.get(loss).plus(other.losses.get(loss)));
    }
    return new ConceptProfile(
        reference,
        labelled + other.labelled,
        unlabelled + other.unlabelled,
        absent + other.absent,
        outside + other.outside,
        grids.plus(other.grids),
        cells.plus(other.cells),
        tables,
        sums);
  }

  /// The profile as bytes, in a versioned format with a checksum. Equal profiles give equal bytes.
  public byte[] toBytes() {
    return ConceptCodec.write(this);
  }

  /// Reads what [#toBytes()] wrote for a profile of `reference`.
  ///
  /// @throws IllegalArgumentException if the bytes are damaged, of another version or of another
  ///   reference
  public static ConceptProfile from(byte[] bytes, ConceptReference reference) {
    return ConceptCodec.read(bytes, reference);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConceptProfile that
        && reference.fingerprint() == that.reference.fingerprint()
        && labelled == that.labelled
        && unlabelled == that.unlabelled
        && absent == that.absent
        && outside == that.outside
        && grids.equals(that.grids)
        && cells.equals(that.cells)
        && features.equals(that.features)
        && losses.equals(that.losses);
  }

  @Override
  public int hashCode() {
    return cells.hashCode();
  }
}
