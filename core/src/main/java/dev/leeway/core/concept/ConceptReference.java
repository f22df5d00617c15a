package dev.leeway.core.concept;

import dev.leeway.core.performance.ClassLabel;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// How the label depended on the inputs in the reference: the bins of every feature, the classes of
/// the label, a model of their chances, cells of inputs, and the reference's own counts. Fixed
/// once; windows are then counts on it. Immutable.
///
/// Half of the reference's labelled rows, at most 10,000, chosen at random by a fixed seed, are
/// learnt from: a tree of at most 16 cells of inputs within which labels are alike, for each class
/// a boosted model of its chance, and for each loss a tree of at most 32 cells within which it is
/// alike. The others are counted and compared, so that nothing is compared with what was fitted to
/// it. Cells and model use at most 16 features, those that tell most about the label one by one.
public final class ConceptReference {

  private static final int MOST_LEARNT = 10_000;
  private static final long SEED = 0x636f6e63657074L;

  private final String label;
  private final LabelClasses classes;
  private final List<FeatureBins> features;
  private final List<String> leftOut;
  private final List<LossColumn> losses;
  private final LabelRelation relation;
  private final ConceptProfile empty;
  private final ConceptProfile profile;
  private final boolean hasLabel;
  private final long fingerprint;

  private ConceptReference(
      Reference reference,
      Batch rows,
      Task task,
      @Nullable ClassLabel positive,
      Set<String> without) {
    Optional<ColumnSpec> column = reference.schema().columns(Role.LABEL).stream().findFirst();
    this.hasLabel = column.isPresent();
    this.label = column.map(ColumnSpec::name).orElse("");
    this.classes =
        rows.column(label).map(data -> LabelClasses.of(task, data)).orElse(LabelClasses.none());
    this.features = new ArrayList<>();
    this.leftOut = new ArrayList<>();
    for (ColumnReference feature : reference.columns()) {
      // without a label there is nothing to relate them to, and coding them takes long
      if (hasLabel && feature.column().role() == Role.FEATURE) {
        String name = feature.column().name();
        Optional<FeatureBins> bins =
            without.contains(name) || rows.column(name).isEmpty()
                ? Optional.empty()
                : FeatureBins.of(feature);
        bins.ifPresentOrElse(features::add, () -> leftOut.add(name));
      }
    }
    this.losses = LossColumn.of(reference.schema(), rows, task, classes, positive);

    int[] labels = classes(rows);
    byte[][] codes = codes(rows);
    BitSet learnt = chooseLearnt(labels);
    int[] learntRows = learnt.stream().toArray();
    int[] learntLabels = Arrays.stream(learntRows).map(row -> labels[row]).toArray();
    this.relation =
        LabelRelation.learn(features, classes, codes, learntRows, learntLabels, lossesOf(rows));
    this.empty = ConceptProfile.empty(this);
    ConceptProfileBuilder own = new ConceptProfileBuilder(this);
    own.add(rows, learnt);
    this.profile = own.build();
    this.fingerprint = ConceptCodec.fingerprint(this);
  }

  /// Learns how the label depends on the inputs.
  ///
  /// @param reference the profiled reference, whose schema says which columns are features, label,
  ///   prediction and score
  /// @param rows its rows
  /// @param task whether the label is a class or a number
  public static ConceptReference of(Reference reference, Batch rows, Task task) {
    return of(reference, rows, task, null, Set.of());
  }

  /// The same, with what is not usual.
  ///
  /// @param positive the class whose probability a score is; null for the greater of two classes
  /// @param without features that are not to be used
  public static ConceptReference of(
      Reference reference,
      Batch rows,
      Task task,
      @Nullable ClassLabel positive,
      Set<String> without) {
    return new ConceptReference(reference, rows, task, positive, without);
  }

  /// An empty profile to count a window with.
  public ConceptProfileBuilder newProfile() {
    return new ConceptProfileBuilder(this);
  }

  /// The reference's own counts: of the rows that were not learnt from, and losses of all rows.
  public ConceptProfile profile() {
    return profile;
  }

  /// The profile of no rows.
  ConceptProfile empty() {
    return empty;
  }

  /// Identifies everything that counting depends on: profiles merge and compare only within one
  /// fingerprint.
  public long fingerprint() {
    return fingerprint;
  }

  boolean hasLabel() {
    return hasLabel;
  }

  String label() {
    return label;
  }

  LabelClasses classes() {
    return classes;
  }

  List<FeatureBins> features() {
    return features;
  }

  List<String> leftOut() {
    return leftOut;
  }

  LabelRelation relation() {
    return relation;
  }

  List<LossColumn> losses() {
    return losses;
  }

  int[] classes(Batch batch) {
    Optional<ColumnData> labels = batch.column(label);
    if (labels.isPresent() && classes.known() > 0) {
      return classes.classes(labels.get());
    }
    int[] none = new int[batch.rows()];
    Arrays.fill(none, LabelClasses.NONE);
    return none;
  }

  /// The codes of every feature and row.
  byte[][] codes(Batch batch) {
    byte[][] codes = new byte[features.size()][];
    for (int feature = 0; feature < codes.length; feature++) {
      FeatureBins bins = features.get(feature);
      Optional<ColumnData> data = batch.column(bins.name());
      if (data.isPresent()) {
        codes[feature] = bins.codes(data.get());
      } else {
        codes[feature] = new byte[batch.rows()];
        Arrays.fill(codes[feature], (byte) bins.outside());
      }
    }
    return codes;
  }

  /// For each loss that of every row.
  double[][] lossesOf(Batch batch) {
    double[][] values = new double[losses.size()][];
    Arrays.setAll(values, loss -> losses.get(loss).losses(batch));
    return values;
  }

  private static BitSet chooseLearnt(int[] labels) {
    long labelled = Arrays.stream(labels).filter(label -> label != LabelClasses.NONE).count();
    double share = Math.min(0.5, (double) MOST_LEARNT / Math.max(1, labelled));
    SplittableRandom random = new SplittableRandom(SEED);
    BitSet learnt = new BitSet();
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] != LabelClasses.NONE && random.nextDouble() < share) {
        learnt.set(row);
      }
    }
    return learnt;
  }
}
