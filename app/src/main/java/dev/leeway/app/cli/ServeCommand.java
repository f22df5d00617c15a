package dev.leeway.app.cli;

import dev.leeway.app.server.Server;
import dev.leeway.app.server.api.ServeException;
import dev.leeway.app.server.log.LogException;
import dev.leeway.app.server.model.ConfigException;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.ServerConfigReader;
import dev.leeway.app.server.store.StoreException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway serve`: watches models day and night.
@Command(
    name = "serve",
    description = "Takes predictions and labels over HTTP, and judges each window as it closes.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Prints `ready http://…` once it takes requests; SIGTERM ends it after those that it has"
          + " begun.",
      "Exit codes: 0 ended; 2 usage or configuration; 3 a fault of the program."
    })
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "How it serves, and its models; what the command line says wins. Default: leeway.yaml, if"
              + " it is there.")
  @Nullable Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The folder that keeps everything. Default: leeway-data.")
  @Nullable Path data;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to listen at. Default: 127.0.0.1, which only this machine reaches.")
  @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen at; 0 for any that is free. Default: 8710.")
  @Nullable Integer port;

  @Option(
      names = "--insecure",
      description = "Let everybody who reaches the address send and read everything.")
  boolean insecure;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    LogLines.install(System.err);
    CountDownLatch ended = new CountDownLatch(1);
    try {
      Server server =
          Server.open(config(), Version.text(), insecure || isChecked(), InstantSource.system());
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .name("leeway-stop")
                  .unstarted(() -> {
                    server.close();
                    ended.countDown();
                  }));
      out.println("ready " + server.address());
      out.flush();
      ended.await();
      return 0;
    } catch (ConfigException | ServeException | LogException | StoreException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  /// The file's host was held against its tokens when it was read.
  private boolean isChecked() {
    return host == null && configFile().isPresent();
  }

  private Optional<Path> configFile() {
    Path standard = Path.of(ServerConfig.NAME);
    return Optional.ofNullable(file).or(() -> Optional.of(standard).filter(Files::isRegularFile));
  }

  private ServerConfig config() {
    ServerConfig written =
        configFile()
            .map(ServerConfigReader::read)
            .orElseGet(() -> ServerConfig.standard(Path.of("")));
    try {
      return new ServerConfig(
          data == null ? written.data() : data,
          host == null ? written.host() : host,
          port == null ? written.port() : port,
          written.tokens(),
          written.tls(),
          written.limits(),
          written.models());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
