package dev.leeway.app.server.ingest;

import dev.leeway.app.server.model.ModelSchema;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Takes what inference loggers such as KServe's send: each request to a model and each response,
/// as a CloudEvent of its own, in any order. When both are here they make predictions.
///
/// What is of no use is dropped and counted, never an error: such a logger does not send again and
/// nobody reads what it is answered. Safe for several threads.
public final class InferenceLog {

  /// Why an event is of no use.
  public enum Dropped {
    /// It is neither a request nor a response of a model.
    OTHER_TYPE,
    /// It names no model, or one that is not monitored.
    UNKNOWN_MODEL,
    /// A request whose response did not come in time.
    NO_RESPONSE,
    /// A response whose request did not come in time.
    NO_REQUEST,
    /// The oldest of too many that wait.
    TOO_MANY,
    /// It came before.
    REPEATED,
    /// Its tensors are not in JSON but in bytes behind it.
    BINARY_TENSORS,
    /// Request or response cannot be read, or they are not of as many rows.
    UNREADABLE
  }

  private final Limits limits;
  private final CloudEventReader reader;
  private final PendingPairs pairs;
  private final Map<Dropped, Long> dropped = new EnumMap<>(Dropped.class);

  /// @param most how many events wait for their other half at most
  /// @param mostBytes how many bytes their bodies may have together
  /// @param keep how long each waits
  public InferenceLog(Limits limits, int most, long mostBytes, Duration keep) {
    this.limits = limits;
    this.reader = new CloudEventReader(limits, this::drop);
    this.pairs = new PendingPairs(most, mostBytes, keep.toNanos() / 1_000, this::drop);
  }

  /// Ten thousand events of 64 MiB together, for five minutes.
  public static InferenceLog standard(Limits limits) {
    return new InferenceLog(limits, 10_000, 64L << 20, Duration.ofMinutes(5));
  }

  private synchronized void drop(Dropped reason) {
    dropped.merge(reason, 1L, Long::sum);
  }

  /// How many events were dropped, by reason.
  public synchronized Map<Dropped, Long> dropped() {
    return Map.copyOf(dropped);
  }

  /// How many events wait for their other half.
  public synchronized int waiting() {
    return pairs.size();
  }

  /// Drops what has waited too long.
  ///
  /// @param nowMicros in microseconds since 1970
  public synchronized void expire(long nowMicros) {
    pairs.expire(nowMicros);
  }

  /// Takes one request of a logger.
  ///
  /// @param header the value of a header, by its name in lower case; null where there is none
  /// @param body as it was sent
  /// @param schemas the columns of a model that is monitored, by name
  /// @param defaultVersion the version of rows that name none
  /// @param nowMicros in microseconds since 1970
  /// @return the predictions that are complete now; most often none or one
  /// @throws MalformedBodyException if it is no CloudEvent
  /// @throws TooLargeException if it is too large
  /// @throws UnsupportedMediaException if it is packed in a way that is not read
  public List<ModelRows> accept(
      Function<String, @Nullable String> header,
      InputStream body,
      Function<String, Optional<ModelSchema>> schemas,
      String defaultVersion,
      long nowMicros)
      throws IOException {
    List<ModelRows> complete = new ArrayList<>();
    for (CloudEvent event : reader.read(header, body, nowMicros)) {
      Optional<ModelSchema> schema = schemas.apply(event.key().model());
      if (schema.isEmpty()) {
        drop(Dropped.UNKNOWN_MODEL);
        continue;
      }
      Optional<CloudEvent.Exchange> exchange;
      synchronized (this) {
        exchange = pairs.add(event, nowMicros);
      }
      exchange.flatMap(both -> rows(both, schema.get(), defaultVersion)).ifPresent(complete::add);
    }
    return complete;
  }

  private Optional<ModelRows> rows(
      CloudEvent.Exchange exchange, ModelSchema schema, String defaultVersion) {
    try {
      return Optional.of(
          new ModelRows(
              exchange.request().key().model(),
              InferenceRows.read(exchange, schema, defaultVersion, limits)));
    } catch (InferenceRows.BinaryTensorsException ignored) {
      drop(Dropped.BINARY_TENSORS);
    } catch (MalformedBodyException | TooLargeException ignored) {
      drop(Dropped.UNREADABLE); // counted, for whoever logs it cannot mend it
    }
    return Optional.empty();
  }
}
