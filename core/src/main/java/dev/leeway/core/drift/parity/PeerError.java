package dev.leeway.core.drift.parity;

/// The tool that is reproduced would end in an error here; the message says why.
final class PeerError extends RuntimeException {

  private static final long serialVersionUID = 1;

  PeerError(String why) {
    super(why, null, false, false);
  }
}
