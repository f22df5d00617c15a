package dev.leeway.app.cli;

/// An option or a configuration that cannot be carried out. The message is a sentence for the user.
final class UsageException extends RuntimeException {

  UsageException(String message) {
    super(message);
  }
}
