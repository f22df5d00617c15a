package dev.leeway.app.replay;

import org.jspecify.annotations.Nullable;

/// A replay cannot go on. The message says why, and what can be done.
public final class ReplayException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ReplayException(String message) {
    super(message);
  }

  ReplayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
