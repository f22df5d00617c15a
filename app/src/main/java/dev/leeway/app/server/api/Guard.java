package dev.leeway.app.server.api;

import dev.leeway.app.server.model.TokenRole;
import dev.leeway.app.server.model.Tokens;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may do what. Callers are known by their token; without tokens everybody is let in, except
/// pages in a browser of this machine that were not served here.
public final class Guard {

  private static final String BEARER = "bearer ";
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final Tokens tokens;
  private final boolean loopback;

  Guard(Tokens tokens, boolean loopback) {
    this.tokens = tokens;
    this.loopback = loopback;
  }

  /// Whether only this machine reaches an address.
  public static boolean isLoopback(String host) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    try {
      return Arrays.stream(InetAddress.getAllByName(bare)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException ignored) {
      return false; // whoever binds it says so
    }
  }

  /// Lets a request in, and says who sends it.
  ///
  /// @throws Problem if it may not
  String admit(String method, Map<String, String> headers, Optional<TokenRole> needed) {
    if (tokens.isOpen()) {
      refuseStrangers(method, headers);
    }
    if (needed.isEmpty() || tokens.isOpen()) {
      return "anybody";
    }
    String given = headers.getOrDefault("authorization", "");
    if (!given.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unauthorized("expected the header Authorization: Bearer, and a token of this server");
    }
    String token = given.substring(BEARER.length()).strip();
    Set<TokenRole> roles = tokens.roles(token);
    if (roles.isEmpty()) {
      throw unauthorized("the token is not one of this server's");
    }
    if (roles.stream().noneMatch(role -> role.allows(needed.get()))) {
      throw Problem.of(
          Problem.Status.FORBIDDEN,
          "this needs a token of the role %s or admin; this one has the role %s"
              .formatted(needed.get().id(), roles.stream().map(TokenRole::id).toList()));
    }
    TokenRole role = roles.stream().max(Comparator.naturalOrder()).orElseThrow();
    return role.id() + ":" + Tokens.written(token).substring("sha256:".length()).substring(0, 8);
  }

  private static Problem unauthorized(String detail) {
    return Problem.of(Problem.Status.UNAUTHORIZED, detail)
        .with("WWW-Authenticate", "Bearer realm=\"leeway\"");
  }

  /// A page of another origin could reach a server on its reader's machine, by its address or by a
  /// name that it has made to stand for this machine.
  private void refuseStrangers(String method, Map<String, String> headers) {
    String host = headers.getOrDefault("host", "");
    if (loopback && !host.isEmpty() && !isLocalName(host)) {
      throw Problem.of(
          Problem.Status.MISDIRECTED,
          "a server without tokens answers only to localhost, was asked for " + Shown.of(host));
    }
    String origin = headers.get("origin");
    if (origin != null && !SAFE.contains(method) && !isSame(origin, host)) {
      throw Problem.of(
          Problem.Status.FORBIDDEN,
          "a server without tokens takes nothing from pages of another origin, was "
              + Shown.of(origin));
    }
  }

  private static boolean isLocalName(String authority) {
    int port = authority.lastIndexOf(':');
    boolean bracketed = authority.startsWith("[");
    String name =
        port > authority.lastIndexOf(']') && (bracketed || port >= 0)
            ? authority.substring(0, port)
            : authority;
    return name.equalsIgnoreCase("localhost")
        || name.equals("[::1]")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static boolean isSame(String origin, String host) {
    try {
      return host.equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException ignored) {
      return false; // an origin that is no URI is a stranger's
    }
  }
}
