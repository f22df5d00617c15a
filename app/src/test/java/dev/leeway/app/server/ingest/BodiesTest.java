package dev.leeway.app.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest {

  private static final Limits SMALL = new Limits(100_000, 4 << 20, 200, 100, 100, 20, 100, 8);

  private static byte[] packed(String encoding, byte[] plain, int times) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        encoding.equals("gzip") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
      for (int at = 0; at < times; at++) {
        out.write(plain);
      }
    }
    return bytes.toByteArray();
  }

  private static long read(byte[] body, @Nullable String encoding, Limits limits)
      throws IOException {
    try (InputStream in = Bodies.decoded(new ByteArrayInputStream(body), encoding, limits)) {
      long count = 0;
      byte[] buffer = new byte[1 << 14];
      for (int read; (read = in.read(buffer)) > 0; ) {
        count += read;
      }
      return count;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd", "GZIP", " x-gzip "})
  void whatWasPackedComesBack(String encoding) throws IOException {
    byte[] plain = "{\"id\": 1}\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    String packer = encoding.contains("zstd") ? "zstd" : "gzip";
    try (InputStream in =
        Bodies.decoded(new ByteArrayInputStream(packed(packer, plain, 1)), encoding, SMALL)) {
      assertThat(in.readAllBytes()).isEqualTo(plain);
    }
    assertThat(read(plain, null, SMALL)).isEqualTo(plain.length);
    assertThat(read(plain, "identity", SMALL)).isEqualTo(plain.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aBombIsStoppedByItsRatio(String encoding) throws IOException {
    byte[] bomb = packed(encoding, new byte[1 << 16], 1 << 10); // 64 MiB of zeros
    assertThatExceptionOfType(TooLargeException.class)
        .isThrownBy(() -> read(bomb, encoding, Limits.standard()))
        .withMessageStartingWith("the body is more than 200 times as large unpacked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aBodyThatIsTooLargeUnpackedIsStopped(String encoding) throws IOException {
    byte[] noise = new byte[1 << 14];
    new Random(1).nextBytes(noise);
    byte[] body = packed(encoding, noise, 300);
    Limits limits = new Limits(10 << 20, 4 << 20, 1_000_000, 1, 1, 1, 1, 1);
    assertThatExceptionOfType(TooLargeException.class)
        .isThrownBy(() -> read(body, encoding, limits))
        .withMessage(
            "the body has more than 4,194,304 bytes unpacked; send it in several requests");
  }

  @Test
  void aBodyThatIsTooLargeAsItIsSentIsStopped() {
    assertThatExceptionOfType(TooLargeException.class)
        .isThrownBy(() -> read(new byte[100_001], null, SMALL))
        .withMessage("the body has more than 100,000 bytes; send it in several requests");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void aBodyThatIsCutShortOrDamagedIsMalformed(String encoding) throws IOException {
    byte[] noise = new byte[5_000];
    new Random(2).nextBytes(noise);
    byte[] body = packed(encoding, noise, 1);
    for (int length : new int[] {0, 1, 5, 20, body.length / 2, body.length - 1}) {
      if (length > 0 || encoding.equals("gzip")) {
        assertThatExceptionOfType(MalformedBodyException.class)
            .isThrownBy(() -> read(Arrays.copyOf(body, length), encoding, SMALL));
      }
    }
    body[body.length / 2] ^= 0x55;
    body[1] ^= 0x55;
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> read(body, encoding, SMALL))
        .withMessageStartingWith("the body has damaged " + encoding + " data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip"})
  void otherEncodingsAreRefused(String encoding) {
    assertThatExceptionOfType(UnsupportedMediaException.class)
        .isThrownBy(() -> read(new byte[0], encoding, SMALL))
        .withMessage(
            "Content-Encoding '%s' is not read; expected gzip, zstd or identity"
                .formatted(encoding));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json                | x    | JSON",
        "Application/JSON; charset=utf-8 | x    | JSON",
        "application/x-ndjson            | x    | NDJSON",
        "application/jsonl               | x    | NDJSON",
        "text/csv;header=present         | x    | CSV",
        "application/vnd.apache.parquet  | x    | PARQUET",
        "application/x-parquet           | x    | PARQUET",
        "application/octet-stream        | PAR1 | PARQUET",
        "application/octet-stream        | [{   | JSON",
        "application/octet-stream        | {    | NDJSON",
        "application/x-www-form-urlencoded | id,x | CSV",
        "                                | {    | NDJSON",
      })
  void theContentTypeTellsTheFormat(@Nullable String type, String start, BodyFormat format)
      throws IOException {
    BufferedInputStream body =
        new BufferedInputStream(new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8)));
    assertThat(BodyFormat.of(type, body)).isEqualTo(format);
    assertThat(body.readAllBytes()).hasSize(start.length());
  }

  @Test
  void otherContentTypesAreRefused() {
    assertThatExceptionOfType(UnsupportedMediaException.class)
        .isThrownBy(() ->
            BodyFormat.of(
                "application/xml", new BufferedInputStream(InputStream.nullInputStream())))
        .withMessageStartingWith("Content-Type 'application/xml' is not read");
  }
}
