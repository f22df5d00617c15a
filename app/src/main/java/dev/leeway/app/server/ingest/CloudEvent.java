package dev.leeway.app.server.ingest;

import java.util.Optional;

/// Half of an exchange with a model, as an inference logger sends it.
///
/// @param key what request and response have in common
/// @param isRequest whether it is the request
/// @param time when it happened, in microseconds since 1970
/// @param version the version of the model, where it is said
/// @param data the body of the request or response
record CloudEvent(Key key, boolean isRequest, long time, Optional<String> version, byte[] data) {

  /// @param source the sender
  /// @param id the id of the exchange
  /// @param model the inference service
  /// @param component the part of it that was asked
  record Key(String source, String id, String model, String component) {}

  /// Both halves.
  record Exchange(CloudEvent request, CloudEvent response) {}
}
