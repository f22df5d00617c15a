package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceBuilderTest {

  private static final List<String> NAMES =
      List.of("normal", "tails", "spend", "few", "gaps", "city", "flag", "note", "id");

  @Test
  void aSampleOfAllRowsGivesTheReferenceOfAllRows() {
    Batch rows = rows(new Random(1), 5_000, 0);
    Reference whole = inMemory(rows);
    Reference built = built(rows, 5_000, 700);

    assertThat(built.schema()).isEqualTo(whole.schema());
    assertThat(built.fingerprint()).isEqualTo(whole.fingerprint());
    for (int column = 0; column < NAMES.size(); column++) {
      assertThat(bytes(built, rows)).isEqualTo(bytes(whole, rows));
      assertThat(counts(built, column)).isEqualTo(counts(whole, column));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 1_000, 4_000})
  void allRowsAreCountedWhateverTheSample(int sample) {
    Batch rows = rows(new Random(2), 20_000, 0);
    Reference whole = inMemory(rows);
    Reference built = built(rows, sample, 1_024);

    assertThat(built.rows()).isEqualTo(20_000);
    for (String name : List.of("normal", "tails", "spend", "gaps")) {
      NumericReference expected = numeric(whole, name);
      NumericReference actual = numeric(built, name);
      NumericProfile counted = actual.profile();
      assertThat(counted.counts()).isEqualTo(counted(column(rows, name), actual.edges()));
      assertThat(counted.outOfRange()).isZero();
      assertThat(actual.edges().length).isBetween(100, NumericReference.WINDOW_BINS - 1);
      assertThat(counted.missing()).isEqualTo(expected.profile().missing());
      assertThat(counted.min()).isEqualTo(expected.profile().min());
      assertThat(counted.max()).isEqualTo(expected.profile().max());
      // both are exact sums about different centres, rounded once
      assertThat(counted.mean().orElseThrow())
          .isCloseTo(expected.profile().mean().orElseThrow(), within(1e-12));
      assertThat(counted.standardDeviation().orElseThrow())
          .isCloseTo(expected.profile().standardDeviation().orElseThrow(), within(1e-9));
    }
    for (String name : List.of("few", "city", "flag")) {
      CategoricalReference expected = (CategoricalReference) reference(whole, name);
      CategoricalReference actual = (CategoricalReference) reference(built, name);
      assertThat(actual.names()).isEqualTo(expected.names());
      assertThat(actual.profile().counts()).isEqualTo(expected.profile().counts());
      assertThat(actual.profile().missing()).isEqualTo(expected.profile().missing());
    }
    TextReference note = (TextReference) reference(built, "note");
    assertThat(note.profile().rows()).isEqualTo(20_000);
    assertThat(reference(built, "id").profile().rows()).isEqualTo(20_000);
  }

  @Test
  void namesAreKnownBeforeTheirRowsAreCounted() {
    Batch rows = rows(new Random(2), 5_000, 0);
    ReferenceSurvey survey = new ReferenceSurvey(10, 1);
    survey.add(rows);
    ReferenceBuilder builder = survey.builder(survey.schema(Map.of(), Map.of(), Set.of()));
    Reference before = builder.build();
    builder.add(rows);
    Reference after = builder.build();

    assertThat(before.rows()).isZero();
    for (String name : List.of("few", "city", "flag")) {
      CategoricalReference none = (CategoricalReference) reference(before, name);
      CategoricalReference all = (CategoricalReference) reference(after, name);
      assertThat(none.names()).containsExactlyInAnyOrderElementsOf(all.names());
      assertThat(none.profile().present()).isZero();
    }
    assertThat(numeric(before, "normal").edges()).isEqualTo(numeric(after, "normal").edges());
  }

  @Test
  void batchesOfAnySizeGiveTheSameReference() {
    Batch rows = rows(new Random(3), 10_000, 0);
    Reference built = built(rows, 500, 1);
    for (int size : new int[] {7, 1_000, 9_999, 10_000}) {
      Reference other = built(rows, 500, size);
      assertThat(other.fingerprint()).isEqualTo(built.fingerprint());
      for (int column = 0; column < NAMES.size(); column++) {
        assertThat(counts(other, column)).isEqualTo(counts(built, column));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void verdictsAreThoseOfAReferenceInMemory(long seed) {
    Random random = new Random(seed);
    Batch before = rows(random, 20_000, 0);
    Batch now = rows(random, 5_000, seed % 2 == 0 ? 0 : 0.3);
    Reference whole = inMemory(before);
    ProfileBuilder window = whole.newProfile();
    window.add(now);
    DriftResult expected =
        DriftDetection.compare(whole, window.build(), now, DriftPolicy.calibrated());
    Reference built = built(before, 5_000, 4_096);
    ProfileBuilder counted = built.newProfile();
    counted.add(now);
    DriftResult actual = DriftDetection.compare(built, counted.build(), DriftPolicy.calibrated());

    assertThat(verdicts(actual)).isEqualTo(verdicts(expected));
  }

  @Test
  void aValueWithTheMassOfABinHasOneToItself() {
    Batch rows = rows(new Random(4), 50_000, 0);
    NumericReference spend = numeric(built(rows, 5_000, 8_192), "spend");
    double[] edges = spend.edges();
    int zero = Arrays.binarySearch(edges, 0);
    assertThat(zero).isPositive();
    assertThat(edges[zero - 1]).isEqualTo(-Double.MIN_VALUE);
    long zeros = Arrays.stream(column(rows, "spend").finite()).filter(value -> value == 0).count();
    assertThat(spend.profile().counts()[zero]).isEqualTo(zeros);
  }

  @Test
  void quantilesAreOrderedAndNearThoseOfAllValues() {
    Batch rows = rows(new Random(5), 50_000, 0);
    NumericReference whole = numeric(inMemory(rows), "normal");
    NumericReference built = numeric(built(rows, 5_000, 8_192), "normal");
    double before = Double.NEGATIVE_INFINITY;
    for (double p = 0; p <= 1; p += 1 / 64.0) {
      double quantile = built.quantile(p).orElseThrow();
      assertThat(quantile).isGreaterThanOrEqualTo(before);
      before = quantile;
      if (p > 0 && p < 1) {
        // a bin holds 1/254 of the mass, which near the ends is up to 0.3 deviations wide
        assertThat(quantile).isCloseTo(whole.quantile(p).orElseThrow(), within(0.1));
      }
    }
    assertThat(built.sortedValues()).isEmpty();
  }

  @Test
  void aColumnThatBeginsWithoutValuesMayGoOnAsStrings() {
    ReferenceSurvey survey = new ReferenceSurvey(10, 1);
    double[] none = {Double.NaN, Double.NaN};
    BitSet missing = new BitSet();
    missing.set(0, 2);
    Batch empty = new Batch(List.of("a"), List.of(new NumericData(none, 2, missing, null)), 2);
    Batch strings = new Batch(List.of("a"), List.of(TextData.of("x", null, "y")), 3);
    survey.add(empty);
    survey.add(strings);
    Schema schema = survey.schema(Map.of(), Map.of(), Set.of());
    ReferenceBuilder builder = survey.builder(schema);
    builder.add(empty);
    builder.add(strings);

    assertThat(schema.columns().get(0).kind()).isEqualTo(Kind.CATEGORICAL);
    CategoricalReference reference = (CategoricalReference) builder.build().columns().get(0);
    assertThat(reference.names()).containsExactly("x", "y");
    assertThat(reference.profile().missing()).isEqualTo(3);
    TextData sample = (TextData) survey.sample().columns().get(0);
    assertThat(sample.codes()).containsExactly(-1, -1, 0, -1, 1);
    assertThat(sample.dictionary()).containsExactly("x", "y");
  }

  @Test
  void aColumnWithTooManyCategoriesIsNamed() {
    String[] values = new String[ReferenceBuilder.MOST_CATEGORIES + 1];
    Arrays.setAll(values, i -> "v" + i);
    Batch rows = new Batch(List.of("a"), List.of(TextData.of(values)), values.length);
    ReferenceSurvey survey = new ReferenceSurvey(10, 1);
    survey.add(rows);
    ReferenceBuilder builder =
        survey.builder(survey.schema(Map.of(), Map.of("a", Kind.CATEGORICAL), Set.of()));
    assertThat(builder.overfull()).isEmpty();
    builder.add(rows);
    assertThat(builder.overfull()).contains("a");
    assertThatThrownBy(builder::build).hasMessage("column a has too many categories");
  }

  @Test
  void manyStringsAreEstimated() {
    String[] values = new String[50_000];
    Arrays.setAll(values, i -> "v" + i);
    ReferenceSurvey survey = new ReferenceSurvey(10, 1);
    survey.add(new Batch(List.of("a"), List.of(TextData.of(values)), values.length));
    ColumnSpec column = survey.schema(Map.of(), Map.of(), Set.of()).columns().get(0);
    assertThat(column.kind()).isEqualTo(Kind.TEXT);
    assertThat(column.reason()).matches("about (4[5-9]|5[0-5]),\\d{3} distinct strings in 50,000");
  }

  @Test
  void batchesMustHaveTheSameColumns() {
    ReferenceSurvey survey = new ReferenceSurvey(10, 1);
    survey.add(new Batch(List.of("a"), List.of(NumericData.of(1)), 1));
    assertThatThrownBy(() -> survey.add(new Batch(List.of("b"), List.of(NumericData.of(1)), 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same columns");
  }

  @Test
  void everyRowIsSampledAsOftenAsAnyOther() {
    int rounds = 4_000;
    int[] drawn = new int[50];
    double[] values = new double[50];
    Arrays.setAll(values, i -> i);
    Batch rows = new Batch(List.of("a"), List.of(NumericData.of(values)), 50);
    for (int seed = 0; seed < rounds; seed++) {
      RowSample sample = new RowSample(10, seed);
      sample.add(rows);
      double[] sampled = ((NumericData) sample.batch().columns().get(0)).values();
      assertThat(sampled).hasSize(10).isSorted().doesNotHaveDuplicates();
      for (double row : sampled) {
        drawn[(int) row]++;
      }
    }
    // binomial with p = 1/5: a deviation of 25.3, of which 5 are exceeded once in 35,000 such tests
    assertThat(Arrays.stream(drawn).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(800 - 127, 800 + 127));
  }

  private static Reference inMemory(Batch rows) {
    return Reference.of(SchemaInference.infer(rows, Map.of(), Map.of(), Set.of()), rows);
  }

  private static Reference built(Batch rows, int sample, int batchSize) {
    ReferenceSurvey survey = new ReferenceSurvey(sample, 1);
    List<Batch> batches = batches(rows, batchSize);
    batches.forEach(survey::add);
    ReferenceBuilder builder = survey.builder(survey.schema(Map.of(), Map.of(), Set.of()));
    batches.forEach(builder::add);
    return builder.build();
  }

  private static List<Batch> batches(Batch rows, int size) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < rows.rows(); from += size) {
      BitSet chosen = new BitSet();
      chosen.set(from, Math.min(rows.rows(), from + size));
      batches.add(rows.select(chosen));
    }
    return batches;
  }

  private static Batch rows(Random random, int count, double shift) {
    double[] normal = new double[count];
    double[] tails = new double[count];
    double[] spend = new double[count];
    double[] few = new double[count];
    double[] gaps = new double[count];
    double[] id = new double[count];
    BitSet missing = new BitSet();
    String[] city = new String[count];
    String[] flag = new String[count];
    String[] note = new String[count];
    for (int row = 0; row < count; row++) {
      normal[row] = random.nextGaussian() + shift;
      tails[row] = Math.exp(2 * random.nextGaussian()) * (random.nextBoolean() ? 1 : -1);
      spend[row] = random.nextInt(3) == 0 ? 0 : Math.exp(random.nextGaussian() + shift);
      few[row] = random.nextInt(12);
      id[row] = row;
      missing.set(row, random.nextInt(10) == 0);
      gaps[row] = missing.get(row) ? Double.NaN : random.nextDouble();
      city[row] = random.nextInt(50) == 0 ? null : "city " + random.nextInt(shift > 0 ? 6 : 9);
      flag[row] = String.valueOf(random.nextInt(4) == 0);
      note[row] = "note " + Long.toString(random.nextLong() >>> random.nextInt(40), 36);
    }
    return new Batch(
        NAMES,
        List.of(
            NumericData.of(normal),
            NumericData.of(tails),
            NumericData.of(spend),
            NumericData.of(few),
            new NumericData(gaps, count, missing, null),
            TextData.of(city),
            TextData.of(flag),
            TextData.of(note),
            NumericData.of(id)),
        count);
  }

  private static ColumnReference reference(Reference reference, String name) {
    return reference.columns().get(NAMES.indexOf(name));
  }

  private static NumericReference numeric(Reference reference, String name) {
    return (NumericReference) reference(reference, name);
  }

  private static NumericData column(Batch rows, String name) {
    return (NumericData) rows.column(name).orElseThrow();
  }

  private static long[] counted(NumericData data, double[] edges) {
    long[] counts = new long[edges.length + 1];
    for (double value : data.finite()) {
      int at = Arrays.binarySearch(edges, value);
      counts[at < 0 ? -at - 1 : at]++;
    }
    return counts;
  }

  private static List<Object> counts(Reference reference, int column) {
    ColumnReference one = reference.columns().get(column);
    if (one instanceof NumericReference numbers) {
      NumericProfile profile = numbers.profile();
      return List.of(
          Arrays.toString(profile.counts()),
          profile.mean(),
          profile.variance(),
          profile.min(),
          profile.max(),
          profile.missing());
    }
    if (one instanceof CategoricalReference categories) {
      return List.of(
          categories.names(),
          Arrays.toString(categories.profile().counts()),
          categories.profile().missing());
    }
    if (one instanceof TextReference text) {
      return List.of(Arrays.toString(text.lengths().profile().counts()), text.profile().distinct());
    }
    return List.of(one.profile());
  }

  private static byte[] bytes(Reference reference, Batch window) {
    ProfileBuilder builder = reference.newProfile();
    builder.add(window);
    return builder.build().toBytes();
  }

  private static List<String> verdicts(DriftResult result) {
    return result.columns().stream()
        .map((ColumnDrift column) ->
            column.column().name() + " " + column.verdict() + " " + column.kinds())
        .toList();
  }
}
