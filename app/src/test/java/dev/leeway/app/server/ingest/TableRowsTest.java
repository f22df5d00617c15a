package dev.leeway.app.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The formats beside JSON. Parquet is written by DuckDB.
class TableRowsTest {

  @TempDir Path folder;

  private byte[] parquet(String query) {
    Path file = folder.resolve("rows.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet)".formatted(query, file));
      return Files.readAllBytes(file);
    } catch (SQLException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Received<PredictionBatch> csv(String body) {
    return Scene.read(BodyFormat.CSV, body.getBytes(StandardCharsets.UTF_8), Scene.LOANS);
  }

  @Test
  void theSameRowsAreTheSameBatchInEveryFormat() {
    Random random = new Random(20261125);
    StringBuilder array = new StringBuilder("[");
    StringBuilder lines = new StringBuilder();
    StringBuilder csv =
        new StringBuilder(
            "customer,at,version,income,since,branch,note,region,approved,risk,seconds,repaid\n");
    StringBuilder values = new StringBuilder();
    for (int row = 0; row < 500; row++) {
      String id = row % 50 == 7 ? "r3" : "r" + row;
      long micros = 1_795_521_600_000_000L + row * 1_234_567L;
      String time = java.time.Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS) + "";
      String version = row % 3 == 0 ? "2" : "3";
      String income = row % 7 == 0 ? "" : String.valueOf(random.nextGaussian() * 1e4);
      String since = "20%02d-01-%02d".formatted(row % 26, 1 + row % 28);
      String branch = row % 11 == 0 ? "" : String.valueOf(row % 5);
      String note = row % 13 == 0 ? "" : "n \"" + row % 9 + "\", é😀";
      String region = List.of("north", "south").get(row % 2);
      String risk = String.valueOf(random.nextDouble());
      String seconds = row == 100 ? "-1.0" : String.valueOf(random.nextDouble());
      String repaid = row % 4 == 0 ? "" : "1";
      String json =
          ("{\"id\":\"%s\",\"time\":\"%s\",\"version\":%s,\"features\":{\"income\":%s,"
                  + "\"since\":\"%s\",\"branch\":%s,\"note\":%s},\"segments\":{\"region\":\"%s\"},"
                  + "\"prediction\":true,\"score\":%s,\"latency_seconds\":%s,\"label\":%s}")
              .formatted(
                  id,
                  time,
                  version,
                  orNull(income),
                  since,
                  orNull(branch),
                  note.isEmpty() ? "null" : "\"" + note.replace("\"", "\\\"") + "\"",
                  region,
                  risk,
                  seconds,
                  orNull(repaid));
      array.append(row == 0 ? "" : ",\n").append(json);
      lines.append(json).append('\n');
      csv.append(
          "%s,%s,%s,%s,%s,%s,\"%s\",%s,true,%s,%s,%s%n"
              .formatted(
                  id,
                  time,
                  version,
                  income,
                  since,
                  branch,
                  note.replace("\"", "\"\""),
                  region,
                  risk,
                  seconds,
                  repaid));
      values.append(
          "%s('%s', make_timestamp(%d), %s, %s::DOUBLE, DATE '%s', %s::INTEGER, %s, '%s', true, %s::DOUBLE, %s::DOUBLE, %s::BIGINT)"
              .formatted(
                  row == 0 ? "" : ", ",
                  id,
                  micros,
                  version,
                  orNull(income),
                  since,
                  orNull(branch),
                  note.isEmpty() ? "NULL" : "'" + note + "'",
                  region,
                  risk,
                  seconds,
                  orNull(repaid)));
    }
    byte[] parquet =
        parquet(
            "SELECT * FROM (VALUES %s) t(customer, \"at\", version, income, since, branch, note, region, approved, risk, seconds, repaid)"
                .formatted(values));
    Received<PredictionBatch> first =
        Scene.read(
            BodyFormat.JSON,
            array.append(']').toString().getBytes(StandardCharsets.UTF_8),
            Scene.LOANS);
    assertThat(first.batch().rows()).isEqualTo(490);
    assertThat(first.duplicates()).isEqualTo(9);
    assertThat(first.rejected())
        .containsExactly(
            new Rejection(
                100,
                "latency_seconds",
                "was '-1.0'; expected a finite number of seconds, at least 0"));
    List<Received<PredictionBatch>> others =
        List.of(
            Scene.json(lines.toString()),
            csv(csv.toString()),
            Scene.read(BodyFormat.PARQUET, parquet, Scene.LOANS));
    for (Received<PredictionBatch> other : others) {
      assertThat(Scene.lines(other.batch())).isEqualTo(Scene.lines(first.batch()));
      assertThat(other.indexes()).isEqualTo(first.indexes());
      assertThat(other.duplicates()).isEqualTo(first.duplicates());
      assertThat(other.rejected()).extracting(Rejection::index).containsExactly(100);
      assertThat(other.unknownFields()).isEmpty();
    }
  }

  private static String orNull(String value) {
    return value.isEmpty() ? "null" : value;
  }

  @Test
  void columnsMayAlsoBeNamedAsTheFieldsOfJson() {
    Received<PredictionBatch> csv =
        csv(
            """
            id;time;model_version;prediction;score;latency_seconds;label;shoe
            a;1795521600;7;1;0,5;1;0;43
            b;;;1;0.5;1;0;43
            """);
    assertThat(Scene.lines(csv.batch()))
        .containsExactly(
            "b default %d approved=1 risk=0.5 seconds=1 repaid=0".formatted(Scene.NOW));
    assertThat(csv.rejected())
        .containsExactly(new Rejection(0, "score", "was '0,5'; expected a finite number"));
    assertThat(csv.unknownFields()).containsExactly("shoe");
    Received<PredictionBatch> parquet =
        Scene.read(
            BodyFormat.PARQUET,
            parquet(
                "SELECT 'a' AS id, 1795521600 AS time, 7 AS model_version, 1 AS prediction,"
                    + " 0.5::FLOAT AS score, 1 AS latency_seconds, 0 AS label, [43] AS shoe"),
            Scene.LOANS);
    assertThat(Scene.lines(parquet.batch()))
        .containsExactly("a 7 1795521600000000 approved=1 risk=0.5 seconds=1 repaid=0");
    assertThat(parquet.unknownFields()).containsExactly("shoe");
  }

  @Test
  void aColumnOfTheModelComesBeforeOneNamedAsAFieldOfJson() {
    Received<PredictionBatch> received =
        Scene.read(
            BodyFormat.CSV,
            "id,time,row,version\n1,2,a,5\n".getBytes(StandardCharsets.UTF_8),
            Scene.schema("row ID TEXT", "time FEATURE NUMBER", "version FEATURE TEXT"));
    assertThat(Scene.lines(received.batch()))
        .containsExactly("a default %d time=2 version=5".formatted(Scene.NOW));
    assertThat(received.unknownFields()).containsExactly("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~            | body: is empty; expected a line of column names and rows below",
        "income        | the body has no column of ids; expected one named customer",
        "id,id         | body:1: columns 1 and 2 are both named 'id'; expected distinct names",
        "id,score#1    | body:2: has 1 field; expected 2, as in the first line",
        "id#~\"a       | body:2: a quote that opens in this record is never closed; the file ends"
            + " inside it",
      })
  void aBrokenTableIsRefusedAsAWhole(String body, String message) {
    String text = body.replace('#', '\n').replace("~", "");
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> csv(text))
        .withMessage(message);
  }

  @Test
  void otherEncodingsThanUtf8AreRefused() {
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() ->
            Scene.read(
                BodyFormat.CSV,
                "id,note\n1,é\n".getBytes(StandardCharsets.ISO_8859_1),
                Scene.LOANS))
        .withMessageStartingWith("the body is not written in UTF-8");
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() ->
            Scene.read(
                BodyFormat.JSON,
                "[{\"id\":\"é\"}]".getBytes(StandardCharsets.ISO_8859_1),
                Scene.LOANS))
        .withMessageContaining("Invalid UTF-8");
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "NDJSON", "CSV"})
  void aByteOrderMarkIsPassedOver(BodyFormat format) {
    String body = "\ufeff" + (format == BodyFormat.CSV ? "id\n1\n" : "{\"id\": 1}");
    assertThat(Scene.read(format, body.getBytes(StandardCharsets.UTF_8), Scene.LOANS).batch().ids())
        .containsExactly("1");
  }

  @Test
  void whatIsNoParquetIsRefused() {
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> Scene.read(BodyFormat.PARQUET, new byte[40], Scene.LOANS))
        .withMessage("body: is no Parquet file, as it does not begin with PAR1");
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() ->
            Scene.read(BodyFormat.PARQUET, parquet("SELECT 'a' AS id, [1] AS income"), Scene.LOANS))
        .withMessage("body: column 'income' is nested (a list)");
  }

  @Test
  void nanInParquetIsNoValueButNoScore() {
    Received<PredictionBatch> received =
        Scene.read(
            BodyFormat.PARQUET,
            parquet(
                "SELECT * FROM (VALUES (1, 'NaN'::DOUBLE, 0.5::DOUBLE, 'NaN'), (2, 3.0, 'NaN', 'x'), (3, 'inf', NULL, 'y'))"
                    + " t(customer, income, risk, note)"),
            Scene.LOANS);
    assertThat(Scene.lines(received.batch()))
        .containsExactly(
            "1 default %d income=- note=- risk=0.5".formatted(Scene.NOW),
            "3 default %d income=Infinity note=y risk=-".formatted(Scene.NOW));
    assertThat(received.rejected())
        .containsExactly(new Rejection(1, "risk", "was NaN; expected a finite number"));
  }

  @Test
  void labelsComeInEveryFormat() {
    String json =
        "{\"id\": \"a\", \"label\": 1.0, \"time\": 1795521600}\n{\"id\": 2, \"label\": \"no\"}";
    String csv = "customer,repaid,at\na,1.0,1795521600\n2,no,\n";
    byte[] parquet =
        parquet(
            "SELECT * FROM (VALUES ('a', '1.0', 1795521600), ('2', 'no', NULL)) t(customer, repaid, \"at\")");
    List<Received<LabelBatch>> all =
        List.of(
            Scene.labels(BodyFormat.NDJSON, json, Scene.LOANS),
            Scene.labels(BodyFormat.JSON, "[" + json.replace("\n", ",") + "]", Scene.LOANS),
            Scene.labels(BodyFormat.CSV, csv, Scene.LOANS),
            Scene.labels(BodyFormat.PARQUET, parquet, Scene.LOANS));
    for (Received<LabelBatch> received : all) {
      assertThat(received.batch().ids()).containsExactly("a", "2");
      assertThat(received.batch().labels()).containsExactly("1", "no");
      assertThat(received.batch().times()).containsExactly(1_795_521_600_000_000L, Scene.NOW);
      assertThat(received.rejected()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"id\": 1}                  | label | is missing; expected a class or a number",
        "{\"id\": 1, \"label\": null} | label | is missing; expected a class or a number",
        "{\"id\": 1, \"label\": \"\"} | label | is missing; expected a class or a number",
        "{\"id\": 1, \"label\": []}   | label | was a list; expected a number, a string, true,"
            + " false or null",
        "{\"label\": 1}               | id    | is missing; expected a string or a whole number",
      })
  void aLabelThatMeansNothingIsRejected(String row, String field, String reason) {
    Received<LabelBatch> received =
        Scene.labels(
            BodyFormat.NDJSON,
            row + "{\"id\": 1, \"label\": true}{\"id\": 1, \"label\": 0, \"version\": 3}",
            Scene.LOANS);
    assertThat(received.rejected()).containsExactly(new Rejection(0, field, reason));
    assertThat(received.batch().labels()).containsExactly("true", "0");
    assertThat(received.unknownFields()).containsExactly("version");
  }

  @Test
  void theLabelOfARegressionMustBeANumber() {
    Received<LabelBatch> received =
        Scene.labels(
            BodyFormat.NDJSON,
            "{\"id\": 1, \"label\": \"2.50\"}{\"id\": 2, \"label\": \"high\"}",
            Scene.schema("price LABEL NUMBER"));
    assertThat(received.batch().labels()).containsExactly("2.5");
    assertThat(received.rejected())
        .containsExactly(new Rejection(1, "label", "was 'high'; expected a finite number"));
  }

  @Test
  void aModelWithoutALabelColumnHasLabelsAllTheSame() {
    Received<LabelBatch> received =
        Scene.labels(BodyFormat.CSV, "id,label\n1,yes\n", Scene.schema("income FEATURE NUMBER"));
    assertThat(received.batch().labels()).containsExactly("yes");
  }
}
