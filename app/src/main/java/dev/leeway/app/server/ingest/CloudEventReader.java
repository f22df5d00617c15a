package dev.leeway.app.server.ingest;

import dev.leeway.app.server.ingest.InferenceLog.Dropped;
import dev.leeway.app.table.CellText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Reads CloudEvents 1.0 by their HTTP binding: binary (attributes are headers `ce-…`), structured
/// (`application/cloudevents+json`) and in batches (`application/cloudevents-batch+json`).
final class CloudEventReader {

  private static final String REQUEST = ".inference.request";
  private static final String RESPONSE = ".inference.response";

  private final Limits limits;
  private final Consumer<Dropped> dropped;

  /// @param dropped told of events that are of no use
  CloudEventReader(Limits limits, Consumer<Dropped> dropped) {
    this.limits = limits;
    this.dropped = dropped;
  }

  /// @param header the value of a header, by its name in lower case; null where there is none
  /// @param now when it came, in microseconds since 1970
  /// @throws MalformedBodyException if it is no CloudEvent
  List<CloudEvent> read(Function<String, @Nullable String> header, InputStream body, long now)
      throws IOException {
    byte[] bytes = unpacked(body, header.apply("content-encoding"));
    String type = String.valueOf(header.apply("content-type")).toLowerCase(Locale.ROOT);
    List<CloudEvent> events = new ArrayList<>();
    if (type.startsWith("application/cloudevents-batch+json")) {
      if (!(JsonValue.parse(bytes, limits) instanceof JsonValue.Items items)) {
        throw new MalformedBodyException("the body is no list; expected one of CloudEvents");
      }
      items.values().forEach(item -> structured(item, now).ifPresent(events::add));
    } else if (type.startsWith("application/cloudevents+json")) {
      structured(JsonValue.parse(bytes, limits), now).ifPresent(events::add);
    } else {
      event(name -> decoded(header.apply("ce-" + name)), bytes, now).ifPresent(events::add);
    }
    return events;
  }

  /// Loggers send what they log as it was, at times packed without saying so.
  private byte[] unpacked(InputStream body, @Nullable String encoding) throws IOException {
    byte[] bytes;
    try (InputStream in = Bodies.decoded(body, encoding, limits)) {
      bytes = in.readAllBytes();
    }
    if (Bodies.isGzip(bytes)) {
      try (InputStream in = Bodies.decoded(new ByteArrayInputStream(bytes), "gzip", limits)) {
        return in.readAllBytes();
      }
    }
    return bytes;
  }

  private Optional<CloudEvent> structured(JsonValue value, long now) {
    if (!(value instanceof JsonValue.Fields fields)) {
      throw new MalformedBodyException(
          "the CloudEvent is %s; expected an object".formatted(value.words()));
    }
    return event(name -> fields.text(name).orElse(null), data(fields), now);
  }

  private static byte[] data(JsonValue.Fields fields) {
    Optional<String> packed = fields.text("data_base64");
    if (packed.isPresent()) {
      try {
        return Base64.getDecoder().decode(packed.get());
      } catch (IllegalArgumentException e) {
        throw new MalformedBodyException("data_base64 of a CloudEvent is not in Base64");
      }
    }
    return switch (fields.find("data").orElse(new JsonValue.Nothing())) {
      case JsonValue.Text text -> text.value().getBytes(StandardCharsets.UTF_8);
      case JsonValue other -> other.bytes();
    };
  }

  private Optional<CloudEvent> event(
      UnaryOperator<@Nullable String> attribute, byte[] data, long now) {
    String id = required(attribute, "id");
    String source = required(attribute, "source");
    String type = required(attribute, "type");
    String component = orElse(attribute.apply("component"), "");
    if (!(type.endsWith(REQUEST) || type.endsWith(RESPONSE)) || component.equals("explainer")) {
      dropped.accept(Dropped.OTHER_TYPE);
      return Optional.empty();
    }
    char[] time = orElse(attribute.apply("time"), "").toCharArray();
    long micros = CellText.micros(time, 0, time.length);
    String model = attribute.apply("inferenceservicename");
    if (model == null) {
      dropped.accept(Dropped.UNKNOWN_MODEL);
      return Optional.empty();
    }
    return Optional.of(
        new CloudEvent(
            new CloudEvent.Key(source, orElse(attribute.apply("requestid"), id), model, component),
            type.endsWith(REQUEST),
            micros == CellText.NO_TIME ? now : micros,
            version(attribute.apply("annotations")),
            data));
  }

  private static String orElse(@Nullable String value, String otherwise) {
    return value == null ? otherwise : value;
  }

  private static String required(UnaryOperator<@Nullable String> attribute, String name) {
    String value = attribute.apply(name);
    if (value == null || value.isBlank()) {
      throw new MalformedBodyException(
          "the request is no CloudEvent: it has no %s (header ce-%s)".formatted(name, name));
    }
    return value;
  }

  /// The version that the annotations name, which are JSON in a string.
  private Optional<String> version(@Nullable String annotations) {
    if (annotations == null) {
      return Optional.empty();
    }
    try {
      byte[] bytes = annotations.getBytes(StandardCharsets.UTF_8);
      return JsonValue.parse(bytes, limits) instanceof JsonValue.Fields fields
          ? fields.text("model-version")
          : Optional.empty();
    } catch (MalformedBodyException ignored) {
      return Optional.empty(); // annotations are anyone's; only a version in them matters
    }
  }

  /// A header's value without percent-encoding (CloudEvents HTTP binding 1.0.2, 3.1.3.2).
  static @Nullable String decoded(@Nullable String value) {
    if (value == null || value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] given = value.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < given.length; at++) {
      int high = at + 2 < given.length ? Character.digit(given[at + 1], 16) : -1;
      int low = at + 2 < given.length ? Character.digit(given[at + 2], 16) : -1;
      if (given[at] == '%' && high >= 0 && low >= 0) {
        bytes.write(16 * high + low);
        at += 2;
      } else {
        bytes.write(given[at]);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
