package dev.leeway.app.server.keep;

import org.jspecify.annotations.Nullable;

/// A folder or a backup is not as it must be. The message says what is wrong, and where.
public final class KeepException extends RuntimeException {

  private static final long serialVersionUID = 1;

  KeepException(String message) {
    super(message);
  }

  KeepException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
