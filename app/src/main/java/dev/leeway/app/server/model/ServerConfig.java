package dev.leeway.app.server.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a server serves, and how, as its operator wrote it.
///
/// @param data the folder that has everything the server keeps
/// @param host the address it listens at
/// @param port the port it listens at; 0 for any that is free
/// @param tokens who may do what
/// @param tls what it proves its name with; without, it speaks plain HTTP
/// @param limits what it takes at most
/// @param models the models of the file, in its order; others can be added while it runs
public record ServerConfig(
    Path data,
    String host,
    int port,
    Tokens tokens,
    Optional<Tls> tls,
    ServerLimits limits,
    List<Model> models) {

  /// The file that is read without being asked for.
  public static final String NAME = "leeway.yaml";

  /// A model of the file.
  ///
  /// @param config what is monitored
  /// @param written the same as JSON, which [ModelConfigReader#read(String, String, String, Path)]
  ///   reads back with the file's folder
  public record Model(ModelConfig config, String written) {}

  /// This machine only, port 8710, the folder `leeway-data`, no models.
  ///
  /// @param folder where `leeway-data` is
  public static ServerConfig standard(Path folder) {
    return new ServerConfig(
        folder.resolve("leeway-data"),
        "127.0.0.1",
        8710,
        Tokens.none(),
        Optional.empty(),
        ServerLimits.standard(),
        List.of());
  }

  public ServerConfig {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host must not be blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("the port must be in [0, 65535], was " + port);
    }
    models = List.copyOf(models);
  }
}
