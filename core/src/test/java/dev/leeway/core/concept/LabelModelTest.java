package dev.leeway.core.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelModelTest {

  @Test
  void theRegressionIsThatOfScikitLearn() throws IOException {
    for (ConceptGoldens golden : ConceptGoldens.rows("rank-regression")) {
      double[] first = golden.numbers("first");
      double[] second = golden.numbers("second");
      double[] hit = golden.numbers("hit");
      List<FeatureBins> bins = List.of(bins(first), bins(second));
      byte[][] codes = {
        bins.get(0).codes(NumericData.of(first)), bins.get(1).codes(NumericData.of(second))
      };
      boolean[] hits = new boolean[hit.length];
      for (int row = 0; row < hits.length; row++) {
        hits[row] = hit[row] == 1;
      }
      RankRegression fitted =
          RankRegression.fit(bins, codes, hits, IntStream.range(0, hits.length).toArray());

      assertThat(fitted.intercept()).isCloseTo(golden.number("intercept"), within(1e-7));
      double[] scores = golden.numbers("score");
      for (int row = 0; row < scores.length; row++) {
        assertThat(fitted.score(codes, row)).isCloseTo(scores[row], within(1e-6));
      }
    }
  }

  @Test
  void anInteractionIsLearnt() {
    SplittableRandom random = new SplittableRandom(1);
    int rows = 4_000;
    double[] first = random.doubles(rows).toArray();
    double[] second = random.doubles(rows).toArray();
    boolean[] classes = new boolean[rows];
    for (int row = 0; row < rows; row++) {
      classes[row] = (first[row] > 0.5) == (second[row] > 0.3);
    }
    List<FeatureBins> bins = List.of(bins(first), bins(second));
    byte[][] codes = {
      bins.get(0).codes(NumericData.of(first)), bins.get(1).codes(NumericData.of(second))
    };
    int[] chances = LabelModel.fit(bins, codes, classes).chances(codes, rows);
    double error = 0;
    for (int row = 0; row < rows; row++) {
      error += Math.abs((classes[row] ? 1 : 0) - chances[row] / (double) LabelModel.SCALE) / rows;
    }

    assertThat(error).isLessThan(0.1);
  }

  @Test
  void noiseTeachesAlmostNothing() {
    SplittableRandom random = new SplittableRandom(2);
    double[] noise = random.doubles(2_000).toArray();
    boolean[] classes = new boolean[2_000];
    for (int row = 0; row < classes.length; row++) {
      classes[row] = random.nextInt(4) == 0;
    }
    List<FeatureBins> bins = List.of(bins(noise));
    byte[][] codes = {bins.get(0).codes(NumericData.of(noise))};
    int[] chances = LabelModel.fit(bins, codes, classes).chances(codes, 2_000);

    for (int chance : chances) {
      assertThat(chance / (double) LabelModel.SCALE).isCloseTo(0.25, within(0.12));
    }
  }

  @Test
  void oneClassIsCertain() {
    double[] values = IntStream.range(0, 50).asDoubleStream().toArray();
    List<FeatureBins> bins = List.of(bins(values));
    byte[][] codes = {bins.get(0).codes(NumericData.of(values))};
    boolean[] all = new boolean[50];
    Arrays.fill(all, true);
    LabelModel always = LabelModel.fit(bins, codes, all);
    LabelModel never = LabelModel.fit(bins, codes, new boolean[50]);

    assertThat(always.chances(codes, 50)).containsOnly(LabelModel.SCALE);
    assertThat(never.chances(codes, 50)).containsOnly(0);
  }

  private static FeatureBins bins(double[] values) {
    Schema schema = new Schema(List.of(new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, "")));
    Batch batch = new Batch(List.of("x"), List.of(NumericData.of(values)), values.length);
    ColumnReference reference = Reference.of(schema, batch).columns().get(0);
    return FeatureBins.of(reference).orElseThrow();
  }
}
