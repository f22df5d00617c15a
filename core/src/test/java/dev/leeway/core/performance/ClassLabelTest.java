package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassLabelTest {

  @ParameterizedTest
  @ValueSource(strings = {"1", "1.0", "+1", "1e0", "10e-1", "1.000"})
  void oneNumberIsOneLabelHoweverWritten(String text) {
    assertThat(ClassLabel.of(text)).isEqualTo(ClassLabel.of(1)).isEqualTo(ClassLabel.of(1.0));
    assertThat(ClassLabel.of(text)).hasToString("1").hasSameHashCodeAs(ClassLabel.of(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0.50, 0.5",
    "-0.0, 0",
    "100, 100",
    "1e3, 1000",
    "9007199254740993, 9007199254740993"
  })
  void numbersHaveOneWrittenForm(String text, String name) {
    assertThat(ClassLabel.of(text).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"007", "", "1 ", "NaN", "Infinity", "1e9999", ".5", "0x1", "true", "é"})
  void otherTextsAreKeptAsTheyAre(String text) {
    assertThat(ClassLabel.of(text).name()).isEqualTo(text);
  }

  @Test
  void numbersComeFirstByValueThenTexts() {
    List<String> sorted =
        Stream.of("b", "10", "2", "B", "-1", "", "0.5")
            .map(ClassLabel::of)
            .sorted()
            .map(ClassLabel::name)
            .toList();
    assertThat(sorted).containsExactly("-1", "0.5", "2", "10", "", "B", "b");
  }

  @Test
  void notANumberIsNoLabel() {
    assertThatThrownBy(() -> ClassLabel.of(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a class label must be finite, was NaN");
  }
}
