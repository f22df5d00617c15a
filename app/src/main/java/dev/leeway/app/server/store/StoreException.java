package dev.leeway.app.server.store;

/// The store cannot do what was asked: the folder is in use or of another version, the disk is full
/// or broken.
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StoreException(String message) {
    super(message);
  }

  StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
