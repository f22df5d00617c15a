package dev.leeway.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonTest {

  @Test
  void namesKeepTheirOrderAndLinesEndInLineFeeds() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("z", 1);
    map.put("a", List.of(2L, 0.5));
    map.put("none", List.of());
    map.put("empty", Map.of());
    assertThat(Json.text(map))
        .isEqualTo(
            """
            {
              "z": 1,
              "a": [
                2,
                0.5
              ],
              "none": [],
              "empty": {}
            }
            """);
  }

  @Test
  void whatJsonHasNoNumberForIsNull() {
    assertThat(compact(Double.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, null))
        .isEqualTo("[null,null,null,null]");
  }

  @Test
  void plainValuesHaveTheirForm() {
    assertThat(
            compact(
                true, 1.5f, 1e-300, BigInteger.TEN.pow(30), new BigDecimal("0.10"), Instant.EPOCH))
        .isEqualTo(
            "[true,1.5,1.0E-300,1000000000000000000000000000000,0.10,\"1970-01-01T00:00:00Z\"]");
  }

  @Test
  void anyTextReadsBackAsItWas() {
    String text = "quote \" backslash \\ line\nfeed \u0000 \u2028 é 漢 😀 </script>";
    assertThat(new JsonMapper().readTree(Json.text(Map.of(text, text))).get(text).stringValue())
        .isEqualTo(text);
  }

  @Test
  void otherTypesAreRefusedByName() {
    assertThatThrownBy(() -> Json.text('x'))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JSON has no form for java.lang.Character");
    assertThatThrownBy(() -> Json.text(Collections.singletonMap(1, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JSON names must be text, was 1");
  }

  private static String compact(@Nullable Object... values) {
    return Json.text(Arrays.asList(values)).replaceAll("\\s", "");
  }
}
