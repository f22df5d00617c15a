package dev.leeway.app.server.log;

import org.jspecify.annotations.Nullable;

/// The log could not do what was asked. The message says what, where, and what an operator can do.
/// A record whose ticket ends so was not acknowledged, and may be sent again.
public class LogException extends RuntimeException {

  /// Says what could not be done.
  public LogException(String message) {
    super(message);
  }

  LogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
