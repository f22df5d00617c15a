package dev.leeway.app.server.keep;

import dev.leeway.app.server.store.Store;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Copies of a server's folder, made while the server is stopped: the database, the log and the
/// references as they belong together, and a manifest with checksums. A copy is a folder, or one
/// file if its name ends with `.zip`.
public final class Backup {

  /// What was copied.
  ///
  /// @param files how many files
  /// @param bytes their size
  public record Copied(int files, long bytes) {}

  private Backup() {}

  /// Makes a copy.
  ///
  /// @param data the server's folder
  /// @param out what is made; must not be there yet
  /// @throws KeepException if it cannot be made; nothing is left of it then
  public static Copied write(Path data, Path out) {
    if (Files.exists(out)) {
      throw new KeepException(out + " is there already; a backup writes over nothing");
    }
    if (out.toAbsolutePath().normalize().startsWith(data.toAbsolutePath().normalize())) {
      throw new KeepException("%s lies in %s, which is to be copied".formatted(out, data));
    }
    try (DataFolder folder = DataFolder.open(data)) {
      try (Store store = folder.store()) {
        store.checkpoint();
      }
      return write(folder, out);
    }
  }

  private static Copied write(DataFolder folder, Path out) {
    Path part = out.resolveSibling(out.getFileName() + ".part");
    Copies.delete(part);
    try {
      List<Path> files = files(folder.path());
      Path above = out.toAbsolutePath().getParent();
      if (above != null) {
        Files.createDirectories(above);
      }
      Manifest manifest = in(part, isZip(out), true, root -> fill(folder.path(), files, root));
      if (isZip(out)) {
        Copies.force(part);
      }
      Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
      return new Copied(manifest.files().size(), manifest.bytes());
    } catch (IOException e) {
      throw new KeepException("cannot write %s: %s".formatted(out, e.getMessage()), e);
    } finally {
      Copies.delete(part);
    }
  }

  /// What belongs into a copy: not locks, nor what is left of unfinished writing.
  private static List<Path> files(Path data) throws IOException {
    try (Stream<Path> all = Files.walk(data)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> {
            String name = file.getFileName().toString();
            return !name.equals("leeway.lock")
                && !name.endsWith(".new")
                && !name.endsWith(".part")
                && !data.relativize(file).startsWith(Store.FILE + ".tmp");
          })
          .sorted()
          .toList();
    }
  }

  private static Manifest fill(Path data, List<Path> files, Path root) {
    try {
      List<Manifest.Entry> entries = new ArrayList<>();
      for (Path file : files) {
        String name = data.relativize(file).toString().replace('\\', '/');
        Path to = root.resolve(name);
        entries.add(Copies.copy(file, to, name));
        if (root.getFileSystem().equals(FileSystems.getDefault())) {
          Copies.force(to);
        }
      }
      Manifest manifest = new Manifest(entries);
      Files.writeString(root.resolve(Manifest.NAME), manifest.write());
      return manifest;
    } catch (IOException e) {
      throw new KeepException("cannot copy " + data + ": " + e.getMessage(), e);
    }
  }

  /// Makes a server's folder from a copy.
  ///
  /// @param from the copy
  /// @param data the folder; must not be there yet, or be empty
  /// @throws KeepException if the copy is damaged; nothing is left in the folder then
  public static Copied restore(Path from, Path data) {
    if (!Files.exists(from)) {
      throw new KeepException("there is no backup " + from);
    }
    boolean made = !Files.exists(data);
    try {
      if (!made && !isEmpty(data)) {
        throw new KeepException(
            data + " is not empty; a backup is restored into a folder without anything in it");
      }
      Files.createDirectories(data);
      Manifest manifest = in(from, !Files.isDirectory(from), false, root -> take(from, root, data));
      return new Copied(manifest.files().size(), manifest.bytes());
    } catch (IOException e) {
      throw new KeepException("cannot restore %s: %s".formatted(from, e.getMessage()), e);
    }
  }

  private static boolean isEmpty(Path data) throws IOException {
    if (!Files.isDirectory(data)) {
      throw new KeepException(data + " is no folder");
    }
    try (Stream<Path> in = Files.list(data)) {
      return in.findAny().isEmpty();
    }
  }

  private static Manifest take(Path from, Path root, Path data) {
    boolean whole = false;
    try {
      Path list = root.resolve(Manifest.NAME);
      if (!Files.isRegularFile(list)) {
        throw new KeepException(from + " has no " + Manifest.NAME + ", so it is no backup");
      }
      Manifest manifest = Manifest.read(Files.readString(list), from.toString());
      for (Manifest.Entry file : manifest.files()) {
        Path to = data.resolve(file.name()).normalize();
        if (!to.startsWith(data.normalize())) {
          throw new KeepException(from + " has a file that lies outside: " + file.name());
        }
        Path source = root.resolve(file.name());
        if (!Files.isRegularFile(source)) {
          throw new KeepException(from + " lacks the file " + file.name());
        }
        if (!Copies.copy(source, to, file.name()).equals(file)) {
          throw new KeepException(
              "%s: %s is damaged; its checksum is wrong".formatted(from, file.name()));
        }
        Copies.force(to);
      }
      DataFolder.require(data);
      whole = true;
      return manifest;
    } catch (IOException e) {
      throw new KeepException("cannot restore %s: %s".formatted(from, e.getMessage()), e);
    } finally {
      if (!whole) {
        empty(data);
      }
    }
  }

  /// The folder stays: it may be one that a volume is mounted at.
  private static void empty(Path data) {
    try (Stream<Path> in = Files.list(data)) {
      in.forEach(Copies::delete);
    } catch (IOException ignored) {
      // why it was not whole is said already
    }
  }

  private static boolean isZip(Path path) {
    return path.toString().endsWith(".zip");
  }

  private static Manifest in(Path path, boolean zip, boolean create, Function<Path, Manifest> work)
      throws IOException {
    if (!zip) {
      Files.createDirectories(path);
      return work.apply(path);
    }
    Map<String, Object> options = new HashMap<>();
    options.put("create", create);
    options.put("useTempFile", true);
    options.put("accessMode", create ? "readWrite" : "readOnly");
    try (FileSystem files = FileSystems.newFileSystem(path, options)) {
      return work.apply(files.getPath("/"));
    }
  }
}
