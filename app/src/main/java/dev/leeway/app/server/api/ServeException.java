package dev.leeway.app.server.api;

import org.jspecify.annotations.Nullable;

/// The server cannot be reached as it is told to be. The message says what the operator can mend.
public final class ServeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ServeException(String message) {
    super(message);
  }

  public ServeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
