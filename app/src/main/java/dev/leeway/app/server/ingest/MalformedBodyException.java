package dev.leeway.app.server.ingest;

/// A request whose body is not of the format it claims. Nothing of it was taken: where the first
/// thing is wrong, what follows cannot be trusted. The message says what is wrong and where.
public final class MalformedBodyException extends RuntimeException {

  MalformedBodyException(String message) {
    super(message);
  }
}
