package dev.leeway.app.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {

  @TempDir private Path folder;

  /// The other process: locks, and prints what comes of it.
  public static void main(String[] arguments) {
    try (FolderLock lock = FolderLock.of(Path.of(arguments[0]))) {
      System.out.print("locked " + (lock != null));
    } catch (LogException e) {
      System.out.print(e.getMessage());
    }
  }

  @Test
  void aSecondProcessIsRefusedByASentenceAlsoAfterASecondTryInThisOne() throws Exception {
    try (FolderLock lock = FolderLock.of(folder)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> FolderLock.of(folder.resolve("../" + folder.getFileName())))
          .isInstanceOf(LogException.class)
          .hasMessageContaining("is already open in this process");
      assertThat(otherProcess())
          .isEqualTo(
              "The folder "
                  + folder
                  + " is in use by another process ("
                  + ProcessHandle.current().pid()
                  + "); stop that one, or choose another folder");
    }
    assertThat(otherProcess()).isEqualTo("locked true");
    FolderLock.of(folder).close();
  }

  @Test
  void aLogLocksItsFolder() {
    try (SegmentLog log = SegmentLog.open(folder, Logs.SMALL)) {
      assertThat(log.durableEnd()).isZero();
      assertThatThrownBy(() -> SegmentLog.open(folder, Logs.SMALL))
          .hasMessageContaining(folder + " is already open");
    }
    SegmentLog.open(folder, Logs.SMALL).close();
  }

  private String otherProcess() throws IOException, InterruptedException, URISyntaxException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                place(FolderLock.class) + File.pathSeparator + place(FolderLockTest.class),
                FolderLockTest.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
