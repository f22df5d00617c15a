package dev.leeway.app.server.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads `leeway.yaml` as a server needs it: `server` has how it serves, `models` what is monitored
/// of each model by its name. Paths in it are looked for from the file's folder.
///
/// ```yaml
/// server:
///   data: ./leeway-data
///   port: 8710
/// models:
///   credit:
///     reference: spring.csv
///     prediction: approved
/// ```
public final class ServerConfigReader {

  /// The keys at the top; other programs that read the file leave them alone.
  public static final Set<String> KEYS = Set.of("server", "models");

  /// Addresses that only this machine reaches.
  private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

  private ServerConfigReader() {}

  /// Reads a file.
  ///
  /// @throws ConfigException with every problem, each with file and line
  public static ServerConfig read(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      return read(
          Files.readString(file), file.toString(), folder == null ? file.toAbsolutePath() : folder);
    } catch (NoSuchFileException e) {
      throw problem("there is no configuration file " + file);
    } catch (CharacterCodingException e) {
      throw problem("cannot read " + file + ": it is not written in UTF-8");
    } catch (IOException e) {
      throw problem("cannot read " + file + ": " + e.getMessage());
    }
  }

  private static ConfigException problem(String words) {
    return new ConfigException(List.of(words));
  }

  /// @param text the configuration
  /// @param label what the text is called in messages
  /// @param folder where files are looked for that are named without a folder
  /// @throws ConfigException with every problem
  public static ServerConfig read(String text, String label, Path folder) {
    YamlMap map = YamlMap.read(text, label);
    ServerConfig server = server(map.map("server"), folder);
    List<ServerConfig.Model> models = new ArrayList<>();
    map.map("models")
        .eachMap((name, under) ->
            models.add(
                new ServerConfig.Model(ModelConfigReader.read(name, under, folder), under.json())));
    for (String key : map.unasked()) {
      map.problem(
          key,
          ("unknown key `%s`; a server's configuration has `server` and `models`, and what is"
                  + " monitored of a model stands under its name: models: {credit: {%s: …}}")
              .formatted(key, key));
    }
    map.end();
    return new ServerConfig(
        server.data(),
        server.host(),
        server.port(),
        server.tokens(),
        server.tls(),
        server.limits(),
        models);
  }

  private static ServerConfig server(YamlMap map, Path folder) {
    ServerConfig standard = ServerConfig.standard(folder);
    Path data = map.value("data", path(folder)).orElse(standard.data()).normalize();
    String host = map.value("host", ServerConfigReader::host).orElse(standard.host());
    int port = map.value("port", ServerConfigReader::port).orElse(standard.port());
    YamlMap written = map.map("tokens");
    Tokens tokens = tokens(written);
    boolean open = map.value("open", ModelConfigReader::truth).orElse(false);
    Optional<Tls> tls = tls(map, folder);
    ServerLimits limits = limits(map.map("limits"));
    map.onlyAsked();
    if (!open
        && !isLoopback(host)
        && Arrays.stream(TokenRole.values()).noneMatch(role -> written.has(role.id()))) {
      map.problem(
          "host",
          ("server.host: whoever reaches %s could send and read everything: set server.tokens, or"
                  + " server.open: true if something else keeps strangers out")
              .formatted(host));
    }
    if (open && !tokens.isOpen()) {
      map.problem("open", "server.open: true and server.tokens exclude each other");
    }
    return new ServerConfig(data, host, port, tokens, tls, limits, List.of());
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(host) || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  private static Tokens tokens(YamlMap map) {
    Map<TokenRole, List<String>> hashes = new EnumMap<>(TokenRole.class);
    for (TokenRole role : TokenRole.values()) {
      hashes.put(role, map.list(role.id(), Tokens::parse));
    }
    map.onlyAsked();
    return new Tokens(hashes);
  }

  private static Optional<Tls> tls(YamlMap server, Path folder) {
    YamlMap map = server.map("tls");
    Optional<Path> certificate = map.value("certificate", path(folder));
    Optional<Path> key = map.value("key", path(folder));
    map.onlyAsked();
    if (server.has("tls")) {
      if (!map.has("certificate")) {
        server.problem("tls", "server.tls needs a certificate, a PEM file");
      }
      if (!map.has("key")) {
        server.problem("tls", "server.tls needs the certificate's key, a PEM file");
      }
    }
    return certificate.flatMap(given -> key.map(its -> new Tls(given, its)));
  }

  private static ServerLimits limits(YamlMap map) {
    ServerLimits standard = ServerLimits.standard();
    ServerLimits limits =
        new ServerLimits(
            map.value("body", size(1)).orElse(standard.bodyBytes()),
            map.value("rows", whole(1)).orElse(standard.rows()),
            map.value("columns", whole(1)).orElse(standard.columns()),
            map.value("queue", size(ServerLimits.LEAST_QUEUE)).orElse(standard.queuedBytes()),
            map.value("ids", whole(ServerLimits.LEAST_IDS)).orElse(standard.ids()),
            map.value("database", size(ServerLimits.LEAST_DATABASE))
                .orElse(standard.databaseBytes()));
    map.onlyAsked();
    return limits;
  }

  private static Function<String, Integer> whole(int least) {
    return text -> ModelConfigReader.whole(text, least);
  }

  private static Function<String, Long> size(long least) {
    return text -> {
      long bytes = Sizes.parse(text);
      if (bytes < least) {
        throw new IllegalArgumentException(
            "must be at least %s, was %s"
                .formatted(least < 1_000 ? least + "B" : mega(least), text));
      }
      return bytes;
    };
  }

  private static String mega(long bytes) {
    return bytes / 1_000_000 + "MB";
  }

  private static Function<String, Path> path(Path folder) {
    return text -> {
      if (text.isBlank()) {
        throw new IllegalArgumentException("must be a path, was blank");
      }
      return folder.resolve(text);
    };
  }

  private static String host(String text) {
    if (text.isBlank() || text.contains("/") || text.chars().anyMatch(Character::isWhitespace)) {
      throw new IllegalArgumentException(
          "must be a name or an address, such as 127.0.0.1, without a protocol; was " + text);
    }
    return text;
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException("must be a port in [0, 65535], was " + text);
    }
    return Integer.parseInt(text);
  }
}
