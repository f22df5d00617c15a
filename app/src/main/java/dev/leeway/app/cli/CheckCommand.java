package dev.leeway.app.cli;

import dev.leeway.app.check.Check;
import dev.leeway.app.check.CheckRequest;
import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.OutOfCore;
import dev.leeway.app.check.Split;
import dev.leeway.app.playbook.PlaybookFile;
import dev.leeway.app.report.HtmlReport;
import dev.leeway.app.report.JsonReport;
import dev.leeway.app.report.TerminalReport;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.monitor.WindowSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway check`: two data sets in, a verdict out.
@Command(
    name = "check",
    description = "Compares two data sets: has the data, the output or the accuracy drifted?",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 nothing at or above --fail-on; 1 found; 2 usage, input, or nothing could be",
      "judged; 3 a fault of the program itself.",
      "Options can stand in leeway.yaml, without the dashes."
    })
final class CheckCommand implements Callable<Integer> {

  /// From which severity on the exit code is 1.
  enum FailOn {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL,
    NEVER;

    Optional<Severity> severity() {
      return this == NEVER ? Optional.empty() : Optional.of(Severity.valueOf(name()));
    }
  }

  @Option(
      names = {"-r", "--reference"},
      paramLabel = "FILE",
      description = "The data to compare with: files, folders or globs, together one data set.",
      split = ",")
  List<String> reference = new ArrayList<>();

  @Option(
      names = {"-c", "--current"},
      paramLabel = "FILE",
      description = "The data to judge.",
      split = ",")
  List<String> current = new ArrayList<>();

  @Option(
      names = "--split-at",
      paramLabel = "TIME|ROW",
      description = "Instead of --current: cut the reference in two, before this time or row.")
  @Nullable String splitAt;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Labels that came later: files with --id and --label, joined by the id.",
      split = ",")
  List<String> labels = new ArrayList<>();

  @Option(
      names = "--window",
      paramLabel = "SPAN|ROWS",
      description = "Look at windows too: 1h, 1d, 1w, 1mo of --time in UTC, or a number of rows.")
  @Nullable String window;

  @Option(
      names = "--budget",
      paramLabel = "CHANCE",
      description =
          "With --window: the chance of one or more false alarms in a period over all that is"
              + " followed from window to window. Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.1")
  double budget = FalseAlarmBudget.CHANCE;

  @Option(
      names = "--budget-period",
      paramLabel = "SPAN|WINDOWS",
      description =
          "The period of the budget: 1y, 1mo, or a number of windows. Default: 1y; of windows of"
              + " rows 365.")
  @Nullable String budgetPeriod;

  @Mixin RoleOptions roles;

  @Mixin DataOptions data;

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      description =
          "calibrated: corrected for the number of tests, with an effect floor; textbook: p < 0.05"
              + " alone; evidently or nannyml: as those tools decide, also with methods of theirs, such"
              + " as evidently:psi. Default: ${DEFAULT-VALUE}.",
      defaultValue = "calibrated")
  String policy = DriftPolicy.Name.CALIBRATED.id();

  @Option(
      names = "--methods",
      paramLabel = "NAME|all",
      description =
          "Further statistics to report beside the usual ones, such as mann-whitney; they inform"
              + " and change no verdict.",
      split = ",")
  List<String> methods = new ArrayList<>();

  @Option(
      names = "--out-of-core",
      paramLabel = "WHEN",
      description =
          "Read the files row by row instead of keeping them in memory: auto (when they do not"
              + " fit), always or never. Default: auto.")
  @Nullable OutOfCore outOfCore;

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Write the report as JSON; to the standard output with -.")
  @Nullable String json;

  @Option(names = "--html", paramLabel = "FILE", description = "Write the report as a web page.")
  @Nullable Path html;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write all reports into this folder: report.json, report.html, report.md, junit.xml,"
              + " model_monitoring_dashboard.png, metrics.prom, grafana-dashboard.json.")
  @Nullable Path out;

  @Option(
      names = "--playbook",
      paramLabel = "FILE",
      description = "Your playbook, whose steps stand with the alerts; see 'leeway playbook'.")
  @Nullable Path playbook;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "Exit with 1 from this severity on: low, medium, high, critical or never. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "high")
  FailOn failOn = FailOn.HIGH;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Options in YAML. Default: leeway.yaml, where there is one.")
  @Nullable Path config;

  @Option(names = "--no-color", description = "No colours, not even on a terminal.")
  boolean noColor;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    CheckRequest request = request();
    Terminals terminals = Terminals.of(System.getenv());
    PrintWriter console = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    CheckResult result =
        Check.run(
            request,
            InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS),
            Version.text(),
            new ProgressLine(err, InstantSource.system(), terminals.err()));
    Optional<Severity> limit = failOn.severity();
    Outputs outputs = new Outputs();
    String asJson = JsonReport.write(result, limit);
    if (out != null) {
      ReportFolder.add(outputs, out, result, limit, err);
    }
    if (html != null) {
      outputs.add(html, HtmlReport.write(result));
    }
    if (json != null && !json.equals("-")) {
      outputs.add(Path.of(json), asJson);
    }
    outputs.protect(inputs(result));
    outputs.write();
    if ("-".equals(json)) {
      console.print(asJson);
    } else {
      boolean color = !noColor && terminals.out() && System.getenv("NO_COLOR") == null;
      console.print(TerminalReport.write(result, color, terminals.columns()));
      outputs.files().forEach(file -> err.println("Wrote " + file));
    }
    console.flush();
    return result.exitCode(limit);
  }

  private List<Path> inputs(CheckResult result) {
    List<Path> inputs = new ArrayList<>();
    result.referenceInput().files().forEach(file -> inputs.add(Path.of(file)));
    result.currentInput().files().forEach(file -> inputs.add(Path.of(file)));
    if (playbook != null) {
      inputs.add(playbook);
    }
    inputs.add(config == null ? Path.of(ConfigFile.NAME) : config);
    return inputs;
  }

  /// What the options ask for.
  CheckRequest request() {
    if (reference.isEmpty()) {
      throw new UsageException("--reference FILE is missing: the data to compare with");
    }
    if (current.isEmpty() == (splitAt == null)) {
      throw new UsageException(
          current.isEmpty()
              ? "--current FILE is missing: the data to judge; or cut one data set in two with"
                  + " --split-at"
              : "--current and --split-at exclude each other: --split-at cuts the reference in two");
    }
    if (!labels.isEmpty() && (roles.id == null || roles.label == null)) {
      throw new UsageException(
          "--labels needs --id COLUMN and --label COLUMN, which are columns of the label file");
    }
    return new CheckRequest(
        reference,
        current,
        Optional.ofNullable(splitAt).map(CheckCommand::split),
        labels,
        Optional.ofNullable(window).map(written -> window("--window", written)),
        budget(),
        outOfCore == null ? OutOfCore.AUTO : outOfCore,
        data.format(),
        roles.roles(),
        roles.kind,
        roles.ignore,
        roles.scoring(),
        policy(policy),
        Methods.parse(methods),
        playbook == null ? PlaybookFile.standard() : PlaybookFile.read(playbook),
        options());
  }

  private static WindowSpec window(String option, String written) {
    try {
      return WindowSpec.parse(written);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + ": " + e.getMessage());
    }
  }

  private FalseAlarmBudget budget() {
    try {
      FalseAlarmBudget allowed =
          new FalseAlarmBudget(
              budget,
              Optional.ofNullable(budgetPeriod).map(written -> window("--budget-period", written)));
      if (window != null) {
        allowed.windows(window("--window", window));
      }
      return allowed;
    } catch (IllegalArgumentException e) {
      throw new UsageException("--budget: " + e.getMessage());
    }
  }

  private static DriftPolicy policy(String written) {
    try {
      return DriftPolicy.parse(written);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--policy: " + e.getMessage());
    }
  }

  private static Split split(String at) {
    if (at.matches("\\d{1,18}") && !at.matches("\\d{4}-.*")) {
      return new Split.AtRow(Long.parseLong(at));
    }
    try {
      if (at.length() == 10) {
        return new Split.AtTime(LocalDate.parse(at).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      String iso = at.replace(' ', 'T');
      return new Split.AtTime(
          iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
              ? OffsetDateTime.parse(iso).toInstant()
              : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      throw new UsageException(
          "--split-at must be a row number, a date such as 2012-01-01 or a time such as"
              + " 2012-01-01T05:00:00Z, was "
              + at);
    }
  }

  /// What was said on the command line or in the configuration, by option name.
  private Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    spec.options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .filter(option -> window != null || !option.longestName().equals("--budget"))
        .forEach(option -> {
          Object value = option.getValue();
          boolean unset =
              value == null
                  || Boolean.FALSE.equals(value)
                  || (value instanceof Collection<?> items && items.isEmpty())
                  || (value instanceof Map<?, ?> map && map.isEmpty());
          if (!unset) {
            options.put(option.longestName().substring(2).replace('-', '_'), printable(value));
          }
        });
    return options;
  }

  private static Object printable(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case Double number -> number;
      case Collection<?> items -> items.stream().map(String::valueOf).toList();
      case Map<?, ?> map -> {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), printable(v)));
        yield copy;
      }
      case Enum<?> name -> name.name().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }
}
