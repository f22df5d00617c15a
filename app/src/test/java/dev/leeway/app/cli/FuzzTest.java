package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a file holds, the program ends as it says it does, and never as a defect.
class FuzzTest {

  private static final int FILES = 1000;
  private static final List<String> PIECES =
      List.of(
          "\"",
          "\"\"",
          ",",
          ";",
          "\n",
          "\r",
          "\n\n",
          "\0",
          "\ufeff",
          "é",
          "😀",
          "NaN",
          "inf",
          "-",
          "1e308",
          "-1e308",
          "1e-320",
          "0",
          "007",
          "9".repeat(400),
          "2024-02-30",
          "2024-01-01",
          "x");

  @TempDir Path folder;

  @Test
  void everyFileEndsWithAKnownExitCode() {
    byte[] good = Session.table(60, 1).getBytes(StandardCharsets.UTF_8);
    Session session = new Session(folder).file("good.csv", good);
    int[] ended = new int[3];
    for (int seed = 0; seed < FILES; seed++) {
      session.file("bad.csv", mutated(good, new Random(seed)));
      boolean swapped = seed % 4 == 0;
      int exitCode =
          session.run(
              "check",
              "--reference",
              swapped ? "{dir}/bad.csv" : "{dir}/good.csv",
              "--current",
              swapped ? "{dir}/good.csv" : "{dir}/bad.csv",
              "--json",
              seed % 2 == 0 ? "-" : "{dir}/report.json");
      assertThat(exitCode).as("seed %d: %s", seed, session.err()).isBetween(0, 2);
      ended[exitCode]++;
    }
    assertThat(ended[0]).as("files that can still be judged").isPositive();
    assertThat(ended[2]).as("files that cannot").isPositive();
  }

  private static byte[] mutated(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int change = 1 + random.nextInt(4); change > 0 && bytes.length > 1; change--) {
      int at = random.nextInt(bytes.length);
      int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes = joined(bytes, at, new byte[0], end);
        case 2 -> bytes = joined(bytes, end, Arrays.copyOfRange(bytes, at, end), end);
        case 3 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          String piece = PIECES.get(random.nextInt(PIECES.size()));
          bytes = joined(bytes, at, piece.getBytes(StandardCharsets.UTF_8), at);
        }
      }
    }
    return bytes;
  }

  /// The bytes up to `until`, those of `middle`, and the bytes from `from` on.
  private static byte[] joined(byte[] bytes, int until, byte[] middle, int from) {
    byte[] result = Arrays.copyOf(bytes, until + middle.length + bytes.length - from);
    System.arraycopy(middle, 0, result, until, middle.length);
    System.arraycopy(bytes, from, result, until + middle.length, bytes.length - from);
    return result;
  }
}
