package dev.leeway.app.server.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// The folder of a log: makes, replaces and removes segments such that after a crash each name
/// leads to a whole header or to nothing.
record LogFolder(Path path, ChannelOpener opener) {

  /// A force failed. What the operating system still has in memory may be marked as written
  /// although it is not, so the same bytes must not be forced again and trusted.
  static final class ForceFailedException extends IOException {
    ForceFailedException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /// What a new file is filled with.
  interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  static void force(FileChannel channel, boolean lengths) throws ForceFailedException {
    try {
      channel.force(lengths);
    } catch (IOException e) {
      throw new ForceFailedException(e);
    }
  }

  /// Makes a segment that appears under its name when it is whole and on disk; takes the place of a
  /// file of that name. Returns it open for writing.
  FileChannel create(SegmentHeader header, Content content) throws IOException {
    Path file = Segment.file(path, header.first());
    Path unfinished = path.resolve(file.getFileName() + Segment.UNFINISHED);
    FileChannel channel =
        opener.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    boolean made = false;
    try {
      Transfers.writeFully(channel, header.encoded(), 0);
      content.writeTo(channel);
      force(channel, true);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      forceNames();
      made = true;
      return channel;
    } finally {
      if (!made) {
        channel.close();
        Files.deleteIfExists(unfinished);
      }
    }
  }

  /// Gives the damaged file a second name, by which it stays when the first is replaced.
  Path setAside(Path file) throws IOException {
    Path aside = path.resolve(file.getFileName() + ".damaged");
    for (int copy = 2; Files.exists(aside); copy++) {
      aside = path.resolve(file.getFileName() + ".damaged-" + copy);
    }
    try {
      Files.createLink(aside, file);
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      Files.copy(file, aside);
    }
    forceNames();
    return aside;
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
    forceNames();
  }

  void deleteUnfinished() throws IOException {
    List<Path> unfinished;
    try (Stream<Path> files = Files.list(path)) {
      unfinished =
          files
              .filter(file -> file.getFileName().toString().endsWith(".log" + Segment.UNFINISHED))
              .toList();
    }
    for (Path file : unfinished) {
      Files.delete(file);
    }
  }

  /// Makes the names in the folder durable. Windows has no such call, and needs none.
  void forceNames() throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (FileChannel folder = opener.open(path, StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      throw new ForceFailedException(e);
    }
  }
}
