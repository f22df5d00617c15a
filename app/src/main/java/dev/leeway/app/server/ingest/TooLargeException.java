package dev.leeway.app.server.ingest;

/// A request that holds more than [Limits] allow. Nothing of it was taken.
public final class TooLargeException extends RuntimeException {

  TooLargeException(String message) {
    super(message);
  }
}
