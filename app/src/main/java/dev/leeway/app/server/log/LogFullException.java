package dev.leeway.app.server.log;

/// More is waiting for the disk than the log may hold in memory. Nothing is wrong with the record:
/// send it again later.
public final class LogFullException extends LogException {

  LogFullException(String message) {
    super(message);
  }
}
