package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The short way through the usual ways of writing finds what the long way does.
class DatetimesTest {

  @Test
  void bothWaysAgreeOnTimes() {
    Random random = new Random(1);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder();
      text.append(
          String.format(
              Locale.ROOT,
              "%04d-%02d-%02d",
              random.nextInt(10_000),
              random.nextInt(14),
              random.nextInt(33)));
      if (random.nextInt(5) > 0) {
        text.append("T tx".charAt(random.nextInt(40) / 13))
            .append(
                String.format(Locale.ROOT, "%02d:%02d", random.nextInt(25), random.nextInt(61)));
      }
      if (random.nextInt(4) > 0) {
        text.append(String.format(Locale.ROOT, ":%02d", random.nextInt(61)));
      }
      if (random.nextInt(3) == 0) {
        text.append('.').append("1234567890", 0, random.nextInt(11));
      }
      text.append(new String[] {"", "Z", "z", "+02:00", "-0530", " ", "x"}[random.nextInt(7)]);
      same(text.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29",
        "2023-02-29",
        "2024-02-29T",
        "2024-02-29TZ",
        "2024-02-29 00:00:00.",
        "2024-02-28T23:59:59.999999999Z",
        "0000-01-01",
        "9999-12-31T24:00:00",
        "2024-01-01T1:02:03"
      })
  void bothWaysAgreeOnEdges(String text) {
    same(text);
  }

  private static void same(String text) {
    char[] padded = ("x" + text + "x").toCharArray();

    assertThat(Double.doubleToLongBits(Datetimes.parse(padded, 1, text.length())))
        .as(text)
        .isEqualTo(
            Double.doubleToLongBits(text.length() > 40 ? Double.NaN : Datetimes.parse(text)));
  }
}
