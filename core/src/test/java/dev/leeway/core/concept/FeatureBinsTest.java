package dev.leeway.core.concept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeatureBinsTest {

  @Test
  void aTenthOfTheReferenceLiesInEveryCoarseBin() {
    double[] values = new SplittableRandom(1).doubles(10_000).toArray();
    FeatureBins bins = bins(Kind.NUMERIC, NumericData.of(values)).orElseThrow();
    long[] rows = coarse(bins, NumericData.of(values));

    assertThat(bins.coarseBins()).isEqualTo(12);
    for (long count : Arrays.copyOf(rows, 10)) {
      assertThat(count).isBetween(900L, 1_150L);
    }
    assertThat(rows[10]).isZero();
    assertThat(rows[11]).isZero();
    assertThat(bins.words(0)).matches("x ≤ 0\\.(09|1).*");
    assertThat(bins.words(9)).matches("x > 0\\.(89|9).*");
    assertThat(bins.words(4)).matches("x in \\(0\\.(38|39|4)\\d*, 0\\.(48|49|5)\\d*]");
    assertThat(bins.words(10)).isEqualTo("x missing");
  }

  @Test
  void anAtomHasABinOfItsOwn() {
    double[] values = new SplittableRandom(2).doubles(1_000).map(v -> v < 0.4 ? 0 : v).toArray();
    FeatureBins bins = bins(Kind.NUMERIC, NumericData.of(values)).orElseThrow();

    assertThat(bins.words(0)).isEqualTo("x = 0");
    assertThat(coarse(bins, NumericData.of(values))[0])
        .isEqualTo(Arrays.stream(values).filter(v -> v == 0).count());
  }

  @Test
  void missingUnreadableAndUnheardOfValuesAreToldApart() {
    FeatureBins bins = bins(Kind.NUMERIC, NumericData.of(1, 2, 3)).orElseThrow();
    byte[] codes =
        bins.codes(
            NumericData.of(
                1,
                2,
                3,
                -0.0,
                3.5,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY));

    byte outside = (byte) bins.outside();
    assertThat(codes)
        .containsExactly(0, 2, 4, outside, outside, (byte) bins.missing(), outside, outside);
    // between two atoms there is a bin without a row of the reference
    assertThat(bins.codes(NumericData.of(1.5))).containsExactly(1);
    assertThat(bins.codes(TextData.of("1", null))).containsOnly(bins.missing());
  }

  @Test
  void aConstantHasOneBin() {
    FeatureBins bins = bins(Kind.NUMERIC, NumericData.of(7, 7, 7)).orElseThrow();

    assertThat(bins.codes(NumericData.of(7, 6.9, 7.1)))
        .containsExactly(0, bins.outside(), bins.outside());
    assertThat(bins.words(0)).isEqualTo("x = 7");
  }

  @Test
  void rareCategoriesShareABin() {
    String[] names = new String[300];
    for (int row = 0; row < 300; row++) {
      names[row] = "c" + (int) Math.sqrt(row * 20.0);
    }
    FeatureBins bins = bins(Kind.CATEGORICAL, TextData.of(names)).orElseThrow();
    long[] rows = coarse(bins, TextData.of(names));

    assertThat(bins.coarseBins()).isEqualTo(14);
    assertThat(bins.words(0)).startsWith("x = c");
    assertThat(bins.words(11)).matches("x in c\\d+, c\\d+ and \\d+ other categories");
    assertThat(rows[11]).isPositive();
    assertThat(rows[13]).isZero();
    assertThat(bins.codes(TextData.of("new", null)))
        .containsExactly(bins.outside(), bins.missing());
  }

  @Test
  void numbersAndBooleansAreCategoriesByTheirNames() {
    FeatureBins flags = bins(Kind.BOOLEAN, TextData.of("True", "FALSE", "true")).orElseThrow();
    FeatureBins numbers = bins(Kind.CATEGORICAL, NumericData.of(1, 1, 0)).orElseThrow();

    assertThat(flags.codes(TextData.of("true", "False"))).containsExactly(0, 1);
    assertThat(numbers.codes(TextData.of("0", "1"))).containsExactly(1, 0);
    assertThat(numbers.codes(NumericData.of(-0.0, Double.NaN)))
        .containsExactly(1, numbers.missing());
  }

  @Test
  void textInstantsAndEmptyColumnsHaveNone() {
    assertThat(bins(Kind.TEXT, TextData.of("a", "b"))).isEmpty();
    assertThat(bins(Kind.DATETIME, NumericData.of(1, 2))).isEmpty();
    assertThat(bins(Kind.NUMERIC, NumericData.of(Double.NaN))).isEmpty();
    assertThat(bins(Kind.CATEGORICAL, TextData.of((String) null))).isEmpty();
  }

  private static long[] coarse(FeatureBins bins, ColumnData data) {
    long[] rows = new long[bins.coarseBins()];
    for (byte code : bins.codes(data)) {
      rows[bins.coarse(code)]++;
    }
    return rows;
  }

  private static Optional<FeatureBins> bins(Kind kind, ColumnData data) {
    Schema schema = new Schema(List.of(new ColumnSpec("x", kind, Role.FEATURE, "")));
    Batch batch = new Batch(List.of("x"), List.of(data), data.size());
    return FeatureBins.of(Reference.of(schema, batch).columns().get(0));
  }
}
