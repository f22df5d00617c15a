package dev.leeway.app.server.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request that is not done, told as RFC 9457 has it. What it says is for the client.
final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Status status;
  private final transient List<String> problems;
  private final transient Map<String, String> headers;

  private Problem(
      Status status, String detail, List<String> problems, Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.problems = List.copyOf(problems);
    this.headers = Map.copyOf(headers);
  }

  /// What went wrong, in the words of HTTP.
  enum Status {
    BAD_REQUEST(400, "The request is wrong"),
    UNAUTHORIZED(401, "A token is needed"),
    FORBIDDEN(403, "The token does not allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "The path does not have this method"),
    TIMEOUT(408, "The request came too slowly"),
    CONFLICT(409, "Something else must be done first"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED(415, "The format is not read"),
    MISDIRECTED(421, "The request is for another server"),
    TOO_MANY(429, "Too much waits; send it again later"),
    INTERNAL(500, "The server failed"),
    UNAVAILABLE(503, "The server cannot do it now");

    private final int code;
    private final String title;

    Status(int code, String title) {
      this.code = code;
      this.title = title;
    }

    int code() {
      return code;
    }

    static Optional<Status> of(int code) {
      for (Status status : values()) {
        if (status.code == code) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }
  }

  static Problem of(Status status, String detail) {
    return new Problem(status, detail, List.of(), Map.of());
  }

  static Problem badRequest(String detail) {
    return of(Status.BAD_REQUEST, detail);
  }

  static Problem badRequest(String detail, List<String> problems) {
    return new Problem(Status.BAD_REQUEST, detail, problems, Map.of());
  }

  static Problem notFound(String detail) {
    return of(Status.NOT_FOUND, detail);
  }

  static Problem conflict(String detail) {
    return of(Status.CONFLICT, detail);
  }

  /// One that passes by itself.
  static Problem later(Status status, String detail, int seconds) {
    return new Problem(status, detail, List.of(), Map.of("Retry-After", Integer.toString(seconds)));
  }

  Problem with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Problem(status, detail(), problems, more);
  }

  Status status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /// The problem as it is sent.
  Reply reply() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", status.title);
    body.put("status", status.code);
    body.put("detail", detail());
    if (!problems.isEmpty()) {
      body.put("problems", problems);
    }
    return new Reply(status.code, "application/problem+json", JsonText.bytes(body), headers);
  }
}
