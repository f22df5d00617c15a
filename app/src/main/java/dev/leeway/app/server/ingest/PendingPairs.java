package dev.leeway.app.server.ingest;

import dev.leeway.app.server.ingest.CloudEvent.Exchange;
import dev.leeway.app.server.ingest.InferenceLog.Dropped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Halves of exchanges that wait for the other half, which may come before or after. What waits too
/// long, and the oldest of what is too much, is dropped. Not safe for several threads.
final class PendingPairs {

  private record Waiting(CloudEvent event, long since) {}

  private final int most;
  private final long mostBytes;
  private final long keepMicros;
  private final Consumer<Dropped> dropped;
  private final Map<CloudEvent.Key, Waiting> waiting = new LinkedHashMap<>();
  private long bytes;

  /// @param most how many wait at most
  /// @param mostBytes how many bytes their bodies may have together
  /// @param keepMicros how long each waits, in microseconds
  /// @param dropped told of each that is dropped
  PendingPairs(int most, long mostBytes, long keepMicros, Consumer<Dropped> dropped) {
    this.most = most;
    this.mostBytes = mostBytes;
    this.keepMicros = keepMicros;
    this.dropped = dropped;
  }

  /// Adds a half.
  ///
  /// @param now in microseconds since 1970
  /// @return both, if the other half was waiting
  Optional<Exchange> add(CloudEvent event, long now) {
    expire(now);
    Waiting other = waiting.get(event.key());
    if (other == null) {
      waiting.put(event.key(), new Waiting(event, now));
      bytes += event.data().length;
      shrink();
      return Optional.empty();
    }
    if (other.event.isRequest() == event.isRequest()) {
      dropped.accept(Dropped.REPEATED);
      return Optional.empty();
    }
    waiting.remove(event.key());
    bytes -= other.event.data().length;
    return Optional.of(
        event.isRequest() ? new Exchange(event, other.event) : new Exchange(other.event, event));
  }

  /// Drops what has waited too long.
  void expire(long now) {
    Iterator<Waiting> oldest = waiting.values().iterator();
    while (oldest.hasNext()) {
      Waiting next = oldest.next();
      if (now - next.since < keepMicros) {
        return;
      }
      remove(oldest, next);
      dropped.accept(next.event.isRequest() ? Dropped.NO_RESPONSE : Dropped.NO_REQUEST);
    }
  }

  private void shrink() {
    Iterator<Waiting> oldest = waiting.values().iterator();
    while (waiting.size() > most || bytes > mostBytes) {
      remove(oldest, oldest.next());
      dropped.accept(Dropped.TOO_MANY);
    }
  }

  private void remove(Iterator<Waiting> at, Waiting gone) {
    at.remove();
    bytes -= gone.event.data().length;
  }

  /// How many wait.
  int size() {
    return waiting.size();
  }
}
