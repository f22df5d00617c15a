package dev.leeway.app.server.evaluate;

/// A reference cannot be kept.
public final class ReferenceException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ReferenceException(String message, Throwable cause) {
    super(message, cause);
  }
}
