package dev.leeway.app.server.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// `leeway serve` as a process of its own, which can be killed.
final class ChildServer implements AutoCloseable {

  private final Process process;
  private final URI address;

  private ChildServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  static ChildServer start(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.leeway.app.cli.Leeway",
                "serve",
                "--data",
                folder.toString(),
                "--port",
                "0")
            .directory(folder.toAbsolutePath().resolveSibling("").toFile())
            .redirectError(folder.resolveSibling(folder.getFileName() + ".log").toFile())
            .start();
    BufferedReader out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || !line.startsWith("ready ")) {
      process.destroyForcibly();
      throw new IllegalStateException("the server did not start: " + line);
    }
    return new ChildServer(process, URI.create(line.substring("ready ".length())));
  }

  URI address() {
    return address;
  }

  /// SIGKILL.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// SIGTERM.
  ///
  /// @return the exit code
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the server did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
