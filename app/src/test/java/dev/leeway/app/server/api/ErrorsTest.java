package dev.leeway.app.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is answered to requests that are wrong.
class ErrorsTest {

  @TempDir static Path folder;
  static Site site;

  @BeforeAll
  static void open() throws Exception {
    site = Site.open(folder);
    site.addModel("credit");
    site.put("/v1/models/bare", "{window: 1d}");
    site.put("/v1/models/rows", "{window: 100, label: repaid, time: at, id: id}");
    site.put("/v1/models/rows/reference", Site.reference());
  }

  @AfterAll
  static void close() {
    site.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GET  | /v1/models/none                              |                  | 404 | there is no model 'none'
          GET  | /nothing                                     |                  | 404 | /v1/openapi.json
          GET  | /v1/models/                                  |                  | 404 | nothing at this path
          GET  | /v1/models/%ff                               |                  | 400 | not UTF-8
          GET  | /v1/models/credit?version=9                  |                  | 400 | unknown parameter 'version'
          GET  | /v1/models/credit/windows?limit=0            |                  | 400 | limit must be a whole number in [1, 1000], was '0'
          GET  | /v1/models/credit/windows?limit=1&limit=2    |                  | 400 | limit is there 2 times
          GET  | /v1/models/credit/windows?order=up           |                  | 400 | order must be asc or desc, was 'up'
          GET  | /v1/models/credit/windows?after=tomorrow     |                  | 400 | was 'tomorrow'
          GET  | /v1/models/credit/windows?version=9          |                  | 404 | no version '9'
          GET  | /v1/models/credit/windows/2026-01-01         |                  | 404 | no window that starts at '2026-01-01'
          GET  | /v1/models/credit/windows/now                |                  | 400 | was 'now'
          GET  | /v1/models/rows/windows?after=x              |                  | 400 | number of a row, was 'x'
          GET  | /v1/models/bare/windows                      |                  | 404 | neither a reference nor rows
          GET  | /v1/models/credit/findings?component=luck    |                  | 400 | component must be one of
          GET  | /v1/models/credit/findings?from=2027-01-01&to=2026-01-01 |       | 400 | from must not be after to
          GET  | /v1/models/credit/features/height            |                  | 404 | no column 'height'
          GET  | /v1/models/credit/samples                    |                  | 400 | window is needed
          GET  | /v1/models/credit/report?window=2026-01-01   |                  | 404 | no window
          POST | /v1/models/none/predictions                  | []               | 404 | no model 'none'
          POST | /v1/models/bare/predictions                  | []               | 409 | PUT /v1/models/bare/reference first
          POST | /v1/models/credit/predictions                | {                | 400 | ends in the middle
          POST | /v1/models/credit/predictions                | [1               | 400 | ends in the middle
          POST | /v1/models/credit/predictions                | nonsense         | 400 | no valid JSON
          POST | /v1/models/credit/labels                     | ]                | 400 | JSON
          POST | /v1/models/credit/labels?version=1           | []               | 400 | unknown parameter 'version'
          POST | /v1/models/none/windows/close                |                  | 404 | no model 'none'
          POST | /v1/cloudevents                              | nonsense         | 400 | CloudEvent
          PUT  | /v1/models/a b                               | window: 1d       | 400 | a model's name must be
          PUT  | /v1/models/new                               | widow: 1d        | 400 | the configuration is wrong
          PUT  | /v1/models/new                               | reference: x.csv | 400 | only in its own configuration
          PUT  | /v1/models/new                               | [                | 400 | the configuration is wrong
          PUT  | /v1/models/credit/reference                  | nothing          | 400 | reference
          PUT  | /v1/models/credit/reference?version=%0a      | a,b              | 400 | version must have at most 200
          PUT  | /v1/models                                   | x                | 405 | expected GET, HEAD
          DELETE | /v1/models/credit                          | x                | 405 | expected GET, HEAD, PUT
          """)
  void isTold(String method, String path, String body, int status, String words) throws Exception {
    Site.Got got =
        site.send(
            site.request(path.replace(" ", "%20"))
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    assertThat(got.status()).as(got.body()).isEqualTo(status);
    assertThat(got.header("content-type")).isEqualTo("application/problem+json");
    assertThat(got.json().path("status").asInt()).isEqualTo(status);
    assertThat(got.json().path("type").asString()).isEqualTo("about:blank");
    assertThat(got.json().path("title").asString()).isNotBlank();
    assertThat(got.json().path("detail").asString() + got.json().path("problems"))
        .contains(words)
        .doesNotContain(folder.toString());
  }

  @Test
  void allProblemsOfAConfigurationAreToldAtOnce() throws Exception {
    Site.Got got = site.put("/v1/models/new", "widow: 1d\nwindow: 1fortnight\nbudget: {chance: 2}");
    assertThat(got.json().path("problems").size()).as(got.body()).isEqualTo(3);
    assertThat(got.json().path("problems").path(0).asString()).startsWith("body:1: unknown key");
  }

  @Test
  void aConfigurationOfManyLevelsIsRefused() throws Exception {
    Site.Got got = site.put("/v1/models/new", "[".repeat(400_000));
    assertThat(got.status()).as(got.body()).isEqualTo(400);
  }

  @Test
  void theRestOfABatchWithWrongRowsIsTaken() throws Exception {
    String batch =
        """
        [{"id":"ok1","time":"2026-02-20T00:00:00Z","features":{"income":1,"height":2},"prediction":"yes"},
         {"time":"2026-02-20T00:00:00Z","features":{"income":1},"prediction":"yes"},
         {"id":"ok2","time":"soon","features":{"income":1},"prediction":"yes"}]
        """;
    Site.Got got = site.post("/v1/models/credit/predictions", batch);
    assertThat(got.status()).as(got.body()).isEqualTo(202);
    assertThat(got.json().path("accepted").asInt()).isEqualTo(1);
    assertThat(got.json().path("rejected").path(0).path("index").asInt()).isEqualTo(1);
    assertThat(got.json().path("rejected").path(0).path("field").asString()).isEqualTo("id");
    assertThat(got.json().path("rejected").path(1).path("field").asString()).isEqualTo("time");
    assertThat(got.json().path("unknown_fields").toString()).contains("height");
  }

  @Test
  void bodiesBeyondTheLimitsAreRefusedAndTheConnectionGoesOn() throws Exception {
    Site.Got large = site.post("/v1/models/credit/predictions", "[" + " ".repeat(1_100_000) + "]");
    assertThat(large.status()).isEqualTo(413);
    Site.Got rows = site.post("/v1/models/credit/labels", Site.labels(0, Site.LIMITS.rows() + 1));
    assertThat(rows.status()).as(rows.body()).isEqualTo(413);
    Site.Got config = site.put("/v1/models/new", "#" + " ".repeat(1 << 20));
    assertThat(config.status()).isEqualTo(413);
    assertThat(site.get("/v1/models").status()).isEqualTo(200);
  }

  @Test
  void otherFormatsAreRefused() throws Exception {
    for (String[] header :
        new String[][] {{"Content-Type", "image/png"}, {"Content-Encoding", "br"}}) {
      Site.Got got =
          site.send(
              site.request("/v1/models/credit/predictions")
                  .header(header[0], header[1])
                  .POST(BodyPublishers.ofString("[]")));
      assertThat(got.status()).as(header[1]).isEqualTo(415);
    }
  }

  @Test
  void packedBodiesAreUnpackedAndBombsRefused() throws Exception {
    for (int blanks : new int[] {10, 50_000_000}) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(packed)) {
        out.write((" ".repeat(blanks) + Site.labels(0, 2)).getBytes(StandardCharsets.UTF_8));
      }
      Site.Got got =
          site.send(
              site.request("/v1/models/credit/labels")
                  .header("Content-Type", "application/json")
                  .header("Content-Encoding", "gzip")
                  .POST(BodyPublishers.ofByteArray(packed.toByteArray())));
      assertThat(got.status()).as(got.body()).isEqualTo(blanks == 10 ? 202 : 413);
    }
  }

  @Test
  void aHeadIsAGetWithoutItsBody() throws Exception {
    Site.Got get = site.get("/v1/models");
    Site.Got head = site.send(site.request("/v1/models").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("content-length"))
        .isEqualTo(Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length));
  }

  static Stream<String> noHttp() {
    return Stream.of(
        "NONSENSE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
        "GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(30_000) + "\r\n\r\n",
        "POST /v1/models/credit/labels HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        String.join(
            "\r\n",
            "POST /v1/models/credit/labels HTTP/1.1",
            "Host: localhost",
            "Transfer-Encoding: chunked",
            "",
            "zz",
            ""));
  }

  @ParameterizedTest
  @MethodSource("noHttp")
  void whatIsNoHttpIsToldOrCutOff(String request) throws Exception {
    String answer = raw(request);
    assertThat(answer.isEmpty() || answer.matches("(?s)HTTP/1\\.[01] (4\\d\\d|505) .*"))
        .as(answer)
        .isTrue();
    assertThat(site.get("/healthz").status()).isEqualTo(200);
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
      socket.setSoTimeout(10_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        socket.shutdownOutput();
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (java.net.SocketException ignored) {
        return ""; // cut off
      }
    }
  }

  @Test
  void clientsThatDripAreLetGo() throws Exception {
    for (String begun :
        new String[] {
          "POST /v1/models/credit/labels HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n[",
          "GET /v1/models HTTP/1.1\r\nHost: localhost\r\nX: "
        }) {
      Duration taken = drip(begun);
      assertThat(taken).isLessThan(Duration.ofSeconds(10));
    }
    assertThat(site.get("/v1/models").status()).isEqualTo(200);
  }

  /// How long a connection lasts on which a byte comes every tenth of a second.
  private static Duration drip(String begun) throws Exception {
    long began = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(begun.getBytes(StandardCharsets.ISO_8859_1));
      InputStream in = socket.getInputStream();
      socket.setSoTimeout(100);
      while (System.nanoTime() - began < 20_000_000_000L) {
        try {
          out.write(' ');
          out.flush();
          if (in.read() < 0) {
            break;
          }
        } catch (java.net.SocketTimeoutException ignored) {
          // nothing yet
        } catch (java.net.SocketException ignored) {
          break; // closed
        }
      }
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Test
  void pagesOfOtherOriginsReachNothing() throws Exception {
    Site.Got foreign =
        site.send(
            site.request("/v1/models/credit/labels")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.ofString("[]")));
    assertThat(foreign.status()).as(foreign.body()).isEqualTo(403);
    assertThat(raw("GET /v1/models HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421");
  }
}
