package dev.leeway.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.drift.Verdict;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ColumnSymptomTest {

  private static final int ROWS = 1_000;

  private final Random random = new Random(5);

  @Test
  void unchangedColumnsShowNothing() {
    assertThat(symptoms(Role.FEATURE, numbers(x -> x), numbers(x -> x))).isEmpty();
    assertThat(symptoms(Role.FEATURE, names(i -> "a" + i % 4), names(i -> "a" + i % 4))).isEmpty();
  }

  @Test
  void aShiftIsADriftedDistributionAndNoFault() {
    ColumnSymptom shifted = one(numbers(x -> x), numbers(x -> x + 0.5));

    assertThat(shifted.signs()).contains(Sign.DISTRIBUTION);
    assertThat(shifted.faults()).isEmpty();
    assertThat(shifted.words()).startsWith("x: ").contains("of the mass moved");
  }

  @Test
  void aConversionIsAFaultAndExplainsValuesOutOfRange() {
    ColumnSymptom converted = one(numbers(x -> 50 + 9 * x), numbers(x -> 50_000 + 9_000 * x));

    assertThat(converted.signs()).contains(Sign.UNIT_CHANGED).doesNotContain(Sign.OUT_OF_RANGE);
    assertThat(converted.faults()).containsExactly(Sign.UNIT_CHANGED);
    assertThat(converted.words())
        .startsWith("x: values look multiplied by 1,000, as from ")
        .contains("; 99.9 % of the mass moved");
  }

  @Test
  void valuesOutOfRangeAloneAreNoFault() {
    ColumnSymptom outside =
        one(numbers(x -> x), numbers(x -> random.nextInt(20) == 0 ? 10 + random.nextDouble() : x));

    assertThat(outside.signs()).contains(Sign.OUT_OF_RANGE);
    assertThat(outside.faults()).isEmpty();
  }

  @Test
  void oneValueThroughoutIsFrozen() {
    ColumnSymptom number = one(numbers(x -> x), numbers(x -> 0.25));
    ColumnSymptom name = one(names(i -> "a" + i % 4), names(i -> "a2"));
    ColumnSymptom fresh = one(names(i -> "a" + i % 4), names(i -> "new"));

    assertThat(number.faults()).containsExactly(Sign.FROZEN);
    assertThat(number.words()).startsWith("x: is frozen to one value; ");
    assertThat(name.faults()).containsExactly(Sign.FROZEN);
    assertThat(fresh.faults()).containsExactly(Sign.FROZEN, Sign.RECODED);
  }

  /// Reference columns of 1,000 rows, written as the value of a row, and a constant.
  static Stream<Arguments> constants() {
    return Stream.of(
        // reference, its value of a row, current value, current rows, whether it is frozen
        arguments("a price", of(i -> Math.sin(i) * 100), 7.0, 1_000, true),
        arguments("a rising counter", of(i -> i), 999.0, 1_000, true),
        arguments("the hour", of(i -> i % 24), 7.0, 1_000, true),
        arguments("a flag of one row in ten", of(i -> i % 10 == 0 ? 1 : 0), 1.0, 1_000, true),
        arguments("the weekday, for a month", of(i -> i / 24 % 7), 3.0, 720, true),
        arguments("the weekday, for a day", of(i -> i / 24 % 7), 3.0, 24, false),
        arguments("the weekday, for two days", of(i -> i / 24 % 7), 3.0, 48, true),
        arguments("the year", of(i -> i < 500 ? 2011 : 2012), 2012.0, 1_000, false),
        arguments("the year, one row of the next", of(i -> i < 999 ? 0 : 1), 1.0, 1_000, false),
        arguments("the month", of(i -> 1 + i / 84), 12.0, 1_000, false),
        arguments("the month of two years", of(i -> 1 + i / 42 % 12), 6.0, 1_000, false),
        arguments("a version", of(i -> i < 300 ? 1 : i < 800 ? 2 : 1), 2.0, 5_000, false),
        arguments("a version with a test of another", of(i -> i % 9 == 0 ? 2 : 1), 2.0, 500, true));
  }

  @ParameterizedTest(name = "{0} of {3} rows: {4}")
  @MethodSource("constants")
  void aConstantIsFrozenUnlessTheReferenceStaysTheSameAsLong(
      String story, IntToDoubleFunction before, double value, int rows, boolean frozen) {
    NumericData reference = NumericData.of(IntStream.range(0, ROWS).mapToDouble(before).toArray());
    NumericData now = NumericData.of(DoubleStream.generate(() -> value).limit(rows).toArray());
    ColumnSymptom symptom = one(reference, now);
    ColumnSymptom named = one(named(reference), named(now));

    assertThat(symptom.faults().contains(Sign.FROZEN)).as(story).isEqualTo(frozen);
    assertThat(symptom.signs()).as(story).contains(Sign.DISTRIBUTION);
    if (!story.equals("a price") && !story.equals("a rising counter")) {
      assertThat(named.faults().contains(Sign.FROZEN)).as(story).isEqualTo(frozen);
    }
  }

  private static IntToDoubleFunction of(IntToDoubleFunction value) {
    return value;
  }

  private static TextData named(NumericData numbers) {
    return TextData.of(
        IntStream.range(0, numbers.size())
            .mapToObj(row -> "v" + numbers.values()[row])
            .toArray(String[]::new));
  }

  @Test
  void withoutTheOrderOfTheReferenceEveryConstantIsFrozen() {
    NumericData year =
        NumericData.of(IntStream.range(0, ROWS).mapToDouble(i -> i < 500 ? 0 : 1).toArray());
    NumericData now = NumericData.of(DoubleStream.generate(() -> 1).limit(ROWS).toArray());
    Reference reference = Reference.of(new Schema(List.of(column("x", Role.FEATURE))), batch(year));

    assertThat(found(reference, null, batch(now), batch(now)).columns().get(0).faults())
        .containsExactly(Sign.FROZEN);
  }

  @Test
  void missingValuesBreakNoRun() {
    double[] values = new double[ROWS];
    Arrays.setAll(values, i -> i % 3 == 0 ? Double.NaN : i < 500 ? 0 : 1);
    Constancy constancy = Constancy.of(NumericData.of(values));

    assertThat(constancy.runs()).isEqualTo(2);
    assertThat(constancy.distinct()).isEqualTo(2);
    assertThat(constancy.rows()).isEqualTo(666);
    assertThat(constancy.ownRun()).isEqualTo(333);
    assertThat(Constancy.of(NumericData.of(new double[0]))).isEqualTo(new Constancy(0, 0, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"PREDICTION", "SCORE"})
  void aModelThatAlwaysAnswersTheSameIsNoFaultOfTheData(Role role) {
    List<ColumnSymptom> symptoms = symptoms(role, numbers(x -> x), numbers(x -> 0.25));

    assertThat(symptoms.get(0).signs()).contains(Sign.SAME_ANSWER).doesNotContain(Sign.FROZEN);
    assertThat(symptoms.get(0).faults()).isEmpty();
    assertThat(symptoms.get(0).words()).startsWith("x: is always the same answer; ");
  }

  @Test
  void mostlyUnknownNamesAreRecoded() {
    ColumnSymptom recoded = one(names(i -> i % 2 == 0 ? "yes" : "no"), names(i -> "" + i % 2));
    ColumnSymptom added =
        one(names(i -> "a" + i % 4), names(i -> i % 10 == 0 ? "new" : "a" + i % 4));

    assertThat(recoded.faults()).containsExactly(Sign.RECODED);
    assertThat(added.signs()).contains(Sign.NEW_CATEGORY);
    assertThat(added.faults()).isEmpty();
  }

  @Test
  void namesThatAreMostlyNewAnywayAreNotRecoded() {
    TextData before = names(i -> "id" + random.nextInt(1_000_000));
    TextData now = names(i -> i % 5 == 0 ? "a" : "id" + random.nextInt(1_000_000));
    List<ColumnSymptom> symptoms = symptoms(Role.FEATURE, before, now);

    assertThat(symptoms).allMatch(symptom -> !symptom.signs().contains(Sign.RECODED));
  }

  @Test
  void moreMissingValuesAreAFaultAndFewerAreNot() {
    ColumnSymptom lost = one(numbers(x -> x), missing(numbers(x -> x), 100));
    NumericData full = numbers(x -> x);
    ColumnSymptom filled = one(missing(full, 100), full);
    ColumnSymptom gone = one(numbers(x -> x), missing(numbers(x -> x), ROWS));

    assertThat(lost.faults()).containsExactly(Sign.MISSING);
    assertThat(filled.signs()).containsExactly(Sign.CLEANER);
    assertThat(filled.faults()).isEmpty();
    assertThat(gone.faults()).containsExactly(Sign.MISSING);
  }

  @Test
  void infiniteAndUnreadableValuesAreFaults() {
    ColumnSymptom infinite =
        one(numbers(x -> x), numbers(x -> random.nextInt(10) == 0 ? Double.POSITIVE_INFINITY : x));
    NumericData written = missing(numbers(x -> x), 100);
    ColumnSymptom unreadable =
        one(numbers(x -> x), new NumericData(written.values(), ROWS, null, written.missing()));

    assertThat(infinite.faults()).containsExactly(Sign.INFINITE);
    assertThat(unreadable.faults()).containsExactly(Sign.UNREADABLE);
  }

  @Test
  void labelsThatAreLateAreNoFault() {
    assertThat(symptoms(Role.LABEL, numbers(x -> x), missing(numbers(x -> x), 300))).isEmpty();
  }

  @Test
  void onlyWhatTheModelUsesOrAnswersCounts() {
    NumericData moved = numbers(x -> x + 3);

    assertThat(symptoms(Role.LATENCY, numbers(x -> x), moved)).isEmpty();
    assertThat(symptoms(Role.SEGMENT, numbers(x -> x), moved)).isEmpty();
    assertThat(symptoms(Role.SCORE, numbers(x -> x), moved)).hasSize(1);
  }

  @Test
  void absentFeaturesComeLast() {
    Schema schema =
        new Schema(
            List.of(
                column("gone", Role.FEATURE), column("x", Role.FEATURE), column("y", Role.LABEL)));
    NumericData before = numbers(x -> x);
    Reference reference =
        Reference.of(
            schema, new Batch(List.of("gone", "x", "y"), List.of(before, before, before), ROWS));
    Batch now = new Batch(List.of("x"), List.of(numbers(x -> x + 1)), ROWS);
    Symptoms found = found(reference, null, now, now);

    assertThat(found.columns()).extracting(ColumnSymptom::column).containsExactly("x", "gone");
    assertThat(found.faulty())
        .extracting(ColumnSymptom::words)
        .containsExactly("gone: the column is not in the current data");
    assertThat(found.features()).isEqualTo(Verdict.DRIFTED);
    assertThat(found.label()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Recommendation.of(found).reason())
        .startsWith("Do not retrain: upstream data fault (gone is absent);");
  }

  @Test
  void theConstructorHoldsSignsAndUnitTogether() {
    assertThatThrownBy(() -> ColumnSymptom.of("x", Role.FEATURE))
        .hasMessage("column x must show a sign");
    assertThatThrownBy(() -> ColumnSymptom.of("x", Role.FEATURE, Sign.UNIT_CHANGED))
        .hasMessage("column x needs a unit exactly if it shows unit_changed");
  }

  private ColumnSymptom one(ColumnData before, ColumnData now) {
    List<ColumnSymptom> symptoms = symptoms(Role.FEATURE, before, now);
    assertThat(symptoms).hasSize(1);
    return symptoms.get(0);
  }

  /// Found with the values at hand; what counts alone tell must show the same faults.
  private static List<ColumnSymptom> symptoms(Role role, ColumnData before, ColumnData now) {
    Kind kind = before instanceof NumericData ? Kind.NUMERIC : Kind.CATEGORICAL;
    Schema schema = new Schema(List.of(new ColumnSpec("x", kind, role, "given")));
    Reference reference = Reference.of(schema, batch(before));
    List<ColumnSymptom> exact = found(reference, batch(before), batch(now), batch(now)).columns();

    assertThat(found(reference, batch(before), batch(now), null).columns())
        .extracting(ColumnSymptom::faults)
        .isEqualTo(exact.stream().map(ColumnSymptom::faults).toList());
    return exact;
  }

  private static Symptoms found(
      Reference reference, @Nullable Batch rows, Batch now, @Nullable Batch values) {
    ProfileBuilder builder = reference.newProfile();
    builder.add(now);
    Profile profile = builder.build();
    DriftResult drift =
        DriftDetection.compare(reference, profile, values, DriftPolicy.calibrated());
    return Symptoms.of(reference, rows, profile, values, drift);
  }

  private static Batch batch(ColumnData column) {
    return new Batch(List.of("x"), List.of(column), column.size());
  }

  private static ColumnSpec column(String name, Role role) {
    return new ColumnSpec(name, Kind.NUMERIC, role, "given");
  }

  private NumericData numbers(DoubleUnaryOperator of) {
    return NumericData.of(random.doubles(ROWS).map(u -> random.nextGaussian()).map(of).toArray());
  }

  private static TextData names(IntFunction<String> name) {
    return TextData.of(IntStream.range(0, ROWS).mapToObj(name).toArray(String[]::new));
  }

  private static NumericData missing(NumericData numbers, int rows) {
    double[] values = numbers.values().clone();
    Arrays.fill(values, 0, rows, Double.NaN);
    BitSet missing = new BitSet();
    missing.set(0, rows);
    return new NumericData(values, values.length, missing, null);
  }
}
