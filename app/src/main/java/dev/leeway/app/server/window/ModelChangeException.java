package dev.leeway.app.server.window;

/// A model that has rows cannot be changed so: old and new rows would not belong together.
public final class ModelChangeException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ModelChangeException(String message) {
    super(message);
  }
}
