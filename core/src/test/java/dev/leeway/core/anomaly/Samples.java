package dev.leeway.core.anomaly;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Batches for tests.
final class Samples {

  private Samples() {}

  static Schema features(Batch batch) {
    List<ColumnSpec> columns = new ArrayList<>();
    for (int column = 0; column < batch.names().size(); column++) {
      Kind kind =
          batch.columns().get(column) instanceof NumericData ? Kind.NUMERIC : Kind.CATEGORICAL;
      columns.add(feature(batch.names().get(column), kind));
    }
    return new Schema(columns);
  }

  static ColumnSpec feature(String name, Kind kind) {
    return new ColumnSpec(name, kind, Role.FEATURE, "given");
  }

  /// Columns named x0, x1, …
  static Batch batch(ColumnData... columns) {
    List<String> names = IntStream.range(0, columns.length).mapToObj(i -> "x" + i).toList();
    return new Batch(names, List.of(columns), columns.length == 0 ? 0 : columns[0].size());
  }

  static NumericData numbers(double... values) {
    return NumericData.of(values);
  }

  static TextData names(int rows, IntFunction<@Nullable String> name) {
    @Nullable String[] values = new String[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = name.apply(row);
    }
    return TextData.of(values);
  }

  static Batch normal(int columns, int rows, SplittableRandom random) {
    ColumnData[] data = new ColumnData[columns];
    for (int column = 0; column < columns; column++) {
      data[column] = numbers(random.doubles(rows).map(u -> random.nextGaussian()).toArray());
    }
    return batch(data);
  }
}
