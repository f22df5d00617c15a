package dev.leeway.app.server.keep;

import dev.leeway.app.server.model.ModelConfigReader;
import dev.leeway.app.server.store.Catalog;
import dev.leeway.app.server.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows of a stopped server as a Parquet file.
public final class Export {

  /// What was written.
  ///
  /// @param version the version's name
  /// @param rows how many rows
  /// @param earlier rows that version had before it was given its present reference, which are not
  ///   in the file
  public record Written(String version, long rows, long earlier) {}

  private record Part(Catalog.Version version, long rows) {}

  private Export() {}

  /// @param data the server's folder
  /// @param model the model's name
  /// @param version the version's name, or null if there is only one with rows
  /// @param out the file; written over
  /// @throws KeepException if there is no such model or version, or the file cannot be written
  public static Written write(Path data, String model, @Nullable String version, Path out) {
    try (DataFolder folder = DataFolder.open(data);
        Store store = folder.store()) {
      return store.read(session -> write(session, data, model, version, out));
    }
  }

  private static Written write(
      Store.Session session, Path data, String model, @Nullable String version, Path out) {
    List<Catalog.Model> models = session.catalog().models();
    Catalog.Model found =
        models.stream()
            .filter(one -> one.name().equals(model))
            .findFirst()
            .orElseThrow(() ->
                new KeepException(
                    "%s has no model %s; %s"
                        .formatted(
                            data,
                            model,
                            models.isEmpty()
                                ? "it has none"
                                : "it has "
                                    + models.stream()
                                        .map(Catalog.Model::name)
                                        .collect(Collectors.joining(", ")))));
    List<Part> parts = parts(session, found, version);
    Part last = parts.get(0);
    int number = last.version().number();
    Path file = out.toAbsolutePath();
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      session
          .predictions()
          .export(
              number,
              found.number(),
              session.catalog().schema(number).orElseThrow(),
              last.version().name(),
              part.toString(),
              horizon(found, data));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new KeepException("cannot write %s: %s".formatted(out, e.getMessage()), e);
    } finally {
      Copies.delete(part);
    }
    return new Written(
        last.version().name(), last.rows(), parts.stream().skip(1).mapToLong(Part::rows).sum());
  }

  /// The parts of the version that have rows, the newest first.
  private static List<Part> parts(
      Store.Session session, Catalog.Model model, @Nullable String version) {
    List<Part> all =
        session.catalog().versions().stream()
            .filter(one -> one.model() == model.number())
            .filter(one -> session.catalog().schema(one.number()).isPresent())
            .map(one -> new Part(one, session.predictions().count(one.number())))
            .filter(one -> one.rows() > 0)
            .sorted(Comparator.comparingInt((Part one) -> one.version().number()).reversed())
            .toList();
    TreeSet<String> names =
        all.stream()
            .map(one -> one.version().name())
            .collect(Collectors.toCollection(TreeSet::new));
    if (names.isEmpty()) {
      throw new KeepException("model " + model.name() + " has no rows");
    }
    if (version == null && names.size() > 1) {
      throw new KeepException(
          "model %s has the versions %s; say which with --model-version"
              .formatted(model.name(), String.join(", ", names)));
    }
    String wanted = version == null ? names.first() : version;
    if (!names.contains(wanted)) {
      throw new KeepException(
          "model %s has no rows of version %s; it has rows of %s"
              .formatted(model.name(), wanted, String.join(", ", names)));
    }
    return all.stream().filter(one -> one.version().name().equals(wanted)).toList();
  }

  private static long horizon(Catalog.Model model, Path data) {
    return ModelConfigReader.read(model.name(), model.config(), "model " + model.name(), data)
        .labels()
        .horizon()
        .dividedBy(Duration.ofNanos(1_000));
  }
}
