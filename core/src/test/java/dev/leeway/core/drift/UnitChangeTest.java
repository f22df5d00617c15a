package dev.leeway.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitChangeTest {

  private final Random random = new Random(7);

  @ParameterizedTest(name = "{0} by {1} + {2}: {4}")
  @CsvSource({
    "income, 1000, 0, 1000, 'values look multiplied by 1,000, as from seconds to milliseconds'",
    "income, 0.001, 0, 0.001, 'values look divided by 1,000, as from milliseconds to seconds'",
    "income, 1e6, 0, 1e6, 'values look multiplied by 1,000,000, as from millions to units'",
    "share, 100, 0, 100, 'values look multiplied by 100, as from shares to percent, or euros to cents'",
    "share, 0.01, 0, 0.01, 'values look divided by 100, as from percent to shares'",
    "signed, 1000, 0, 1000, 'values look multiplied by 1,000, as from seconds to milliseconds'",
    "zeros, 100, 0, 100, 'values look multiplied by 100, as from shares to percent, or euros to cents'",
    "minutes, 60, 0, 60, 'values look multiplied by 60, as from minutes to seconds'",
    "minutes, 3600, 0, 3600, 'values look multiplied by 3,600, as from hours to seconds'",
    "height, 2.54, 0, 2.54, 'values look multiplied by 2.54, as from inches to centimetres'",
    "height, 0.393700787, 0, 0.3937, 'values look divided by 2.54, as from centimetres to inches'",
    "height, 1.609344, 0, 1.6093, 'values look multiplied by 1.609, as from miles to kilometres'",
    "height, 0.621371192, 0, 0.6214, 'values look divided by 1.609, as from kilometres to miles'",
    "weight, 0.45359237, 0, 0.4536, 'values look divided by 2.205, as from pounds to kilograms'",
    "weight, 2.20462262, 0, 2.2046, 'values look multiplied by 2.205, as from kilograms to pounds'",
    "celsius, 1.8, 32, 1.8, 'values look converted from degrees Celsius to Fahrenheit (1.8 x + 32)'",
    "celsius, 1, 273.15, 1, 'values look converted from degrees Celsius to kelvins (x + 273.15)'",
  })
  void aConversionIsGuessed(
      String column, double factor, double offset, double guessed, String words) {
    double[] before = draw(column, 2_000);
    double[] now = map(draw(column, 1_000), x -> factor * x + offset);

    Optional<UnitChange> guess = guess(before, now);
    assertThat(guess).map(UnitChange::words).contains(words);
    assertThat(guess.orElseThrow().factor()).isCloseTo(guessed, within(1e-4 * guessed));
  }

  @ParameterizedTest(name = "{0} by {1} + {2}")
  @CsvSource({
    "income, 1000, 0",
    "income, 0.001, 0",
    "share, 100, 0",
    "signed, 1000, 0",
    "minutes, 60, 0",
    "height, 2.54, 0",
    "weight, 0.45359237, 0",
    "celsius, 1.8, 32",
    "celsius, 1, 273.15",
  })
  void countsAndSumsAreEnough(String column, double factor, double offset) {
    double[] before = draw(column, 2_000);
    double[] now = map(draw(column, 1_000), x -> factor * x + offset);
    Reference reference = reference(before);

    Optional<UnitChange> guess = UnitChange.of(column(reference), window(reference, now), null);
    assertThat(guess)
        .map(UnitChange::factor)
        .hasValueSatisfying(found -> assertThat(found).isCloseTo(factor, within(1e-6 * factor)));
  }

  @ParameterizedTest(name = "{0} by {1} + {2}")
  @CsvSource({
    "income, 1, 0", "income, 1.5, 0", "income, 2.54, 0", "income, 10, 0", "income, 20, 0",
    "height, 1.2, 0", "height, 2, 0", "height, 1, 20", "height, 3, 0", "celsius, 1, 10",
    "celsius, 2, 0", "signed, 2.54, 0", "signed, 1, 100", "minutes, 1.609344, 0", "zeros, 2.54, 0",
    "share, 1, 1000",
  })
  void otherChangesAreNotConversions(String column, double factor, double offset) {
    double[] before = draw(column, 2_000);
    double[] now = map(draw(column, 1_000), x -> factor * x + offset);

    assertThat(guess(before, now)).isEmpty();
  }

  @Test
  void anotherShapeOfTheRightSizeIsNoConversion() {
    double[] before = draw("height", 2_000);
    double mean = Arrays.stream(before).average().orElseThrow();
    double[] now =
        DoubleStream.generate(() -> 1000 * mean * random.nextDouble() * 2).limit(1_000).toArray();

    assertThat(guess(before, now)).isEmpty();
  }

  @Test
  void aFrozenColumnIsNoConversion() {
    double[] now = new double[500];
    Arrays.fill(now, 170_000);

    assertThat(guess(draw("height", 500), now)).isEmpty();
  }

  @Test
  void aConstantReferenceHasNoShapeToPreserve() {
    assertThat(guess(map(new double[100], x -> 1), map(new double[100], x -> 1000))).isEmpty();
    assertThat(UnitChange.between(new double[5], new double[5])).isEmpty();
  }

  @Test
  void fewRowsTellNothing() {
    double[] many = draw("height", 500);
    double[] few = draw("height", UnitChange.MINIMUM_ROWS - 1);

    assertThat(guess(many, map(few, x -> 1000 * x))).isEmpty();
    assertThat(guess(few, map(many, x -> 1000 * x))).isEmpty();
  }

  @ParameterizedTest(name = "{0} rows: {1} of 200")
  @CsvSource({"50, 140", "100, 180", "200, 195"})
  void fewRowsMissSomeConversions(int rows, int atLeast) {
    double[] before = draw("height", 2_000);
    int found = 0;
    for (int run = 0; run < 200; run++) {
      double[] now = map(draw("height", rows), x -> 2.54 * x);
      found += guess(before, now).isPresent() ? 1 : 0;
    }
    assertThat(found).isGreaterThanOrEqualTo(atLeast);
  }

  @Test
  void columnsThatAreMissingOrTooLargeHaveNone() {
    double[] before = draw("height", 200);
    double[] nothing = map(new double[200], x -> Double.NaN);
    double[] huge = map(draw("height", 200), x -> 1e306 * x);

    assertThat(guess(before, nothing)).isEmpty();
    assertThat(guess(before, huge)).isEmpty();
    double[] points = {1, 2, 3, 4, Double.POSITIVE_INFINITY};
    assertThat(UnitChange.between(new double[] {1, 2, 3, 4, 5}, points)).isEmpty();
    points[4] = Double.NaN;
    assertThat(UnitChange.between(new double[] {1, 2, 3, 4, 5}, points)).isEmpty();
  }

  @Test
  void missingAndInfiniteValuesAreLeftOut() {
    double[] before = draw("height", 1_000);
    double[] now = map(draw("height", 1_000), x -> 1000 * x);
    Arrays.fill(now, 0, 200, Double.NaN);
    Arrays.fill(now, 200, 300, Double.POSITIVE_INFINITY);

    assertThat(guess(before, now)).map(UnitChange::factor).contains(1000.0);
  }

  @Test
  void pointsMustBeAsManyOnBothSides() {
    assertThatThrownBy(() -> UnitChange.between(new double[5], new double[6]))
        .hasMessage("both sides need equally many points, at least 5, were 5 and 6");
  }

  private double[] draw(String column, int rows) {
    return DoubleStream.generate(() ->
            switch (column) {
              case "income" -> Math.exp(10 + 0.8 * random.nextGaussian());
              case "share" -> random.nextDouble();
              case "signed" -> random.nextGaussian();
              case "zeros" -> random.nextBoolean() ? 0 : Math.exp(random.nextGaussian());
              case "minutes" -> -Math.log(1 - random.nextDouble()) * 12;
              case "height" -> 67 + 4 * random.nextGaussian();
              case "weight" -> 170 + 30 * random.nextGaussian();
              case "celsius" -> 12 + 8 * random.nextGaussian();
              default -> throw new IllegalArgumentException(column);
            })
        .limit(rows)
        .toArray();
  }

  private static double[] map(double[] values, DoubleUnaryOperator operator) {
    return Arrays.stream(values).map(operator).toArray();
  }

  private static Optional<UnitChange> guess(double[] before, double[] now) {
    Reference reference = reference(before);
    return UnitChange.of(column(reference), window(reference, now), NumericData.of(now));
  }

  private static Reference reference(double[] values) {
    ColumnSpec column = new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, "given");
    return Reference.of(new Schema(List.of(column)), batch(values));
  }

  private static NumericReference column(Reference reference) {
    return (NumericReference) reference.columns().get(0);
  }

  private static NumericProfile window(Reference reference, double[] values) {
    ProfileBuilder builder = reference.newProfile();
    builder.add(batch(values));
    return (NumericProfile) builder.build().columns().get(0);
  }

  private static Batch batch(double[] values) {
    return new Batch(List.of("x"), List.of(NumericData.of(values)), values.length);
  }
}
