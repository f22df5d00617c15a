package dev.leeway.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.DriftAlerts;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class DriftDetectionTest {

  private final Random random = new Random(1);

  @Test
  void aShiftOfAThirdOfADeviationIsFoundAndTheOthersStayStable() {
    Batch reference = normal(2_000, 10, x -> x);
    Batch current = normal(1_000, 10, x -> x);
    shift(current, 3, 0.4);
    DriftResult result = compare(reference, current);

    assertThat(result.drifted()).extracting(c -> c.column().name()).containsExactly("x3");
    ColumnDrift found = result.drifted().get(0);
    assertThat(found.decidedBy()).isEqualTo(Method.KOLMOGOROV_SMIRNOV);
    assertThat(found.kinds()).containsExactly(DriftKind.DISTRIBUTION);
    // 0.4 deviations move 2Φ(0.2) − 1 = 0.159 of the mass
    assertThat(found.effect()).isCloseTo(0.159, within(0.06));
    assertThat(result.verdict(Role.FEATURE)).isEqualTo(Verdict.DRIFTED);
  }

  @Test
  void comparisonsJudgedTogetherShareOneBudget() {
    List<DriftDetection.Comparison> comparisons = new ArrayList<>();
    List<DriftResult> alone = new ArrayList<>();
    for (int window = 0; window < 20; window++) {
      Batch before = normal(1_000, 5, x -> x);
      Batch now = normal(500, 5, x -> x);
      shift(now, 2, window == 7 ? 1 : 0);
      Schema schema = SchemaInference.infer(before, Map.of(), Map.of(), Set.of());
      Reference reference = Reference.of(schema, before);
      ProfileBuilder builder = reference.newProfile();
      builder.add(now);
      comparisons.add(new DriftDetection.Comparison(reference, null, builder.build(), now));
      alone.add(compare(before, now));
    }
    List<DriftResult> together =
        DriftDetection.compareAll(comparisons, DriftPolicy.calibrated(), Set.of());

    assertThat(together).hasSize(20);
    int tests = alone.stream().mapToInt(DriftResult::tests).sum();
    for (int window = 0; window < 20; window++) {
      DriftResult shared = together.get(window);
      assertThat(shared.tests()).isEqualTo(tests);
      assertThat(shared.drifted()).hasSize(window == 7 ? 1 : 0);
      for (int column = 0; column < 5; column++) {
        Statistic by = alone.get(window).columns().get(column).statistics().get(0);
        Statistic in = shared.columns().get(column).statistics().get(0);
        assertThat(in.pValue()).isEqualTo(by.pValue());
        assertThat(in.value()).isEqualTo(by.value());
      }
    }
  }

  @Test
  void aSignificantTrifleIsBelowTheFloor() {
    Batch reference = normal(200_000, 1, x -> x);
    Batch current = normal(200_000, 1, x -> x + 0.05);
    DriftResult calibrated = compare(reference, current);

    assertThat(calibrated.columns().get(0).verdict()).isEqualTo(Verdict.STABLE);
    assertThat(calibrated.columns().get(0).explanation()).contains("below the floor of 5.0 %");
    assertThat(calibrated.corrected()).isEqualTo(1);
    assertThat(compare(reference, current, DriftPolicy.textbook()).drifted()).hasSize(1);
  }

  @Test
  void allFiveTechniquesStandBesideEveryColumn() {
    Batch reference =
        batch(500, i -> NumericData.of(random.doubles(500).toArray()), i -> letters(500, 4));
    Batch current =
        batch(400, i -> NumericData.of(random.doubles(400).toArray()), i -> letters(400, 4));
    DriftResult result = compare(reference, current);

    assertThat(result.columns().get(0).statistics())
        .extracting(Statistic::method)
        .contains(
            Method.KOLMOGOROV_SMIRNOV,
            Method.POPULATION_STABILITY,
            Method.JENSEN_SHANNON,
            Method.JENSEN_SHANNON_DIVERGENCE,
            Method.WASSERSTEIN,
            Method.WASSERSTEIN_NORMED);
    assertThat(result.columns().get(1).statistics())
        .extracting(Statistic::method)
        .contains(
            Method.CHI_SQUARE,
            Method.POPULATION_STABILITY,
            Method.JENSEN_SHANNON,
            Method.TOTAL_VARIATION,
            Method.UNSEEN_CATEGORIES);
    for (ColumnDrift column : result.columns()) {
      for (Statistic statistic : column.statistics()) {
        assertThat(statistic.value()).as(column.column().name()).isNotNull().isNotNaN();
        assertThat(statistic.expected() == null || Double.isFinite(statistic.expected())).isTrue();
      }
    }
  }

  @Test
  void missingValuesAreAKindOfTheirOwn() {
    double[] values = random.doubles(1_000).toArray();
    BitSet missing = new BitSet();
    for (int row = 0; row < 300; row++) {
      missing.set(row);
      values[row] = Double.NaN;
    }
    Batch reference = batch(1_000, i -> NumericData.of(random.doubles(1_000).toArray()));
    Batch current = batch(1_000, i -> new NumericData(values, 1_000, missing, null));
    ColumnDrift column = compare(reference, current).columns().get(0);

    assertThat(column.kinds()).contains(DriftKind.MISSING);
    assertThat(column.decidedBy()).isEqualTo(Method.FISHER_EXACT);
    assertThat(column.explanation()).contains("missing values 0.0 % → 30.0 %");
  }

  @Test
  void aColumnThatLostAllItsValuesDrifted() {
    Batch reference = batch(100, i -> NumericData.of(random.doubles(100).toArray()));
    BitSet all = new BitSet();
    all.set(0, 100);
    double[] nothing = new double[100];
    Arrays.fill(nothing, Double.NaN);
    ColumnDrift column =
        compare(reference, batch(100, i -> new NumericData(nothing, 100, all, null)))
            .columns()
            .get(0);

    assertThat(column.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(column.reason()).isEqualTo(Reason.ALL_MISSING);
    assertThat(column.kinds()).containsExactly(DriftKind.MISSING);
  }

  @Test
  void newCategoriesAreFoundByNameAndByShare() {
    Batch reference = batch(1_000, i -> letters(1_000, 3));
    Batch current =
        batch(
            1_000,
            i -> {
              String[] values = new String[1_000];
              Arrays.setAll(
                  values, row -> row < 40 ? "new" : "abc".substring(row % 3, row % 3 + 1));
              return TextData.of(values);
            });
    ColumnDrift column = compare(reference, current).columns().get(0);

    assertThat(column.kinds()).contains(DriftKind.NEW_CATEGORY);
    assertThat(column.test(DriftKind.NEW_CATEGORY).orElseThrow().value()).isEqualTo(0.04);
  }

  @Test
  void aDifferentTypeIsOneRowAndNotTheEndOfTheReport() {
    Batch reference = batch(100, i -> NumericData.of(random.doubles(100).toArray()));
    Batch current = batch(100, i -> letters(100, 3));
    ColumnDrift column = compare(reference, current).columns().get(0);

    assertThat(column.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(column.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(column.kinds()).contains(DriftKind.UNREADABLE);
  }

  @Test
  void whatCannotBeComparedIsInconclusiveWithItsReason() {
    Batch reference =
        new Batch(
            List.of("constant", "gone", "empty", "one category"),
            List.of(
                NumericData.of(constant(50, 5.5)),
                NumericData.of(random.doubles(50).toArray()),
                NumericData.of(constant(50, Double.NaN)),
                letters(50, 1)),
            50);
    Batch current =
        new Batch(
            List.of("constant", "empty", "one category"),
            List.of(
                NumericData.of(constant(40, 5.5)),
                NumericData.of(constant(40, Double.NaN)),
                letters(40, 1)),
            40);
    DriftResult result = compare(reference, current);

    assertThat(result.columns())
        .extracting(ColumnDrift::reason)
        .containsExactly(Reason.CONSTANT, Reason.ABSENT, Reason.ALL_MISSING, Reason.CONSTANT);
    assertThat(result.judged()).isZero();
    assertThat(result.verdict(Role.FEATURE)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void oneRowIsTooFew() {
    Batch reference = batch(100, i -> NumericData.of(random.doubles(100).toArray()));
    ColumnDrift column = compare(reference, batch(1, i -> NumericData.of(0.5))).columns().get(0);

    assertThat(column.reason()).isEqualTo(Reason.TOO_FEW_ROWS);
    assertThat(column.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void extremeNumbersGiveNumbersOrReasons() {
    Batch reference = batch(100, i -> NumericData.of(random.doubles(100, -8e307, 8e307).toArray()));
    double[] wild = random.doubles(100, -8e307, 8e307).toArray();
    wild[0] = Double.POSITIVE_INFINITY;
    wild[1] = Double.NaN;
    wild[2] = Double.MAX_VALUE;
    ColumnDrift column = compare(reference, batch(100, i -> NumericData.of(wild))).columns().get(0);

    assertThat(column.verdict()).isEqualTo(Verdict.STABLE);
    assertThat(column.statistic(Method.WASSERSTEIN_NORMED).orElseThrow().reason())
        .isEqualTo(Reason.OVERFLOW);
  }

  @Test
  void countsAloneGiveAnIntervalThatHoldsTheExactStatistic() {
    Batch reference = normal(5_000, 1, x -> x);
    Batch current = normal(5_000, 1, x -> x + 0.2);
    Reference profiled = profile(reference);
    Profile window = window(profiled, current);
    Statistic counted =
        DriftDetection.compare(profiled, window, DriftPolicy.calibrated())
            .columns()
            .get(0)
            .statistic(Method.KOLMOGOROV_SMIRNOV)
            .orElseThrow();
    Statistic exact =
        DriftDetection.compare(profiled, window, current, DriftPolicy.calibrated())
            .columns()
            .get(0)
            .statistic(Method.KOLMOGOROV_SMIRNOV)
            .orElseThrow();

    assertThat(counted.exact()).isFalse();
    assertThat(exact.exact()).isTrue();
    double low = Objects.requireNonNull(counted.value());
    double width = Objects.requireNonNull(counted.errorBound());
    assertThat(exact.value()).isBetween(low, low + width + 1e-12);
  }

  @Test
  void theTextbookRuleIsReportedBesideTheCalibratedOne() {
    int flaggedAlone = 0;
    for (int round = 0; round < 20; round++) {
      flaggedAlone += compare(normal(500, 20, x -> x), normal(500, 20, x -> x)).alone();
    }

    // 400 unchanged columns at p < 0.05, conservative for its steps: about 18, at most 20 + 4
    // deviations
    assertThat(flaggedAlone).isBetween(5, 38);
  }

  @Test
  void severityFollowsTheTable() {
    assertThat(severity(0)).isEmpty();
    assertThat(severity(1)).containsExactly(Severity.LOW);
    assertThat(severity(2)).containsExactly(Severity.LOW);
    assertThat(severity(3)).containsExactly(Severity.HIGH);
  }

  @Test
  void theOutputIsItsOwnAlert() {
    Batch reference = normal(1_000, 2, x -> x);
    Batch current = normal(1_000, 2, x -> x);
    shift(current, 1, 1);
    List<Alert> alerts =
        DriftAlerts.of(compare(reference, current, Map.of("x1", Role.SCORE)), Instant.EPOCH);

    assertThat(alerts).extracting(Alert::type).containsExactly(AlertType.OUTPUT_DRIFT);
    assertThat(alerts).extracting(Alert::severity).containsExactly(Severity.MEDIUM);
    assertThat(alerts.get(0).action()).isEqualTo("monitoring increased");
  }

  private List<Severity> severity(int drifted) {
    Batch reference = normal(1_000, 5, x -> x);
    Batch current = normal(1_000, 5, x -> x);
    for (int column = 0; column < drifted; column++) {
      shift(current, column, 1);
    }
    return DriftAlerts.of(compare(reference, current), Instant.EPOCH).stream()
        .map(Alert::severity)
        .toList();
  }

  private static double[] constant(int rows, double value) {
    double[] values = new double[rows];
    Arrays.fill(values, value);
    return values;
  }

  private Batch normal(int rows, int columns, DoubleUnaryOperator map) {
    List<String> names = new ArrayList<>();
    List<ColumnData> data = new ArrayList<>();
    for (int column = 0; column < columns; column++) {
      names.add("x" + column);
      double[] values = new double[rows];
      Arrays.setAll(values, row -> map.applyAsDouble(random.nextGaussian()));
      data.add(NumericData.of(values));
    }
    return new Batch(names, data, rows);
  }

  private static void shift(Batch batch, int column, double by) {
    double[] values = ((NumericData) batch.columns().get(column)).values();
    for (int row = 0; row < values.length; row++) {
      values[row] += by;
    }
  }

  private TextData letters(int rows, int letters) {
    String[] values = new String[rows];
    Arrays.setAll(values, row -> String.valueOf((char) ('a' + random.nextInt(letters))));
    return TextData.of(values);
  }

  @SafeVarargs
  private static Batch batch(int rows, IntFunction<ColumnData>... columns) {
    List<String> names = new ArrayList<>();
    List<ColumnData> data = new ArrayList<>();
    for (int column = 0; column < columns.length; column++) {
      names.add("c" + column);
      data.add(columns[column].apply(column));
    }
    return new Batch(names, data, rows);
  }

  private static DriftResult compare(Batch reference, Batch current) {
    return compare(reference, current, DriftPolicy.calibrated());
  }

  private static DriftResult compare(Batch reference, Batch current, DriftPolicy policy) {
    Reference profiled = profile(reference);
    return DriftDetection.compare(profiled, window(profiled, current), current, policy);
  }

  private static DriftResult compare(Batch reference, Batch current, Map<String, Role> roles) {
    Schema schema = SchemaInference.infer(reference, roles, Map.of(), Set.of());
    Reference profiled = Reference.of(schema, reference);
    return DriftDetection.compare(
        profiled, window(profiled, current), current, DriftPolicy.calibrated());
  }

  private static Reference profile(Batch reference) {
    return Reference.of(SchemaInference.infer(reference, Map.of(), Map.of(), Set.of()), reference);
  }

  private static Profile window(Reference reference, Batch current) {
    ProfileBuilder builder = reference.newProfile();
    builder.add(current);
    return builder.build();
  }
}
