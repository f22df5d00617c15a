package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipesTest {

  @TempDir Path folder;

  /// A pipe that gives these bytes once.
  private Path pipe(String name, byte[] bytes) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    int code =
        new ProcessBuilder("mkfifo", pipe.toString()).redirectErrorStream(true).start().waitFor();
    assumeTrue(code == 0, "skipped: no mkfifo here");
    Thread writer =
        new Thread(() -> {
          try (OutputStream out = Files.newOutputStream(pipe)) {
            out.write(bytes);
          } catch (IOException ignored) {
            // the reader has enough
          }
        });
    writer.setDaemon(true);
    writer.start();
    return pipe;
  }

  private static Table read(Path file) {
    return new TableReader(
            DataFiles.find(List.of(file.toString())),
            CsvFormat.standard(),
            Map.of(),
            Set.of(),
            Progress.none())
        .read();
  }

  @Test
  void textFromAPipeIsReadAsOftenAsItIsNeeded() throws IOException, InterruptedException {
    // the third column turns out to be text, so that all is read again
    Path pipe = pipe("p.csv", "a,b,c\n1,x,1\n2,y,2\n3,z,three\n".getBytes(StandardCharsets.UTF_8));

    assertThat(read(pipe).batch().rows()).isEqualTo(3);
    assertThat(Cells.of(read(pipe), "c")).containsExactly("1", "2", "three");
    assertThat(read(pipe).files()).containsExactly(pipe);
  }

  @Test
  void parquetFromAPipeIsThatOfTheFile() throws IOException, InterruptedException {
    byte[] bytes;
    try (InputStream in =
        Objects.requireNonNull(CsvFormat.class.getResourceAsStream("all-snappy.parquet"))) {
      bytes = in.readAllBytes();
    }
    Table fromFile = read(Files.write(folder.resolve("f.parquet"), bytes));
    Table fromPipe = read(pipe("p.parquet", bytes));

    assertThat(fromPipe.batch().names()).isEqualTo(fromFile.batch().names());
    for (String name : fromFile.batch().names()) {
      assertThat(Cells.of(fromPipe, name)).as(name).isEqualTo(Cells.of(fromFile, name));
    }
  }

  @Test
  void aPipeThatHoldsTooMuchIsRefusedWithTheLimit() throws IOException, InterruptedException {
    Path pipe = pipe("large.csv", new byte[200_000]);

    assertThatThrownBy(() -> Pipes.keep(pipe, 100 << 10))
        .isInstanceOf(DataException.class)
        .hasMessage(
            pipe
                + ": is a pipe or a device, can be read only once, and holds more than the 100 kB"
                + " that are kept of such; write it to a file first, or give more memory with"
                + " LEEWAY_JAVA_OPTS=-Xmx8g");
  }

  @Test
  void aDeviceWithoutEndIsRefused() {
    Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero), "skipped: no /dev/zero here");

    assertThatThrownBy(() -> Pipes.keep(zero, 1 << 20)).hasMessageContaining("more than the 1,024");
  }
}
