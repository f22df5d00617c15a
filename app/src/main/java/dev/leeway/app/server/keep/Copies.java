package dev.leeway.app.server.keep;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// Copies files with a checksum of what was read.
final class Copies {

  private Copies() {}

  /// Copies a file that is not there yet.
  ///
  /// @param name of the file in the manifest
  static Manifest.Entry copy(Path from, Path to, String name) throws IOException {
    MessageDigest digest = sha256();
    long bytes = 0;
    byte[] buffer = new byte[1 << 16];
    Path folder = to.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      int read;
      while ((read = in.read(buffer)) >= 0) {
        digest.update(buffer, 0, read);
        out.write(buffer, 0, read);
        bytes += read;
      }
    }
    return new Manifest.Entry(HexFormat.of().formatHex(digest.digest()), bytes, name);
  }

  /// Makes a file of this machine durable.
  static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  static String hash(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Deletes a folder or a file, as far as it can be.
  static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> below = Files.walk(path)) {
      List<Path> all = below.sorted(Comparator.reverseOrder()).toList();
      for (Path one : all) {
        Files.delete(one);
      }
    } catch (IOException ignored) {
      // what stays has a name that says it is unfinished
    }
  }
}
