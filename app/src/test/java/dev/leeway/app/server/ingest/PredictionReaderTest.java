package dev.leeway.app.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules for rows, each with its cases.
class PredictionReaderTest {

  @Test
  void aWholeRowGoesIntoItsColumns() {
    Received<PredictionBatch> received =
        Scene.json(
            """
            {"id": "a1", "time": "2026-11-24T12:00:00.5Z", "version": "7",
             "features": {"income": 1200.5, "since": "2020-02-03", "branch": 7.0, "note": "é"},
             "prediction": 1, "score": 0.25, "latency_seconds": 0.004,
             "segments": {"region": "north"}, "label": 0}
            """);
    assertThat(Scene.lines(received.batch()))
        .containsExactly(
            "a1 7 1795521600500000 income=1200.5 since=1580688000 branch=7 note=é region=north"
                + " approved=1 risk=0.25 seconds=0.004 repaid=0");
    assertThat(received.indexes()).containsExactly(0);
    assertThat(received.rejected()).isEmpty();
    assertThat(received.unknownFields()).isEmpty();
  }

  @Test
  void whatARowDoesNotSayHasADefault() {
    PredictionBatch batch = Scene.json("{\"id\": 12, \"version\": null, \"time\": null}").batch();
    assertThat(Scene.lines(batch)).containsExactly("12 default " + Scene.NOW);
    assertThat(batch.columns().names()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"a\"        | a",
        "12           | 12",
        "-3           | -3",
        "\"NA\"       | NA",
        "\"  x \"     | ~  x ~",
        "9999999999999999999999 | 9999999999999999999999",
      })
  void anIdIsAStringOrAWholeNumber(String written, String id) {
    assertThat(Scene.json("{\"id\": " + written + "}").batch().ids()).containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}                       | id | is missing; expected a string or a whole number",
        "{\"id\": null}           | id | is missing; expected a string or a whole number",
        "{\"id\": \"\"}           | id | is empty; expected a string or a whole number",
        "{\"id\": \" \"}          | id | is empty; expected a string or a whole number",
        "{\"id\": 1.5}            | id | was '1.5'; expected a string or a whole number",
        "{\"id\": 1e3}            | id | was '1e3'; expected a string or a whole number",
        "{\"id\": true}           | id | was 'true'; expected a string or a whole number",
        "{\"id\": [1]}            | id | was a list; expected a string or a whole number",
        "{\"id\": {}}             | id | was an object; expected a string or a whole number",
        "{\"id\": 1, \"id\": 2}   | id | stands twice in the row; expected it once",
        "{\"id\": \"\\ud800\"}    | id | holds half of a pair of surrogates; expected text",
        "{\"id\": \"x\\udc00\"}   | id | holds half of a pair of surrogates; expected text",
        "{\"id\": 1, \"version\": true} | version | was 'true'; expected a string or a number",
        "{\"id\": 1, \"version\": []}   | version | was a list; expected a string or a number",
        "{\"id\": 1, \"time\": \"soon\"} | time | was 'soon'; expected a time such as"
            + " 2026-01-31T12:00:00Z, or seconds since 1970",
        "{\"id\": 1, \"time\": 1e300}   | time | was '1e300'; expected a time such as"
            + " 2026-01-31T12:00:00Z, or seconds since 1970",
        "{\"id\": 1, \"time\": true}    | time | was 'true'; expected a time such as"
            + " 2026-01-31T12:00:00Z, or seconds since 1970",
        "{\"id\": 1, \"time\": {}}      | time | was an object; expected a time",
        "{\"id\": 1, \"score\": \"high\"} | score | was 'high'; expected a finite number",
        "{\"id\": 1, \"score\": 1e999}  | score | was '1e999'; expected a finite number",
        "{\"id\": 1, \"score\": NaN}    | score | was 'NaN'; expected a finite number",
        "{\"id\": 1, \"score\": -Infinity} | score | was '-Infinity'; expected a finite number",
        "{\"id\": 1, \"score\": [1]}    | score | was a list; expected a number",
        "{\"id\": 1, \"score\": 1, \"score\": 1} | score | stands twice in the row; expected it"
            + " once",
        "{\"id\": 1, \"latency_seconds\": -1} | latency_seconds | was '-1'; expected a finite"
            + " number of seconds, at least 0",
        "{\"id\": 1, \"latency_seconds\": \"x\"} | latency_seconds | was 'x'; expected a finite"
            + " number of seconds, at least 0",
        "{\"id\": 1, \"features\": [1]}  | features | was a list; expected an object",
        "{\"id\": 1, \"features\": 3}    | features | was '3'; expected an object",
        "{\"id\": 1, \"features\": {\"income\": {}}} | features.income | was an object; expected a"
            + " number, a string, true, false or null",
        "{\"id\": 1, \"features\": {\"income\": 1, \"income\": 2}} | features.income | stands twice"
            + " in the row; expected it once",
        "{\"id\": 1, \"segments\": \"x\"} | segments | was 'x'; expected an object",
        "{\"id\": 1, \"prediction\": [1]} | prediction | was a list; expected a number, a string,"
            + " true, false or null",
        "{\"id\": 1, \"label\": {}} | label | was an object; expected a number, a string, true,"
            + " false or null",
        "{\"id\": 1, \"scores\": [0.1, 0.9]} | scores | holds 2 numbers; expected 1, of risk",
        "5         | ~~ | the row was a number; expected an object",
        "[[1]]     | ~~ | the row was a list; expected an object",
        "null      | ~~ | the row was null; expected an object",
      })
  void aRowThatMeansNothingIsRejected(String row, String field, String reason) {
    Received<PredictionBatch> received =
        Scene.json("{\"id\": \"before\"}\n" + row + "\n{\"id\": \"after\"}");
    assertThat(received.rejected()).containsExactly(new Rejection(1, field, reason));
    assertThat(received.batch().ids()).containsExactly("before", "after");
    assertThat(received.indexes()).containsExactly(0, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2026-11-24T12:00:00Z\"           | 1795521600000000",
        "\"2026-11-24T14:00:00.123456+02:00\" | 1795521600123456",
        "\"2026-11-24 12:00:00\"            | 1795521600000000",
        "\"2026-11-24\"                     | 1795478400000000",
        "1795521600                         | 1795521600000000",
        "1795521600.25                      | 1795521600250000",
        "1795521600123                      | 1795521600123000",
        "1795521600123456                   | 1795521600123456",
        "1795521600123456000                | 1795521600123456",
        "\"1795521600\"                     | 1795521600000000",
        "1.7955216e9                        | 1795521600000000",
        "-86400                             | -86400000000",
        "\"\"                               | 1795564800000000",
      })
  void aTimeIsADateOrANumberWhoseSizeTellsItsUnit(String written, long micros) {
    assertThat(Scene.json("{\"id\": 1, \"time\": " + written + "}").batch().times())
        .containsExactly(micros);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "income | 3           | 3",
        "income | \"3.50\"    | 3.5",
        "income | \"three\"   | ?",
        "income | true        | ?",
        "income | null        | -",
        "income | \"NA\"      | -",
        "income | \"\"        | -",
        "income | NaN         | -",
        "income | 1e999       | Infinity",
        "since  | \"2020-02-03T00:00:01Z\" | 1580688001",
        "since  | \"yesterday\" | ?",
        "since  | 5           | ?",
        "branch | 7.0         | 7",
        "branch | \"007\"     | 7",
        "branch | true        | true",
        "note   | 7.0         | 7.0",
        "note   | false       | false",
        "note   | \"\\ud83d\\ude00\" | 😀",
        "region | \"west\"    | west",
      })
  void aFeatureIsReadAsACellOfAFile(String column, String written, String cell) {
    PredictionBatch batch =
        Scene.json("{\"id\": 1, \"features\": {\"%s\": %s}}".formatted(column, written)).batch();
    assertThat(Scene.cell(batch, column, 0)).isEqualTo(cell);
  }

  @Test
  void whatTheModelDoesNotHaveIsLeftOutAndNamed() {
    Received<PredictionBatch> received =
        Scene.read(
            BodyFormat.NDJSON,
            """
            {"id": 1, "features": {"income": 1, "shoe": {"size": [43]}}, "segments": {"shop": 2},
             "prediction": 1, "score": 1, "scores": {"a": 1}, "label": 1, "latency_seconds": 1,
             "extra": [{}]}
            {"id": 2, "features": {"shoe": 1}}
            """
                .getBytes(StandardCharsets.UTF_8),
            Scene.schema("income FEATURE NUMBER"));
    assertThat(received.rejected()).isEmpty();
    assertThat(received.unknownFields())
        .containsExactly(
            "shoe", "shop", "prediction", "score", "scores", "label", "latency_seconds", "extra");
    assertThat(received.batch().columns().names()).containsExactly("income");
  }

  @Test
  void notMoreThanFiftyUnknownFieldsAreNamed() {
    StringBuilder row = new StringBuilder("{\"id\": 1");
    for (int at = 0; at < 1_000; at++) {
      row.append(", \"").append("x".repeat(200)).append(at).append("\": 1");
    }
    List<String> unknown = Scene.json(row + "}").unknownFields();
    assertThat(unknown).hasSize(1); // the first hundred characters are the same
    StringBuilder features = new StringBuilder("{\"id\": 1, \"features\": {\"\": 1");
    for (int at = 0; at < 1_000; at++) {
      features.append(", \"x").append(at).append("\": 1");
    }
    assertThat(Scene.json(features + "}}").unknownFields()).hasSize(Received.MOST_UNKNOWN);
  }

  @Test
  void theFirstOfSeveralRowsWithOneIdAndVersionIsKept() {
    Received<PredictionBatch> received =
        Scene.json(
            """
            {"id": 1, "score": 0.1}
            {"id": "1", "score": 0.2}
            {"id": 1, "version": 2, "score": 0.3}
            {"id": 1, "version": "2", "score": 0.4}
            {"id": 2, "score": 0.5}
            """);
    assertThat(Scene.lines(received.batch()))
        .containsExactly(
            "1 default %d risk=0.1".formatted(Scene.NOW),
            "1 2 %d risk=0.3".formatted(Scene.NOW),
            "2 default %d risk=0.5".formatted(Scene.NOW));
    assertThat(received.duplicates()).isEqualTo(2);
    assertThat(received.indexes()).containsExactly(0, 2, 4);
    assertThat(received.rejected()).isEmpty();
  }

  @Test
  void aRejectedRowDoesNotTakeTheIdOfALaterOne() {
    Received<PredictionBatch> received =
        Scene.json("{\"id\": 1, \"score\": \"x\"}{\"id\": 1, \"score\": 1}");
    assertThat(received.batch().ids()).containsExactly("1");
    assertThat(received.indexes()).containsExactly(1);
    assertThat(received.duplicates()).isZero();
  }

  @Test
  void aColumnThatOnlyRejectedRowsHaveIsNotThere() {
    Received<PredictionBatch> received =
        Scene.json("{\"score\": 1, \"features\": {\"note\": \"a\"}}{\"id\": 1, \"score\": 1}");
    assertThat(received.batch().columns().names()).containsExactly("risk");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[0.1, 0.2, 0.7]                      | 0.1 | 0.2 | 0.7",
        "{\"red\": 0.1, \"blue\": 0.2}        | 0.1 | -   | 0.2",
        "{\"p_red\": 0.1, \"dark red\": 0.2}  | 0.1 | 0.2 | -",
        "{\"blue\": 1, \"pink\": 5}           | -   | -   | 1",
        "[null, 1, \"2\"]                     | -   | 1   | 2",
      })
  void scoresGoToTheColumnOfTheirClassOrInOrder(
      String scores, String red, String dark, String blue) {
    ModelSchema colours =
        Scene.schema("p_red SCORE NUMBER", "p_dark_red SCORE NUMBER", "p_blue SCORE NUMBER");
    Received<PredictionBatch> received =
        Scene.read(
            BodyFormat.JSON,
            "[{\"id\": 1, \"scores\": %s}]"
                .formatted(scores.replace("dark red", "dark_red"))
                .getBytes(StandardCharsets.UTF_8),
            colours);
    assertThat(received.rejected()).isEmpty();
    assertThat(
            List.of("p_red", "p_dark_red", "p_blue").stream()
                .map(name -> Scene.cell(received.batch(), name, 0).replace("absent", "-")))
        .containsExactly(red, dark, blue);
  }

  @Test
  void aValueThatIsTooLongRejectsItsRow() {
    Received<PredictionBatch> received =
        Scene.json(
            "{\"id\": \"%s\"}{\"id\": 1, \"features\": {\"note\": \"%s\"}}{\"id\": 2, \"score\": 0.%s}"
                .formatted("x".repeat(201), "y".repeat(10_001), "1".repeat(20_000)));
    assertThat(received.rejected())
        .containsExactly(
            new Rejection(0, "id", "has 201 characters; expected at most 200"),
            new Rejection(1, "features.note", "has 10,001 characters; expected at most 10,000"),
            new Rejection(2, "score", "has 20,002 characters; expected at most 10,000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~                     | the body is empty; expected JSON objects",
        "[{\"id\": 1}           | the body ends in the middle of a value (row 1); is it complete?",
        "[{\"id\": 1}] 5        | line 1: the body goes on after the end of its array",
        "{\"id\" 1}             | line 1, column 7 (row 0): the body is no valid JSON: ",
        "[{\"id\": 1}, {\"id\": 01}] | line 1, column 21 (row 1): the body is no valid JSON: ",
        "id,x                   | line 1, column 1 (row 0): the body is no valid JSON: ",
      })
  void aBrokenBodyIsRefusedAsAWhole(String body, String message) {
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(
            () -> Scene.read(BodyFormat.JSON, body.getBytes(StandardCharsets.UTF_8), Scene.LOANS))
        .withMessageStartingWith(message);
  }

  @Test
  void anArrayIsNoRowOfNdjsonAndAnEmptyOneIsNoRow() {
    assertThat(Scene.json("[]").rejected()).hasSize(1);
    assertThat(Scene.read(BodyFormat.JSON, "[]".getBytes(StandardCharsets.UTF_8), Scene.LOANS))
        .satisfies(received -> assertThat(received.batch().rows()).isZero())
        .satisfies(received -> assertThat(received.rejected()).isEmpty());
  }
}
