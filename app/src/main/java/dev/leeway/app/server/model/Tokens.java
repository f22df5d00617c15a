package dev.leeway.app.server.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Who may do what: of each role the SHA-256 of its tokens, so that the configuration has no secret
/// in it. A role can have several, as it needs while one is replaced by another.
///
/// @param hashes by role, 64 hexadecimal digits each, in lower case
public record Tokens(Map<TokenRole, List<String>> hashes) {

  private static final String PREFIX = "sha256:";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /// No tokens at all: everybody may do everything.
  public static Tokens none() {
    return new Tokens(Map.of());
  }

  public Tokens {
    Map<TokenRole, List<String>> copy = new EnumMap<>(TokenRole.class);
    hashes.forEach((role, some) -> {
      for (String hash : some) {
        if (!HASH.matcher(hash).matches()) {
          throw new IllegalArgumentException("a token's hash must be 64 hexadecimal digits");
        }
      }
      if (!some.isEmpty()) {
        copy.put(role, List.copyOf(some));
      }
    });
    hashes = Map.copyOf(copy);
  }

  /// Whether no token is asked for.
  public boolean isOpen() {
    return hashes.isEmpty();
  }

  /// The roles of a token, none if it is unknown. How long the comparison takes does not tell how
  /// much of a token was right.
  public Set<TokenRole> roles(String token) {
    byte[] given = sha256(token);
    Set<TokenRole> roles = EnumSet.noneOf(TokenRole.class);
    hashes.forEach((role, some) -> {
      for (String hash : some) {
        if (MessageDigest.isEqual(given, HexFormat.of().parseHex(hash))) {
          roles.add(role);
        }
      }
    });
    return roles;
  }

  /// Whether someone may do what `needed` is asked for, with this token.
  public boolean allow(String token, TokenRole needed) {
    return isOpen() || roles(token).stream().anyMatch(role -> role.allows(needed));
  }

  /// How a token stands in the configuration.
  public static String written(String token) {
    return PREFIX + HexFormat.of().formatHex(sha256(token));
  }

  /// The hash that was written. The message does not repeat it: it may be a token by mistake.
  ///
  /// @throws IllegalArgumentException if it is none
  static String parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    String hash = lower.startsWith(PREFIX) ? lower.substring(PREFIX.length()) : "";
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException(
          "must be sha256: and 64 hexadecimal digits, the hash of the token and not the token;"
              + " make it with: echo -n \"$TOKEN\" | sha256sum");
    }
    return hash;
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
