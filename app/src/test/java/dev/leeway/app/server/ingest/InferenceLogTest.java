package dev.leeway.app.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.leeway.app.server.ingest.InferenceLog.Dropped;
import dev.leeway.app.server.model.ModelSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What KServe's logger sends, as its documentation and code have it.
class InferenceLogTest {

  private static final String REQUEST = "org.kubeflow.serving.inference.request";
  private static final String RESPONSE = "org.kubeflow.serving.inference.response";

  private static final ModelSchema IRIS =
      Scene.schema(
          "length FEATURE NUMBER",
          "width FEATURE NUMBER",
          "colour FEATURE TEXT",
          "kind PREDICTION NUMBERED_TEXT",
          "p_a SCORE NUMBER",
          "p_b SCORE NUMBER");

  private final InferenceLog log =
      new InferenceLog(Limits.standard(), 100, 100_000, Duration.ofMinutes(5));
  private final List<String> rows = new ArrayList<>();
  private final List<Rejection> rejected = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  private static Map<String, String> headers(String id, String type) {
    Map<String, String> headers = new HashMap<>();
    headers.put("content-type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", id);
    headers.put("ce-source", "http://localhost:9081/");
    headers.put("ce-type", type);
    headers.put("ce-time", "2026-11-24T12:00:00Z");
    headers.put("ce-inferenceservicename", "iris");
    headers.put("ce-namespace", "ml");
    headers.put("ce-component", "predictor");
    headers.put("ce-endpoint", "");
    return headers;
  }

  private void send(Map<String, String> headers, byte[] body, long now) {
    try {
      List<ModelRows> complete =
          log.accept(
              headers::get,
              new ByteArrayInputStream(body),
              name -> name.equals("iris") ? Optional.of(IRIS) : Optional.empty(),
              "default",
              now);
      for (ModelRows one : complete) {
        assertThat(one.model()).isEqualTo("iris");
        rows.addAll(Scene.lines(one.received().batch()));
        rejected.addAll(one.received().rejected());
        unknown.addAll(one.received().unknownFields());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void send(Map<String, String> headers, String body) {
    send(headers, body.getBytes(StandardCharsets.UTF_8), Scene.NOW);
  }

  private void exchange(String request, String response) {
    send(headers("e1", REQUEST), request);
    send(headers("e1", RESPONSE), response);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void requestAndResponseMakeRowsInEitherOrder(boolean requestFirst) {
    String request = "{\"instances\": [[1.5, 2, \"red\"], [3, 4, null]]}";
    String response = "{\"predictions\": [1, 0]}";
    send(headers("e1", requestFirst ? REQUEST : RESPONSE), requestFirst ? request : response);
    assertThat(rows).isEmpty();
    assertThat(log.waiting()).isEqualTo(1);
    send(headers("e1", requestFirst ? RESPONSE : REQUEST), requestFirst ? response : request);
    assertThat(rows)
        .containsExactly(
            "e1-0 default 1795521600000000 length=1.5 width=2 colour=red kind=1",
            "e1-1 default 1795521600000000 length=3 width=4 colour=- kind=0");
    assertThat(log.waiting()).isZero();
    assertThat(log.dropped()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // V1: lists, objects, scores by order and by name
        "{'instances': [[1, 2, 'red']]} | {'predictions': [7]} | length=1 width=2 colour=red kind=7",
        "{'instances': [[1, 2, 'red']]} | {'predictions': [[7]]} | length=1 width=2 colour=red"
            + " kind=7",
        "{'instances': [{'width': 2, 'length': 1}]} | {'predictions': ['x']} | length=1 width=2"
            + " kind=x",
        "{'instances': [{'width': [2]}]} | {'predictions': [[0.25, 0.75]]} | width=2 p_a=0.25"
            + " p_b=0.75",
        "{'instances': [{'width': 2}]} | {'predictions': [{'class': 3, 'scores': [1, 0]}]} | width=2"
            + " kind=3 p_a=1 p_b=0",
        "{'instances': [{'width': 2}]} | {'predictions': [{'kind': 3, 'probabilities': {'b': 1}}]} |"
            + " width=2 kind=3 p_b=1",
        "{'instances': [{'width': 2}]} | {'predictions': [{'kind': 3, 'p_b': 0.5}]} | width=2 kind=3"
            + " p_b=0.5",
        // V2: one tensor for all, or one for each column; data flat or nested
        "{'inputs': [{'name': 'x', 'shape': [1, 3], 'datatype': 'FP32', 'data': [1, 2, 3]}]} |"
            + " {'outputs': [{'name': 'y', 'shape': [1], 'datatype': 'INT64', 'data': [4]}]} |"
            + " length=1 width=2 colour=3 kind=4",
        "{'inputs': [{'name': 'x', 'shape': [1, 3], 'datatype': 'FP32', 'data': [[1, 2, 3]]}]} |"
            + " {'outputs': [{'name': 'predict', 'shape': [1, 1], 'datatype': 'INT64', 'data':"
            + " [[4]]}]} | length=1 width=2 colour=3 kind=4",
        "{'inputs': [{'name': 'width', 'shape': [1, 1], 'datatype': 'FP64', 'data': [1]}, {'name':"
            + " 'colour', 'shape': [1], 'datatype': 'BYTES', 'data': ['red']}]} | {'outputs':"
            + " [{'name': 'predict', 'shape': [1], 'datatype': 'BYTES', 'data': ['a']}, {'name':"
            + " 'predict_proba', 'shape': [1, 2], 'datatype': 'FP32', 'data': [0.5, 0.5]}]} |"
            + " width=1 colour=red kind=a p_a=0.5 p_b=0.5",
        "{'inputs': [{'name': 'width', 'shape': [1], 'datatype': 'BOOL', 'data': [true]}]} |"
            + " {'outputs': [{'name': 'p_b', 'shape': [1], 'datatype': 'FP32', 'data': [1]}]} |"
            + " width=? p_b=1",
      })
  void bothProtocolsAreReadInAllTheirShapes(String request, String response, String cells) {
    exchange(request.replace('\'', '"'), response.replace('\'', '"'));
    assertThat(rows).containsExactly("e1 default 1795521600000000 " + cells);
    assertThat(rejected).isEmpty();
    assertThat(unknown).isEmpty();
    assertThat(log.dropped()).isEmpty();
  }

  @Test
  void aRowOfAnotherWidthIsRejected() {
    exchange("{\"instances\": [[1, 2], [1, 2, 3]]}", "{\"predictions\": [1, [1, 2, 3]]}");
    assertThat(rejected)
        .containsExactly(
            new Rejection(
                0,
                "instances",
                "holds 2 values; expected 3, of features.length, features.width, features.colour"),
            new Rejection(1, "predictions", "holds 3 values; expected 2, of p_a, p_b"));
  }

  @Test
  void whatTheModelDoesNotHaveIsNamed() {
    exchange(
        "{\"instances\": [{\"width\": 1, \"shoe\": [[1]]}]}",
        "{\"predictions\": [{\"kind\": 1, \"why\": {}}]}");
    assertThat(rows).containsExactly("e1 default 1795521600000000 width=1 kind=1");
    assertThat(unknown).containsExactly("shoe", "why");
  }

  @Test
  void theVersionIsThatOfTheAnnotationsOrOfTheResponse() {
    exchange(
        "{\"instances\": [{\"width\": 1}]}", "{\"predictions\": [1], \"model_version\": \"2\"}");
    Map<String, String> annotated = headers("e2", REQUEST);
    annotated.put("ce-annotations", "%7B%22model-version%22:%223%22%7D");
    send(annotated, "{\"instances\": [{\"width\": 1}]}");
    send(headers("e2", RESPONSE), "{\"predictions\": [1], \"model_version\": \"2\"}");
    assertThat(rows)
        .containsExactly(
            "e1 2 1795521600000000 width=1 kind=1", "e2 3 1795521600000000 width=1 kind=1");
  }

  @Test
  void structuredEventsAndBatchesAreRead() {
    String event =
        """
        {"specversion": "1.0", "id": "s", "source": "x", "type": "%s",
         "inferenceservicename": "iris", "time": "2026-11-24T12:00:00Z", %s}
        """;
    String packed =
        Base64.getEncoder()
            .encodeToString("{\"predictions\": [1]}".getBytes(StandardCharsets.UTF_8));
    String request =
        event.formatted(
            REQUEST, "\"data\": {\"instances\": [{\"colour\": \"\\\"é\", \"width\": 1e3}]}");
    String response = event.formatted(RESPONSE, "\"data_base64\": \"" + packed + "\"");
    send(Map.of("content-type", "application/cloudevents+json; charset=UTF-8"), request);
    send(Map.of("content-type", "application/cloudevents+json"), response);
    String row = "s default 1795521600000000 width=1000 colour=\"é kind=1";
    assertThat(rows).containsExactly(row);
    send(
        Map.of("content-type", "application/cloudevents-batch+json"),
        "[" + response + "," + request + "]");
    assertThat(rows).containsExactly(row, row);
  }

  @Test
  void packedBodiesAreUnpackedWhetherTheySaySoOrNot() throws IOException {
    byte[] packed = gzip("{\"instances\": [{\"width\": 1}]}");
    send(headers("e1", REQUEST), packed, Scene.NOW);
    Map<String, String> response = headers("e1", RESPONSE);
    response.put("content-encoding", "gzip");
    send(response, gzip("{\"predictions\": [1]}"), Scene.NOW);
    assertThat(rows).hasSize(1);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void aHalfThatWaitsTooLongIsDroppedAndCounted() {
    long minute = 60_000_000L;
    send(headers("a", REQUEST), new byte[0], Scene.NOW);
    send(headers("b", RESPONSE), new byte[0], Scene.NOW + minute);
    log.expire(Scene.NOW + 5 * minute - 1);
    assertThat(log.waiting()).isEqualTo(2);
    log.expire(Scene.NOW + 5 * minute);
    assertThat(log.dropped()).isEqualTo(Map.of(Dropped.NO_RESPONSE, 1L));
    log.expire(Scene.NOW + 6 * minute);
    assertThat(log.dropped()).isEqualTo(Map.of(Dropped.NO_RESPONSE, 1L, Dropped.NO_REQUEST, 1L));
    assertThat(log.waiting()).isZero();
  }

  @Test
  void theOldestOfTooManyAreDropped() {
    for (int at = 0; at < 150; at++) {
      send(headers("e" + at, REQUEST), "{}");
    }
    assertThat(log.waiting()).isEqualTo(100);
    assertThat(log.dropped()).isEqualTo(Map.of(Dropped.TOO_MANY, 50L));
    send(headers("large", REQUEST), new byte[99_990], Scene.NOW);
    assertThat(log.waiting()).isEqualTo(6);
    send(headers("larger", REQUEST), new byte[100_001], Scene.NOW);
    assertThat(log.waiting()).isZero();
  }

  @Test
  void whatIsOfNoUseIsCounted() {
    send(headers("a", "io.seldon.serving.feedback"), "{}");
    Map<String, String> other = headers("b", REQUEST);
    other.put("ce-inferenceservicename", "unheard");
    send(other, "{}");
    other.remove("ce-inferenceservicename");
    send(other, "{}");
    send(headers("c", REQUEST), "{}");
    send(headers("c", REQUEST), "{}");
    send(headers("c", RESPONSE), "{}");
    exchange("{\"instances\": [[1, 2, 3]]}", "{\"predictions\": []}");
    exchange("{\"instances\": [[1, 2, 3]]}", "no JSON");
    exchange("[]", "{\"predictions\": []}");
    exchange(
        "{\"inputs\": [{\"name\": \"x\", \"shape\": [1, 3], \"datatype\": \"FP32\","
            + " \"parameters\": {\"binary_data_size\": 12}}]}............",
        "{\"outputs\": []}");
    exchange(
        "{\"inputs\": [{\"name\": \"x\", \"shape\": [1, 2], \"datatype\": \"FP32\", \"data\": [1]}]}",
        "{\"outputs\": []}");
    exchange(
        "{\"inputs\": [{\"name\": \"x\", \"shape\": [1], \"datatype\": \"COMPLEX\", \"data\": [1]}]}",
        "{\"outputs\": []}");
    assertThat(log.dropped())
        .isEqualTo(
            Map.of(
                Dropped.OTHER_TYPE, 1L,
                Dropped.UNKNOWN_MODEL, 2L,
                Dropped.REPEATED, 1L,
                Dropped.UNREADABLE, 6L,
                Dropped.BINARY_TENSORS, 1L));
    assertThat(rows).isEmpty();
  }

  @Test
  void whatIsNoCloudEventIsRefused() {
    Map<String, String> headers = headers("a", REQUEST);
    headers.remove("ce-id");
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> send(headers, "{}"))
        .withMessage("the request is no CloudEvent: it has no id (header ce-id)");
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> send(Map.of("content-type", "application/cloudevents+json"), "[]"))
        .withMessage("the CloudEvent is a list; expected an object");
  }

  @ParameterizedTest
  @CsvSource({"a%20b,a b", "%C3%A9,é", "100%,100%", "%zz,%zz", "a+b,a+b", "%22x%22,\"x\""})
  void headersArePercentDecoded(String header, String value) {
    assertThat(CloudEventReader.decoded(header)).isEqualTo(value);
  }
}
