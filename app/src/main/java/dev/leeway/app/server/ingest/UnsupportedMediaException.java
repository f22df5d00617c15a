package dev.leeway.app.server.ingest;

/// A request in a format, or packed in a way, that is not read. Nothing of it was taken.
public final class UnsupportedMediaException extends RuntimeException {

  UnsupportedMediaException(String message) {
    super(message);
  }
}
