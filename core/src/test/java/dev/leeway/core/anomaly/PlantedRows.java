package dev.leeway.core.anomaly;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The data sets of `core/src/test/python/anomaly_goldens.py`, number for number. The first
/// [#PLANTED] rows of `current` are planted.
record PlantedRows(Batch reference, Batch current) {

  static final int PLANTED = 50;

  private static final int REFERENCE = 2_000;
  private static final int CURRENT = 1_000;

  static PlantedRows of(String name) {
    return switch (name) {
      case "far" -> draw(1, 0, draw -> shifted(draw, 3));
      case "far, also in the reference" -> draw(2, 0.02, draw -> shifted(draw, 3));
      case "clusters" -> draw(3, 0, PlantedRows::clusters);
      case "mixed" -> draw(4, 0, PlantedRows::mixed, 2, 3, 4);
      case "mixed, also in the reference" -> draw(5, 0.02, PlantedRows::mixed, 2, 3, 4);
      case "high" -> draw(6, 0.02, PlantedRows::high);
      case "faint" -> draw(7, 0, draw -> shifted(draw, 1));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static double[] shifted(Draw draw, double shift) {
    double[] row = new double[6];
    for (int column = 0; column < row.length; column++) {
      row[column] = draw.normal() + (draw.planted ? shift : 0);
    }
    return row;
  }

  private static double[] clusters(Draw draw) {
    double[] row = new double[4];
    double centre = draw.planted ? 0 : 8.0 * (draw.random.nextInt(3) - 1);
    for (int column = 0; column < row.length; column++) {
      row[column] = draw.planted ? draw.random.nextDouble() * 24 - 12 : centre + draw.normal();
    }
    return row;
  }

  private static double[] mixed(Draw draw) {
    double[] row = new double[5];
    row[0] = draw.normal() + (draw.planted ? 2.5 : 0);
    row[1] = draw.normal();
    if (draw.planted) {
      row[2] = 20 + draw.random.nextInt(10);
      row[3] = 3;
      row[4] = 1;
    } else {
      row[2] = Math.floor(20 * draw.random.nextDouble() * draw.random.nextDouble());
      row[3] = draw.random.nextInt(3);
      row[4] = draw.random.nextDouble() < 0.03 ? 1 : 0;
    }
    return row;
  }

  private static double[] high(Draw draw) {
    double[] row = new double[50];
    for (int column = 0; column < row.length; column++) {
      row[column] = draw.normal() + (draw.planted && column < 6 ? 5 : 0);
    }
    return row;
  }

  private static PlantedRows draw(
      long seed, double share, Function<Draw, double[]> row, Integer... categories) {
    SplitMix random = new SplitMix(seed);
    List<double[]> reference = new ArrayList<>();
    for (int i = 0; i < REFERENCE; i++) {
      reference.add(row.apply(new Draw(random, random.nextDouble() < share)));
    }
    List<double[]> current = new ArrayList<>();
    for (int i = 0; i < CURRENT; i++) {
      current.add(row.apply(new Draw(random, i < PLANTED)));
    }
    Set<Integer> named = new TreeSet<>(List.of(categories));
    return new PlantedRows(batch(reference, named), batch(current, named));
  }

  private static Batch batch(List<double[]> rows, Set<Integer> categories) {
    ColumnData[] columns = new ColumnData[rows.get(0).length];
    for (int column = 0; column < columns.length; column++) {
      int at = column;
      columns[column] =
          categories.contains(column)
              ? Samples.names(rows.size(), row -> "c" + (int) rows.get(row)[at])
              : NumericData.of(rows.stream().mapToDouble(row -> row[at]).toArray());
    }
    return Samples.batch(columns);
  }

  private record Draw(SplitMix random, boolean planted) {

    /// Nearly normal: the sum of twelve uniforms less 6.
    double normal() {
      double total = -6;
      for (int i = 0; i < 12; i++) {
        total += random.nextDouble();
      }
      return total;
    }
  }
}
