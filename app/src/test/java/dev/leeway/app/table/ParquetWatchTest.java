package dev.leeway.app.table;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever happens to the thread that reads, there is an answer.
class ParquetWatchTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.write(folder.resolve("x.parquet"), new byte[64]);
  }

  @Test
  void whatStandsStillIsGivenUp() throws IOException {
    CountDownLatch never = new CountDownLatch(1);

    refused(
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "nothing could be read from it for 1 s");
    never.countDown();
  }

  @Test
  void whatGoesOnIsWaitedFor() throws IOException {
    try (ParquetInput input = new ParquetInput(file)) {
      CountDownLatch never = new CountDownLatch(1);
      assertThatCode(() ->
              ParquetWatch.over(
                  file,
                  input,
                  () -> {
                    for (int at = 0; at < 15; at++) {
                      input.readRange(at, 1);
                      try {
                        never.await(100, TimeUnit.MILLISECONDS);
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                    }
                  },
                  SECOND))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void whatTheLibraryThrowsIsASentence() throws IOException {
    refused(
        () -> {
          throw new IllegalStateException(new NullPointerException("pages"));
        },
        "it cannot be decoded (NullPointerException)");
    refused(
        () -> {
          throw new IOException("no such page");
        },
        "no such page");
    refused(
        () -> {
          throw new StackOverflowError();
        },
        "it cannot be decoded (StackOverflowError)");
  }

  @Test
  void aFullMemoryIsNoFaultOfTheFile() throws IOException {
    try (ParquetInput input = new ParquetInput(file)) {
      assertThatExceptionOfType(OutOfMemoryError.class)
          .isThrownBy(() ->
              ParquetWatch.over(
                  file,
                  input,
                  () -> {
                    throw new OutOfMemoryError("Java heap space");
                  },
                  SECOND));
    }
  }

  @Test
  void whatLiesOutsideOfTheFileIsNotRead() throws IOException {
    try (ParquetInput input = new ParquetInput(file)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> input.readRange(60, 5))
          .withMessage("bytes 60 to 65 lie outside of it");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> input.readRange(-1, 5))
          .withMessage("bytes -1 to 4 lie outside of it");
    }
  }

  private void refused(ParquetWatch.Reading reading, String sentence) throws IOException {
    try (ParquetInput input = new ParquetInput(file)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> ParquetWatch.over(file, input, reading, SECOND))
          .withMessage("%s: is a damaged Parquet file: %s", file, sentence);
    }
  }
}
