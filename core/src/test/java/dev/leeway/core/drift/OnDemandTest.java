package dev.leeway.core.drift;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import dev.leeway.core.stats.CramerVonMises;
import dev.leeway.core.stats.EnergyDistance;
import dev.leeway.core.stats.SampleMoments;
import dev.leeway.core.stats.TTest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnDemandTest {

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"NUMERIC", "CATEGORICAL", "TEXT"})
  void everyMethodOfAKindIsThere(Kind kind) {
    ColumnDrift column = compare(column(kind, 400, 2), column(kind, 300, 2), kind, all());

    Set<Method> expected = all();
    expected.removeIf(method -> !method.kinds().contains(kind));
    assertThat(asked(column)).extracting(Statistic::method).containsExactlyElementsOf(expected);
    assertThat(asked(column))
        .allSatisfy(statistic -> {
          assertThat(statistic.value()).as(statistic.method().id()).isNotNull();
          assertThat(statistic.decides()).isFalse();
          assertThat(statistic.qValue()).isNull();
          assertThat(statistic.threshold()).isNull();
        });
  }

  @Test
  void askingForMoreChangesNoVerdictAndNoOtherNumber() {
    ColumnData before = column(Kind.NUMERIC, 500, 2);
    ColumnData now = NumericData.of(random.doubles(400).map(u -> u * 1.2).toArray());
    ColumnDrift bare = compare(before, now, Kind.NUMERIC, Set.of());
    ColumnDrift full = compare(before, now, Kind.NUMERIC, all());

    assertThat(full.verdict()).isEqualTo(bare.verdict());
    assertThat(full.explanation()).isEqualTo(bare.explanation());
    assertThat(full.effect()).isEqualTo(bare.effect());
    assertThat(full.statistics().subList(0, bare.statistics().size())).isEqualTo(bare.statistics());
    assertThat(result(before, now, Kind.NUMERIC, all()).tests())
        .isEqualTo(result(before, now, Kind.NUMERIC, Set.of()).tests());
  }

  @Test
  void numbersAreThoseOfTheSortedSamples() {
    double[] x = random.doubles(200).toArray();
    double[] y = random.doubles(150).map(u -> u + 0.1).toArray();
    ColumnDrift column =
        compare(NumericData.of(x.clone()), NumericData.of(y.clone()), Kind.NUMERIC, all());
    SampleMoments first = SampleMoments.of(x);
    SampleMoments second = SampleMoments.of(y);
    Arrays.sort(x);
    Arrays.sort(y);

    assertThat(value(column, Method.CRAMER_VON_MISES)).isEqualTo(CramerVonMises.statistic(x, y));
    assertThat(value(column, Method.ENERGY_DISTANCE)).isEqualTo(EnergyDistance.distance(x, y));
    double t = TTest.welch(first, second).statistic();
    assertThat(value(column, Method.WELCH_T)).isCloseTo(t, within(1e-12 * Math.abs(t)));
  }

  @Test
  void fromCountsAloneMeansAndBinsAreComparedAndOrdersAreNot() {
    Reference reference = reference(NumericData.of(random.doubles(300).toArray()), Kind.NUMERIC);
    ProfileBuilder builder = reference.newProfile();
    builder.add(batch(NumericData.of(random.doubles(200).toArray())));
    ColumnDrift column =
        DriftDetection.compare(reference, builder.build(), null, DriftPolicy.calibrated(), all())
            .columns()
            .get(0);

    assertThat(reason(column, Method.MANN_WHITNEY)).isEqualTo(Reason.NO_VALUES);
    assertThat(value(column, Method.WELCH_T)).isFinite();
    assertThat(value(column, Method.HELLINGER)).isFinite();
  }

  @Test
  void whatCannotBeComputedSaysWhy() {
    ColumnData constant = NumericData.of(new double[50]);
    double[] ones = new double[50];
    Arrays.fill(ones, 1);
    ColumnDrift twoConstants = compare(constant, NumericData.of(ones), Kind.NUMERIC, all());
    assertThat(reason(twoConstants, Method.WELCH_T)).isEqualTo(Reason.NO_SPREAD);
    assertThat(reason(twoConstants, Method.EPPS_SINGLETON)).isEqualTo(Reason.NO_SPREAD);
    assertThat(value(twoConstants, Method.CRAMER_VON_MISES)).isPositive();

    ColumnDrift oneConstant = compare(constant, constant, Kind.NUMERIC, all());
    assertThat(asked(oneConstant)).extracting(Statistic::reason).containsOnly(Reason.CONSTANT);

    double[] huge = random.doubles(50).map(u -> (2 * u - 1) * 1.7e308).toArray();
    ColumnDrift overflow = compare(NumericData.of(huge), NumericData.of(huge), Kind.NUMERIC, all());
    assertThat(reason(overflow, Method.STUDENT_T)).isEqualTo(Reason.OVERFLOW);
    assertThat(value(overflow, Method.MANN_WHITNEY)).isEqualTo(1250);

    ColumnDrift three =
        compare(
            column(Kind.CATEGORICAL, 90, 3),
            column(Kind.CATEGORICAL, 60, 3),
            Kind.CATEGORICAL,
            all());
    assertThat(reason(three, Method.Z_TEST)).isEqualTo(Reason.NOT_TWO_CATEGORIES);
    assertThat(value(three, Method.G_TEST)).isFinite();

    ColumnDrift few =
        compare(
            column(Kind.CATEGORICAL, 9, 2),
            column(Kind.CATEGORICAL, 60, 2),
            Kind.CATEGORICAL,
            all());
    assertThat(asked(few)).extracting(Statistic::reason).containsOnly(Reason.TOO_FEW_ROWS);
  }

  @Test
  void valuesWithoutDriftAreAboutTheOnesExpected() {
    double energy = 0;
    double expected = 0;
    int rounds = 400;
    for (int round = 0; round < rounds; round++) {
      Statistic statistic =
          statistic(
              compare(
                  NumericData.of(random.doubles(120).toArray()),
                  NumericData.of(random.doubles(80).toArray()),
                  Kind.NUMERIC,
                  EnumSet.of(Method.ENERGY_DISTANCE)),
              Method.ENERGY_DISTANCE);
      energy += Math.pow(requireNonNull(statistic.value()), 2);
      expected += Math.pow(requireNonNull(statistic.expected()), 2);
    }
    // the square has about its mean as standard deviation: three standard errors are 15 %
    assertThat(energy / expected).isBetween(0.85, 1.15);
  }

  private static List<Statistic> asked(ColumnDrift column) {
    return column.statistics().stream().filter(s -> s.method().onDemand()).toList();
  }

  private static Statistic statistic(ColumnDrift column, Method method) {
    return column.statistic(method).orElseThrow();
  }

  private static double value(ColumnDrift column, Method method) {
    return requireNonNull(statistic(column, method).value(), method.id());
  }

  private static Reason reason(ColumnDrift column, Method method) {
    return requireNonNull(statistic(column, method).reason(), method.id());
  }

  private static Set<Method> all() {
    return Method.allOnDemand();
  }

  private ColumnData column(Kind kind, int rows, int distinct) {
    if (kind == Kind.NUMERIC) {
      return NumericData.of(random.doubles(rows).toArray());
    }
    String[] values = new String[rows];
    Arrays.setAll(values, row -> "x".repeat(1 + random.nextInt(distinct)));
    return TextData.of(values);
  }

  private static ColumnDrift compare(
      ColumnData before, ColumnData now, Kind kind, Set<Method> methods) {
    return result(before, now, kind, methods).columns().get(0);
  }

  private static DriftResult result(
      ColumnData before, ColumnData now, Kind kind, Set<Method> methods) {
    Reference reference = reference(before, kind);
    ProfileBuilder builder = reference.newProfile();
    builder.add(batch(now));
    return DriftDetection.compare(
        reference, builder.build(), batch(now), DriftPolicy.calibrated(), methods);
  }

  private static Reference reference(ColumnData data, Kind kind) {
    Batch batch = batch(data);
    return Reference.of(SchemaInference.infer(batch, Map.of(), Map.of("x", kind), Set.of()), batch);
  }

  private static Batch batch(ColumnData data) {
    return new Batch(List.of("x"), List.of(data), data.size());
  }
}
