package dev.leeway.app.cli;

import dev.leeway.app.replay.History;
import dev.leeway.app.replay.Replay;
import dev.leeway.app.replay.Sender;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.ServerConfigReader;
import dev.leeway.app.table.DataFiles;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.Table;
import dev.leeway.app.table.TableReader;
import dev.leeway.core.profile.Counted;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway replay`: a user's own history, sent to a server as if it happened now.
@Command(
    name = "replay",
    description = "Sends your own history to a server, in the order of time.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Rows are sent with their own times and ids, so that what is sent twice counts once.",
      "Exit codes: 0 all rows taken; 1 some rejected; 2 usage, input, or refused by the server."
    })
final class ReplayCommand implements Callable<Integer> {

  private static final Pattern MODELS = Pattern.compile("(?m)^[\\s{]*\"?models\"?\\s*:");

  /// How many reasons of rejected rows are shown.
  private static final int SHOWN = 10;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      required = true,
      split = ",",
      description = "The rows: files, folders or globs.")
  List<String> from = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      required = true,
      description = "The model on the server.")
  String model = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The server. Default: ${DEFAULT-VALUE}.",
      defaultValue = "http://127.0.0.1:8710")
  String url = "";

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      description =
          "How many times faster than it happened: 3600 makes an hour a second. Default:"
              + " ${DEFAULT-VALUE}, as fast as the server takes it.",
      defaultValue = "max")
  String speed = "max";

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      split = ",",
      description =
          "Labels of files of their own, with --id and --label, sent after the rows. Their time is"
              + " that of the file, or else of the row.")
  List<String> labels = new ArrayList<>();

  @Option(
      names = "--model-version",
      paramLabel = "NAME",
      description = "The model's version. Default: the server's default version.",
      defaultValue = "")
  String version = "";

  @Option(
      names = "--version-column",
      paramLabel = "COLUMN",
      description = "The column that has the model's version.")
  @Nullable String versionColumn;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Lets us in; seen by others on this machine, so better in LEEWAY_TOKEN.",
      defaultValue = "${env:LEEWAY_TOKEN}",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  @Nullable String token;

  @Option(names = "--token-file", paramLabel = "FILE", description = "A file that has the token.")
  @Nullable Path tokenFile;

  @Option(
      names = "--batch",
      paramLabel = "ROWS",
      description = "Rows in a request. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1000")
  int batch;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Where the model's columns are described. Default: leeway.yaml, where there is one that"
              + " has the model. Options win.")
  @Nullable Path config;

  @Mixin RoleOptions roles;

  @Mixin DataOptions data;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (!ModelConfig.NAME.matcher(model).matches()) {
      throw new UsageException(
          "--model must be 1 to 100 letters, digits, '.', '_' and '-', was " + model);
    }
    if (batch < 1) {
      throw new UsageException("--batch must be at least 1, was " + batch);
    }
    OptionalDouble times = speed();
    Optional<ModelConfig> described = described();
    Map<String, Role> columns = columns(described);
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine reading =
        new ProgressLine(err, InstantSource.system(), Terminals.of(System.getenv()).err());
    Map<String, PhysicalType> types = types(described, columns);
    Set<String> ignored = ignored(described);
    Table table = read(from, types, ignored, reading);
    History history = new History(table, columns, versionColumn, version);
    List<Map<String, @Nullable Object>> later =
        labels.isEmpty() ? List.of() : history.labels(read(labels, types, Set.of(), reading));
    table
        .unreadable()
        .forEach((column, example) ->
            err.printf(
                "Sent as missing: what is unreadable in column %s, such as %s%n", column, example));
    try (Sender sender = new Sender(url, model, token(), Thread::sleep)) {
      Replay replay = new Replay(sender, InstantSource.system(), Thread::sleep);
      replay.predictions(history, batch, times, progress(err));
      long accepted = sender.accepted();
      replay.labels(later, batch);
      return summarize(history, later.size(), accepted, sender);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted; what was sent stays, and counts once if sent again");
    }
  }

  private int summarize(History history, int later, long accepted, Sender sender) {
    PrintWriter console = spec.commandLine().getOut();
    console.printf(
        Locale.ROOT,
        "Sent %s of model %s: %,d accepted, %,d known before, %,d rejected%n",
        Counted.of(history.rows(), "row"),
        model,
        accepted,
        sender.duplicates(),
        sender.rejected().values().stream().mapToLong(Long::longValue).sum());
    if (later > 0) {
      console.printf(
          Locale.ROOT, "Sent %,d labels: %,d accepted%n", later, sender.accepted() - accepted);
    }
    if (history.untimed() > 0) {
      console.printf(Locale.ROOT, "Not sent: %,d rows without a time%n", history.untimed());
    }
    if (sender.resent() > 0) {
      console.printf(
          Locale.ROOT,
          "%,d batches were sent again, because the server was busy or away%n",
          sender.resent());
    }
    List<Map.Entry<String, Long>> reasons =
        sender.rejected().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    reasons.stream()
        .limit(SHOWN)
        .forEach(reason ->
            console.printf(
                Locale.ROOT, "  rejected %,d times: %s%n", reason.getValue(), reason.getKey()));
    if (reasons.size() > SHOWN) {
      console.printf(Locale.ROOT, "  and for %,d other reasons%n", reasons.size() - SHOWN);
    }
    console.flush();
    return reasons.isEmpty() ? 0 : 1;
  }

  private Replay.Progress progress(PrintWriter err) {
    if (!Terminals.of(System.getenv()).err()) {
      return (sent, total, time) -> {};
    }
    return (sent, total, time) -> {
      err.print(
          sent == total
              ? "\r\u001b[K"
              : String.format(
                  Locale.ROOT, "\r\u001b[KSent %,d of %,d rows, up to %s", sent, total, time));
      err.flush();
    };
  }

  private OptionalDouble speed() {
    if (speed.equals("max")) {
      return OptionalDouble.empty();
    }
    try {
      double times = Double.parseDouble(speed);
      if (times > 0 && Double.isFinite(times)) {
        return OptionalDouble.of(times);
      }
    } catch (NumberFormatException ignored) {
      // said below
    }
    throw new UsageException("--speed must be max or a number above 0, was " + speed);
  }

  private @Nullable String token() {
    if (tokenFile == null) {
      return token == null || token.isBlank() ? null : token.strip();
    }
    try {
      return Files.readString(tokenFile).strip();
    } catch (IOException e) {
      throw new UsageException("cannot read " + tokenFile + ": " + e.getMessage());
    }
  }

  /// What a configuration says of the model.
  private Optional<ModelConfig> described() {
    Path file = config == null ? Path.of(ServerConfig.NAME) : config;
    if (config == null && !hasModels(file)) {
      return Optional.empty();
    }
    Optional<ModelConfig> found =
        ServerConfigReader.read(file).models().stream()
            .map(ServerConfig.Model::config)
            .filter(one -> one.name().equals(model))
            .findFirst();
    if (found.isEmpty() && config != null) {
      throw new UsageException(config + " has no model " + model);
    }
    return found;
  }

  /// Whether a file that nobody named is one of a server, and not one of options of a check.
  private static boolean hasModels(Path file) {
    try {
      return Files.isRegularFile(file) && MODELS.matcher(Files.readString(file)).find();
    } catch (IOException ignored) {
      return false; // nobody asked for it
    }
  }

  /// Roles of the options; those that no option gives as they are described.
  private Map<String, Role> columns(Optional<ModelConfig> described) {
    Map<String, Role> columns = new LinkedHashMap<>(roles.roles());
    Set<Role> given = new HashSet<>(columns.values());
    described.ifPresent(known ->
        known
            .roles()
            .forEach((name, role) -> {
              if (!given.contains(role)) {
                columns.putIfAbsent(name, role);
              }
            }));
    return columns;
  }

  private Set<String> ignored(Optional<ModelConfig> described) {
    Set<String> ignored = new HashSet<>(roles.ignore);
    described.ifPresent(known -> ignored.addAll(known.ignored()));
    return ignored;
  }

  /// Ids, versions and names are read as they are written.
  private Map<String, PhysicalType> types(
      Optional<ModelConfig> described, Map<String, Role> columns) {
    Map<String, Kind> kinds = new HashMap<>();
    described.ifPresent(known -> kinds.putAll(known.kinds()));
    kinds.putAll(roles.kind);
    Map<String, PhysicalType> types = new HashMap<>();
    kinds.forEach((name, kind) ->
        types.put(
            name,
            switch (kind) {
              case NUMERIC -> PhysicalType.NUMBER;
              case DATETIME -> PhysicalType.DATETIME;
              case CATEGORICAL, BOOLEAN, TEXT -> PhysicalType.TEXT;
            }));
    columns.forEach((name, role) -> {
      if (role == Role.ID) {
        types.put(name, PhysicalType.TEXT);
      } else if (role == Role.TIME) {
        types.remove(name);
      }
    });
    if (versionColumn != null) {
      types.put(versionColumn, PhysicalType.TEXT);
    }
    return types;
  }

  private Table read(
      List<String> files,
      Map<String, PhysicalType> types,
      Set<String> ignored,
      ProgressLine progress) {
    return new TableReader(
            DataFiles.find(files), data.format(), types, ignored, progress.reading("the history"))
        .read();
  }
}
