package dev.leeway.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// Runs the program in a folder of its own, within this process. In arguments and in what comes
/// back, `{dir}` stands for the folder.
final class Session {

  private final Path folder;
  private String out = "";
  private String err = "";

  Session(Path folder) {
    this.folder = folder;
  }

  Session file(String name, byte[] bytes) {
    Path file = folder.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Session file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  int run(String... arguments) {
    StringWriter toOut = new StringWriter();
    StringWriter toErr = new StringWriter();
    String[] given =
        Arrays.stream(arguments)
            .map(argument -> argument.replace("{dir}", folder.toString()))
            .toArray(String[]::new);
    int exitCode =
        Leeway.run(
            Leeway.commandLine(),
            Map.of("LEEWAY_DEBUG", "1"),
            new PrintWriter(toOut, true),
            new PrintWriter(toErr, true),
            given);
    out = toOut.toString().replace(folder.toString(), "{dir}");
    err = toErr.toString().replace(folder.toString(), "{dir}");
    return exitCode;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  /// A table with the columns `x` (numbers), `city` and `day`, seeded.
  static String table(int rows, long seed) {
    Random random = new Random(seed);
    String[] cities = {"Basel", "Oslo", "Riga", "Turin"};
    StringBuilder text = new StringBuilder("x,city,day\n");
    for (int row = 0; row < rows; row++) {
      text.append(Math.round(random.nextGaussian() * 1e4) / 1e3)
          .append(',')
          .append(cities[random.nextInt(cities.length)])
          .append(",2024-01-")
          .append(10 + row * 20 / rows)
          .append('\n');
    }
    return text.toString();
  }
}
