package dev.leeway.core.concept;

import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Named columns with kinds and roles, and simulated ones: features `a` and `b`, normal with a
/// correlation of 0.6, and a label `y` that is 1 with log odds of 2·a + b.
final class Scene {

  private final Map<String, ColumnData> columns = new LinkedHashMap<>();
  private final List<ColumnSpec> specs = new ArrayList<>();

  Scene with(String name, Kind kind, Role role, ColumnData data) {
    columns.put(name, data);
    specs.removeIf(spec -> spec.name().equals(name));
    specs.add(new ColumnSpec(name, kind, role, "test"));
    return this;
  }

  Scene without(String name) {
    columns.remove(name);
    specs.removeIf(spec -> spec.name().equals(name));
    return this;
  }

  ColumnData column(String name) {
    ColumnData data = columns.get(name);
    if (data == null) {
      throw new IllegalArgumentException("no column " + name);
    }
    return data;
  }

  double[] numbers(String name) {
    return ((NumericData) column(name)).values();
  }

  Batch batch() {
    int rows = columns.values().iterator().next().size();
    return new Batch(List.copyOf(columns.keySet()), List.copyOf(columns.values()), rows);
  }

  Reference reference() {
    return Reference.of(new Schema(specs), batch());
  }

  ConceptReference concept(Task task) {
    return ConceptReference.of(reference(), batch(), task);
  }

  ConceptDrift against(Scene current) {
    return against(current, Task.CLASSIFICATION);
  }

  ConceptDrift against(Scene current, Task task) {
    return ConceptDetection.compare(
        reference(), batch(), current.batch(), task, null, ConceptPolicy.calibrated());
  }

  /// @param shift what is added to `a`, and by the correlation partly to `b`
  /// @param flipped a label is turned round where `b` is above this
  static Scene simulated(int rows, double shift, double flipped, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = new double[rows];
    double[] b = new double[rows];
    double[] y = new double[rows];
    for (int row = 0; row < rows; row++) {
      a[row] = random.nextGaussian() + shift;
      b[row] = 0.6 * a[row] + 0.8 * random.nextGaussian();
      boolean one = random.nextDouble() < 1 / (1 + Math.exp(-2 * a[row] - b[row]));
      y[row] = one == b[row] <= flipped ? 1 : 0;
    }
    return new Scene()
        .with("a", Kind.NUMERIC, Role.FEATURE, NumericData.of(a))
        .with("b", Kind.NUMERIC, Role.FEATURE, NumericData.of(b))
        .with("y", Kind.CATEGORICAL, Role.LABEL, NumericData.of(y));
  }

  /// Nothing changed.
  static Scene simulated(int rows, long seed) {
    return simulated(rows, 0, Double.POSITIVE_INFINITY, seed);
  }

  /// The label column as it is where `kept` and missing elsewhere.
  Scene withLabels(RowPredicate kept) {
    double[] y = numbers("y").clone();
    for (int row = 0; row < y.length; row++) {
      y[row] = kept.test(row) ? y[row] : Double.NaN;
    }
    return with("y", Kind.CATEGORICAL, Role.LABEL, NumericData.of(y));
  }

  interface RowPredicate {
    boolean test(int row);
  }

  static @Nullable ConceptReason reason(Scene reference, Scene current) {
    return reference.against(current).reason();
  }
}
