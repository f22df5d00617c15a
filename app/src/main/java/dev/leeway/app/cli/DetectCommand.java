package dev.leeway.app.cli;

import dev.leeway.app.detect.DetectRequest;
import dev.leeway.app.detect.DetectResult;
import dev.leeway.app.detect.Detection;
import dev.leeway.app.report.DetectReport;
import dev.leeway.app.table.DataFiles;
import dev.leeway.core.sequential.ClassicDetector;
import dev.leeway.core.sequential.Side;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `leeway detect`: where did a column change?
@Command(
    name = "detect",
    description = "Replays a column, row by row, and says where it changed.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 no change; 1 a change; 2 usage or input; 3 a fault of the program."
    })
final class DetectCommand implements Callable<Integer> {

  private static final String BUDGET = "budget";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      required = true,
      split = ",",
      description = "The data in the order of time: files, folders or globs.")
  List<String> input = new ArrayList<>();

  @Option(
      names = "--column",
      paramLabel = "COLUMN",
      required = true,
      description = "The column to watch: errors as 0 and 1, or any numbers.")
  String column = "";

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      description =
          "budget, or a classic one: adwin, ddm, eddm, hddm-a, hddm-w, page-hinkley, cusum, kswin,"
              + " with -river or -moa for that library's. Default: ${DEFAULT-VALUE}.",
      defaultValue = BUDGET)
  String detector = BUDGET;

  @Option(
      names = "--baseline",
      paramLabel = "ROWS",
      description = "Rows to learn the unchanged state from. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1000")
  int baseline;

  @Option(
      names = "--chance",
      paramLabel = "P",
      description = "The chance of a false alarm in a period. Default: ${DEFAULT-VALUE}.",
      defaultValue = "0.1")
  double chance;

  @Option(
      names = "--period",
      paramLabel = "ROWS",
      description = "The period, in rows. Default: ${DEFAULT-VALUE}.",
      defaultValue = "100000")
  long period;

  @Option(
      names = "--side",
      paramLabel = "SIDE",
      description = "Which changes of the mean alarm: up, down or both. Default: ${DEFAULT-VALUE}.",
      defaultValue = "both")
  Side side = Side.BOTH;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "How far the mean (of ranks, where values leave [0, 1]) may move. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "0")
  double tolerance;

  @Option(
      names = "--mute",
      paramLabel = "ROWS",
      description = "After an alarm of a classic detector, none for so many rows. Default: 0.",
      defaultValue = "0")
  long mute;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "When the row happened; told with the alarms, and checked to rise.")
  @Nullable String time;

  @Mixin DataOptions data;

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Write the result as JSON; to the standard output with -.")
  @Nullable String json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter console = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress =
        new ProgressLine(err, InstantSource.system(), Terminals.of(System.getenv()).err());
    DetectResult result = Detection.run(request(), progress.reading("data"));
    if (json == null) {
      console.print(DetectReport.text(result));
    } else if (json.equals("-")) {
      console.print(DetectReport.json(result, Version.text()));
    } else {
      Outputs outputs = new Outputs();
      outputs.add(Path.of(json), DetectReport.json(result, Version.text()));
      outputs.protect(DataFiles.find(input));
      outputs.write();
      console.print(DetectReport.text(result));
      err.println("Wrote " + json);
    }
    console.flush();
    return result.alarms().isEmpty() ? 0 : 1;
  }

  private DetectRequest request() {
    require(
        baseline >= 30 && baseline <= 10_000_000, "--baseline", "from 30 to 10000000", baseline);
    require(chance > 0 && chance < 1, "--chance", "above 0 and below 1", chance);
    require(period >= 1, "--period", "at least 1", period);
    require(tolerance >= 0 && tolerance < 1, "--tolerance", "at least 0 and below 1", tolerance);
    require(mute >= 0, "--mute", "at least 0", mute);
    Optional<ClassicDetector> classic = classic();
    if (classic.isEmpty() && mute > 0) {
      throw new UsageException(
          "--mute goes with a classic detector; the one with a budget learns after each alarm");
    }
    return new DetectRequest(
        input,
        column,
        Optional.ofNullable(time),
        data.format(),
        classic,
        side,
        baseline,
        chance,
        period,
        tolerance,
        mute);
  }

  private static void require(boolean fits, String option, String expected, Object was) {
    if (!fits) {
      throw new UsageException(option + " must be " + expected + ", was " + was);
    }
  }

  /// A name without a library means river's, or MOA's where river has none.
  private Optional<ClassicDetector> classic() {
    if (detector.equals(BUDGET)) {
      return Optional.empty();
    }
    for (String suffix : List.of("", "-river", "-moa")) {
      for (ClassicDetector preset : ClassicDetector.values()) {
        if (preset.id().equals(detector + suffix)) {
          return Optional.of(preset);
        }
      }
    }
    throw new UsageException(
        "--detector must be budget or one of %s, was %s"
            .formatted(
                Arrays.stream(ClassicDetector.values())
                    .map(ClassicDetector::id)
                    .collect(Collectors.joining(", ")),
                detector));
  }
}
