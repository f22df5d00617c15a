package dev.leeway.app.server.api;

import java.time.Duration;

/// How long is waited for clients, so that slow ones do not hold what others need.
///
/// @param silence how long a client may send nothing in the middle of a request, or between two
/// @param head how long the request line and the headers may take
/// @param body how long a body may take at any rate
/// @param bytesPerSecond the rate from then on
/// @param drain how long is waited, when a server stops, for requests that it has begun
public record Patience(
    Duration silence, Duration head, Duration body, long bytesPerSecond, Duration drain) {

  /// Thirty seconds, ten, thirty, 16 KiB a second, twenty seconds.
  public static Patience standard() {
    return new Patience(
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        16 << 10,
        Duration.ofSeconds(20));
  }
}
