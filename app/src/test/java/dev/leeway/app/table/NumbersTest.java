package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @Test
  void decimalsAreTheDoublesNearestToThem() {
    Random random = new Random(1);
    for (int round = 0; round < 200_000; round++) {
      StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
      text.append(1 + random.nextInt(9));
      for (int digits = random.nextInt(18); digits > 0; digits--) {
        text.append(random.nextInt(10));
      }
      int point = random.nextInt(text.length()) + 1;
      if (random.nextBoolean() && text.charAt(point - 1) != '-') {
        text.insert(point, '.');
      }
      same(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.0",
        "+1.5",
        ".5",
        "-.5",
        "5.",
        "0.1",
        "0.3",
        "999999999999999",
        "9999999999999.99",
        ".123456789012345",
        "1234567890123456",
        "1e5",
        "1.5e-3",
        "4.35",
        "0.000001"
      })
  void soAreEdges(String text) {
    same(text);
  }

  private static void same(String text) {
    char[] padded = ("9" + text + "9").toCharArray();

    assertThat(Numbers.isNumber(padded, 1, text.length())).as(text).isTrue();
    assertThat(Double.doubleToLongBits(Numbers.parse(padded, 1, text.length())))
        .as(text)
        .isEqualTo(Double.doubleToLongBits(Double.parseDouble(text)));
  }
}
