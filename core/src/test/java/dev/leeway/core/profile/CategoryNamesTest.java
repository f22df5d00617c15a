package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CategoryNamesTest {

  @Test
  void numbersAreNamedAsPeopleWriteThem() {
    assertThat(names(NumericData.of(7, -0.0, 0.5, 1e300, -3, Double.NaN)))
        .containsExactly("7", "0", "0.5", "1.0E300", "-3", null);
  }

  @Test
  void infinitiesHaveNames() {
    double[] infinite = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    assertThat(names(NumericData.of(infinite))).containsExactly("Infinity", "-Infinity");
  }

  @Test
  void wholeNumbersThatDoublesCannotTellApartHaveAnExponent() {
    assertThat(names(NumericData.of(0x1p53, 0x1p54)))
        .containsExactly("9007199254740992", "1.8014398509481984E16");
  }

  @Test
  void stringsAreThemselves() {
    assertThat(names(TextData.of("b", null, "", "TRUE", "b")))
        .containsExactly("b", null, "", "TRUE", "b");
  }

  private static String[] names(ColumnData data) {
    return IntStream.range(0, data.size())
        .mapToObj(row -> CategoryNames.of(data, row))
        .toArray(String[]::new);
  }
}
