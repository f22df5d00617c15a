package dev.leeway.app.server.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;

/// The body of a request on its way here. It remembers how reading it failed, whatever those who
/// read make of that, and does not wait for a client that only drips.
final class ClientBody extends InputStream {

  private final InputStream in;
  private final Patience patience;
  private final long began = System.nanoTime();
  private long count;
  private boolean ended;
  private Optional<Problem> failure = Optional.empty();

  ClientBody(InputStream in, Patience patience) {
    this.in = in;
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException | RuntimeException e) {
      throw fail(lost(e));
    }
    ended = read < 0;
    count += Math.max(0, read);
    Duration taken = Duration.ofNanos(System.nanoTime() - began);
    Duration allowed = patience.body().plusSeconds(count / patience.bytesPerSecond());
    if (!ended && taken.compareTo(allowed) > 0) {
      throw fail(
          Problem.of(
              Problem.Status.TIMEOUT,
              "the body took more than %d s for %,d bytes".formatted(allowed.toSeconds(), count)));
    }
    return read;
  }

  private static Problem lost(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedIOException) { // also a socket's timeout
        return Problem.of(Problem.Status.TIMEOUT, "the rest of the body did not come in time");
      }
    }
    return Problem.badRequest("the body ends early, or is not sent as HTTP says");
  }

  private Problem fail(Problem problem) {
    failure = Optional.of(problem);
    ended = true;
    return problem;
  }

  /// How reading failed, if it did.
  Optional<Problem> failure() {
    return failure;
  }

  /// Reads on for a little, so that a client hears the answer before the connection ends.
  ///
  /// @return whether the body has been read to its end, and another request can follow
  boolean drain(long bytes, Duration time) {
    byte[] buffer = new byte[1 << 13];
    long until = System.nanoTime() + time.toNanos();
    try {
      while (!ended && bytes > 0 && System.nanoTime() - until < 0) {
        bytes -= read(buffer, 0, buffer.length);
      }
    } catch (IOException | RuntimeException ignored) {
      return false; // the connection ends, which is all that can be done
    }
    return ended && failure.isEmpty();
  }
}
