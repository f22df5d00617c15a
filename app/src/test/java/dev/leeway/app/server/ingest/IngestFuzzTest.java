package dev.leeway.app.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.ZstdOutputStream;
import dev.leeway.app.server.batch.BatchCodec;
import dev.leeway.app.server.batch.PredictionBatch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are broken in any way end in one of the exceptions that say so, and hostile ones end
/// soon.
@Timeout(120)
class IngestFuzzTest {

  private static final long SEED = 20_261_125;

  private static final Limits LIMITS = new Limits(1 << 20, 4 << 20, 200, 1_000, 100, 50, 200, 16);

  private static final String ROW =
      "{\"id\":\"r%d\",\"time\":\"2026-11-24T12:00:00Z\",\"version\":\"7\",\"features\":{\"income\":%d.5,"
          + "\"note\":\"n\\u00e9\",\"branch\":true},\"score\":0.25,\"scores\":[0.5],\"label\":null}";

  private static final String CSV =
      "customer,at,income,note,risk,repaid\n1,2026-11-24,1.5,\"a,\"\"b\"\"\",0.5,1\n2,,,é,,\n";

  private static final String INSTANCES = "{\"instances\":[[1,\"2020-01-01\",3,\"x\"],[1,2,3,4]]}";
  private static final String INPUTS =
      "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[[1,2,3,4]]}]}";

  @TempDir Path folder;

  /// Changes, takes out, doubles, cuts, or puts in something that has a meaning.
  private static byte[] mutated(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    int times = 1 + random.nextInt(3);
    for (int time = 0; time < times && bytes.length > 1; time++) {
      int at = random.nextInt(bytes.length);
      int end = at + random.nextInt(Math.min(12, bytes.length - at));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = joined(bytes, at, new byte[0], end);
        case 3 -> bytes = joined(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
        case 4 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          String[] words = {
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "\n",
            "\\",
            "\\ud800",
            "null",
            "1e999",
            "-",
            "NaN",
            "\u0000",
            "\ufeff",
            "{\"id\":",
            "\"id\"",
            "99999999999999999999",
            "id"
          };
          byte[] word = words[random.nextInt(words.length)].getBytes(StandardCharsets.UTF_8);
          bytes = joined(bytes, at, word, at);
        }
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
    byte[] result = Arrays.copyOf(bytes, until + middle.length + bytes.length - from);
    System.arraycopy(middle, 0, result, until, middle.length);
    System.arraycopy(bytes, from, result, until + middle.length, bytes.length - from);
    return result;
  }

  /// @return whether the body was taken
  private static boolean survives(BodyFormat format, byte[] body, String encoding) {
    try (InputStream in = Bodies.decoded(new ByteArrayInputStream(body), encoding, LIMITS)) {
      Received<PredictionBatch> received =
          PredictionReader.read(format, in, Scene.LOANS, "default", Scene.NOW, LIMITS);
      PredictionBatch batch = received.batch();
      assertThat(received.indexes()).hasSize(batch.rows()).isSorted();
      PredictionBatch back = BatchCodec.predictions(ByteBuffer.wrap(BatchCodec.encode(batch)));
      assertThat(Scene.lines(back)).isEqualTo(Scene.lines(batch));
      return true;
    } catch (MalformedBodyException | TooLargeException e) {
      assertThat(e).hasMessageNotContaining("java.");
      return false;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void fuzz(BodyFormat format, byte[] valid, String encoding, int times) {
    assertThat(survives(format, valid, encoding)).isTrue();
    Random random = new Random(SEED);
    int taken = 0;
    for (int time = 0; time < times; time++) {
      byte[] body = mutated(valid, random);
      try {
        taken += survives(format, body, encoding) ? 1 : 0;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "body %d of seed %d: %s"
                .formatted(time, SEED, new String(body, StandardCharsets.UTF_8)),
            e);
      }
    }
    assertThat(taken).isBetween(0, times - 1);
  }

  private static byte[] rows(String before, String between, String after) {
    return (before + ROW.formatted(1, 1) + between + ROW.formatted(2, 2) + after)
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"JSON, 7000", "NDJSON, 7000", "CSV, 7000"})
  void brokenTextEndsInASentence(BodyFormat format, int times) {
    fuzz(
        format,
        switch (format) {
          case JSON -> rows("[", ",", "]");
          case NDJSON -> rows("", "\n", "\n");
          case CSV, PARQUET -> CSV.getBytes(StandardCharsets.UTF_8);
        },
        "identity",
        times);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void brokenPackingEndsInASentence(String encoding) throws IOException {
    fuzz(BodyFormat.JSON, packed(encoding, rows("[", ",", "]")), encoding, 2_000);
  }

  private static byte[] packed(String encoding, byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        encoding.equals("gzip") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private byte[] parquet(String query) throws IOException {
    Path file = folder.resolve("rows.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, COMPRESSION zstd)".formatted(query, file));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void brokenParquetEndsInASentence() throws IOException {
    fuzz(
        BodyFormat.PARQUET,
        parquet("SELECT range::VARCHAR AS id, range * 0.5 AS income, 'x' AS note FROM range(50)"),
        "identity",
        500);
  }

  @ParameterizedTest
  @CsvSource({"1, application/json", "2, application/json", "3, application/cloudevents+json"})
  void brokenEventsEndInASentence(int kind, String type) throws IOException {
    Random random = new Random(SEED + kind);
    InferenceLog log = new InferenceLog(LIMITS, 100, 1 << 20, Duration.ofMinutes(5));
    String structured =
        "{\"id\":\"a\",\"source\":\"b\",\"type\":\"x.inference.request\",\"inferenceservicename\":\"m\","
            + "\"data\":"
            + INSTANCES
            + "}";
    byte[] valid =
        (kind == 1 ? INSTANCES : kind == 2 ? INPUTS : structured).getBytes(StandardCharsets.UTF_8);
    int complete = 0;
    for (int time = 0; time < 2_000; time++) {
      Map<String, String> headers =
          Map.of(
              "content-type", type,
              "ce-id", "a",
              "ce-source", "b",
              "ce-type", "x.inference.request",
              "ce-inferenceservicename", "m");
      byte[] body = mutated(valid, random);
      try {
        complete += accept(log, headers, body);
        Map<String, String> answer = new HashMap<>(headers);
        answer.put("ce-type", "x.inference.response");
        answer.put("content-type", "application/json");
        complete +=
            accept(
                log,
                answer,
                (kind == 2
                        ? "{\"outputs\":[{\"name\":\"y\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]}"
                        : "{\"predictions\":[1,2]}")
                    .getBytes(StandardCharsets.UTF_8));
      } catch (MalformedBodyException | TooLargeException ignored) {
        // that is what may happen
      }
    }
    assertThat(complete).isPositive();
    assertThat(log.waiting()).isLessThanOrEqualTo(100);
  }

  private static int accept(InferenceLog log, Map<String, String> headers, byte[] body)
      throws IOException {
    return log.accept(
            headers::get,
            new ByteArrayInputStream(body),
            model -> Optional.of(Scene.LOANS),
            "default",
            Scene.NOW)
        .size();
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "NDJSON"})
  void deepNestingIsRefused(BodyFormat format) {
    String deep = "[".repeat(500_000);
    for (String body :
        new String[] {
          deep,
          "{\"id\":1,\"x\":" + deep,
          "{\"id\":1,\"features\":{\"income\":" + deep,
          "{\"id\":1,\"score\":" + deep,
          "{\"a\":".repeat(100_000)
        }) {
      assertThatExceptionOfType(MalformedBodyException.class)
          .isThrownBy(() -> Scene.read(format, body.getBytes(StandardCharsets.UTF_8), Scene.LOANS));
    }
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> JsonValue.parse(deep.getBytes(StandardCharsets.UTF_8), LIMITS));
  }

  @Test
  void aMillionColumnsAreRefused() {
    StringBuilder keys = new StringBuilder("{\"id\":1");
    StringBuilder names = new StringBuilder("id");
    for (int at = 0; at < 1_000_000; at++) {
      keys.append(",\"k").append(at).append("\":1");
      names.append(",k").append(at);
    }
    assertThatExceptionOfType(TooLargeException.class)
        .isThrownBy(() -> Scene.json(keys + "}"))
        .withMessage("the body has more than 10,000 different keys; are values used as keys?");
    assertThatExceptionOfType(TooLargeException.class)
        .isThrownBy(() ->
            Scene.read(
                BodyFormat.CSV,
                names.append('\n').toString().getBytes(StandardCharsets.UTF_8),
                Scene.LOANS))
        .withMessage("body:1: names more than 10,000 columns");
  }

  @Test
  void tooManyRowsAreRefusedInEveryFormat() throws IOException {
    String csv = "id\n" + "1\n".repeat(1_001);
    String json = "{\"id\":1}\n".repeat(1_001);
    byte[] parquet = parquet("SELECT range AS id FROM range(1001)");
    for (BodyFormat format : BodyFormat.values()) {
      byte[] body =
          switch (format) {
            case JSON, NDJSON -> json.getBytes(StandardCharsets.UTF_8);
            case CSV -> csv.getBytes(StandardCharsets.UTF_8);
            case PARQUET -> parquet;
          };
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> Scene.read(format, body, Scene.LOANS, LIMITS))
          .isInstanceOf(TooLargeException.class)
          .withMessageContaining("1,000 rows");
    }
  }

  @Test
  void aParquetFileThatUnpacksToTooMuchIsRefused() throws IOException {
    byte[] bomb =
        parquet(
            "SELECT range::VARCHAR AS id, repeat('x', 100000) || range AS note FROM range(900)");
    assertThat(bomb.length).isLessThan(1 << 20);
    assertThatExceptionOfType(TooLargeException.class)
        .isThrownBy(() -> Scene.read(BodyFormat.PARQUET, bomb, Scene.LOANS, LIMITS))
        .withMessageContaining("expected at most 4,194,304");
  }

  @Test
  void hugeNumbersAndNamesAreNoTrouble() {
    String digits = "9".repeat(5_000);
    Received<PredictionBatch> received =
        Scene.json(
            "{\"id\":1,\"features\":{\"income\":%s.%se-4999,\"branch\":%s}}"
                .formatted(digits, digits, digits)
                .replace(digits + "." + digits, digits));
    assertThat(received.batch().rows()).isEqualTo(1);
    assertThat(Scene.cell(received.batch(), "income", 0)).isEqualTo("10");
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> Scene.json("{\"" + "k".repeat(2_000) + "\": 1}"));
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> Scene.json("{\"id\": " + "9".repeat(2 << 20) + "}"));
  }
}
