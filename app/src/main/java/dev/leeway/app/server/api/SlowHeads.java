package dev.leeway.app.server.api;

import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ends connections whose headers only drip: each byte alone comes in time, and all of them never
/// do. A virtual thread that is interrupted while it reads from a socket closes it.
final class SlowHeads implements Http1ConnectionListener, AutoCloseable {

  private final Map<Thread, Long> reading = new ConcurrentHashMap<>();
  private final long allowedNanos;
  private final Thread watch;

  SlowHeads(Duration allowed) {
    this.allowedNanos = allowed.toNanos();
    this.watch = Thread.ofVirtual().name("leeway-slow-heads").start(this::watch);
  }

  @Override
  public void prologue(ConnectionContext context, HttpPrologue prologue) {
    reading.put(Thread.currentThread(), System.nanoTime());
  }

  @Override
  public void headers(ConnectionContext context, Headers headers) {
    reading.remove(Thread.currentThread());
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(Duration.ofNanos(Math.max(1_000_000, allowedNanos / 4)));
        reading.forEach((thread, since) -> {
          if (!thread.isAlive()) {
            reading.remove(thread);
          } else if (System.nanoTime() - since > allowedNanos && reading.remove(thread, since)) {
            thread.interrupt();
          }
        });
      }
    } catch (InterruptedException ignored) {
      // the server stops
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
