package dev.leeway.app.server.evaluate;

import dev.leeway.app.check.Baseline;
import dev.leeway.app.check.CheckRequest;
import dev.leeway.app.check.OutOfCore;
import dev.leeway.app.playbook.PlaybookFile;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.Models;
import dev.leeway.app.server.window.VersionState;
import dev.leeway.app.table.CsvFormat;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The references of all versions: their rows are files in the server's folder, and what was learnt
/// from the ones used last is kept in memory. Safe for several threads.
public final class References {

  /// The folder of the files, in the server's folder.
  public static final String FOLDER = "references";

  private static final int KEPT = 64;

  private record Learnt(ModelConfig config, Baseline baseline) {}

  private final Path folder;
  private final Models models;
  private final Map<Integer, Learnt> learnt =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Learnt> eldest) {
          return size() > KEPT;
        }
      };

  /// @param folder the server's
  public References(Path folder, Models models) {
    this.folder = folder;
    this.models = models;
  }

  /// Says what a version is compared with from now on; its windows start anew.
  ///
  /// @param version its name; [ModelState#DEFAULT] for versions without a reference of their own
  /// @param uploaded a file of rows, whose name's ending says how it is written; it is copied
  /// @throws dev.leeway.app.table.DataException if it cannot be read, or lacks columns that the
  ///   configuration names
  /// @throws ReferenceException if it cannot be kept
  public VersionState set(ModelState model, String version, Path uploaded, Instant now) {
    Baseline baseline = Baseline.of(request(model.config(), uploaded));
    ModelSchema schema = new ModelSchema(baseline.schema(), baseline.types());
    Path file = file(model, version, now, ending(uploaded));
    copy(uploaded, file);
    VersionState state =
        models.setReference(model, version, relative(file), baseline.rows(), schema, now);
    synchronized (learnt) {
      learnt.put(state.number(), new Learnt(model.config(), baseline));
    }
    return state;
  }

  /// Gives a version the reference that was made of its first rows.
  void learned(ModelState model, VersionState version, Path file, ModelSchema schema, Instant now) {
    Baseline baseline = Baseline.of(request(model.config(), file));
    models.learned(model, version, relative(file), baseline.rows(), schema, now);
    synchronized (learnt) {
      learnt.put(version.number(), new Learnt(model.config(), baseline));
    }
  }

  private String relative(Path file) {
    return FOLDER + "/" + file.getFileName();
  }

  /// A name for the file of a new reference.
  Path file(ModelState model, String version, Instant now, String ending) {
    String safe = version.replaceAll("[^A-Za-z0-9._-]", "_");
    Path file =
        folder
            .resolve(FOLDER)
            .resolve("%s-%s-%d%s".formatted(model.name(), safe, now.toEpochMilli(), ending));
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw failed(file, e);
    }
    return file;
  }

  private static ReferenceException failed(Path file, IOException e) {
    return new ReferenceException(
        "the reference cannot be kept in %s: %s".formatted(file, e.getMessage()), e);
  }

  private static void copy(Path uploaded, Path file) {
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      Files.copy(uploaded, part, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    int end = name.endsWith(".gz") ? name.length() - 4 : name.length();
    int point = name.lastIndexOf('.', end);
    return point < 0 ? "" : name.substring(point);
  }

  /// What was learnt from a version's reference; learnt anew when it is not at hand. Empty before
  /// the version has one.
  ///
  /// @throws dev.leeway.app.table.DataException if the file cannot be read any more
  Optional<Baseline> baseline(ModelState model, VersionState version) {
    if (version.reference().isEmpty()) {
      return Optional.empty();
    }
    ModelConfig config = model.config();
    synchronized (learnt) {
      Learnt known = learnt.get(version.number());
      if (known != null && known.config().equals(config)) {
        return Optional.of(known.baseline());
      }
    }
    Baseline baseline = Baseline.of(request(config, folder.resolve(version.reference().get())));
    synchronized (learnt) {
      learnt.put(version.number(), new Learnt(config, baseline));
    }
    return Optional.of(baseline);
  }

  /// The reference is cut like the predictions, where it says when its rows happened.
  private static Optional<WindowSpec> cut(ModelConfig config) {
    boolean timed = config.roles().containsValue(Role.TIME);
    return timed || config.window() instanceof WindowSpec.Rows
        ? Optional.of(config.window())
        : Optional.empty();
  }

  private static CheckRequest request(ModelConfig config, Path file) {
    return new CheckRequest(
        List.of(file.toString()),
        List.of(),
        Optional.empty(),
        List.of(),
        cut(config),
        FalseAlarmBudget.standard(),
        OutOfCore.NEVER,
        CsvFormat.standard(),
        config.roles(),
        config.kinds(),
        config.ignored(),
        config.scoring(),
        config.policy(),
        config.methods(),
        PlaybookFile.standard(),
        Map.of("model", config.name()));
  }
}
