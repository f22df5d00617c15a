package dev.leeway.app.server.window;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Keeps house from time to time while a server runs.
public final class Housekeeper implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Housekeeper.class.getName());

  private final Housekeeping housekeeping;
  private final InstantSource clock;
  private final Duration pause;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;

  /// @param pause how long it rests before each round
  public Housekeeper(Housekeeping housekeeping, InstantSource clock, Duration pause) {
    this.housekeeping = housekeeping;
    this.clock = clock;
    this.pause = pause;
    this.thread = Thread.ofPlatform().name("leeway-housekeeper").start(this::run);
  }

  private void run() {
    try {
      while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        round();
      }
    } catch (InterruptedException ignored) {
      Thread.currentThread().interrupt(); // the server stops
    }
  }

  private void round() {
    try {
      Housekeeping.Done done = housekeeping.run(clock.instant());
      LOG.log(Level.DEBUG, "no longer kept: {0}", done);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "what is no longer kept could not be deleted: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
