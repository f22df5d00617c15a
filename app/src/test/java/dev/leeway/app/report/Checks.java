package dev.leeway.app.report;

import dev.leeway.app.check.Check;
import dev.leeway.app.check.CheckRequest;
import dev.leeway.app.check.CheckResult;
import dev.leeway.app.check.OutOfCore;
import dev.leeway.app.playbook.PlaybookFile;
import dev.leeway.app.table.CsvFormat;
import dev.leeway.app.table.Progress;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.monitor.FalseAlarmBudget;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Results of real checks, for the reports to show.
public final class Checks {

  private Checks() {}

  /// A classifier whose inputs move: `x` is shifted by 1, `city` has a new value, the answers get
  /// worse; in windows of 100 rows where asked for.
  public static CheckResult classifier(Path folder, Optional<WindowSpec> window)
      throws IOException {
    return of(
        folder,
        classified(600, 1, 0, 0.1),
        classified(500, 2, 1, 0.3),
        Map.of("answer", Role.PREDICTION, "truth", Role.LABEL),
        Instant.parse("2026-03-01T09:00:00Z"),
        window);
  }

  private static String classified(int rows, long seed, double shift, double wrong) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("x,steady,city,answer,truth\n");
    for (int row = 0; row < rows; row++) {
      boolean truth = random.nextBoolean();
      boolean answer = truth ^ (random.nextDouble() < wrong);
      text.append(
          "%.3f,%.3f,%s,%s,%s\n"
              .formatted(
                  random.nextGaussian() + shift,
                  random.nextGaussian(),
                  shift > 0 && random.nextInt(3) == 0 ? "Wien" : random.nextBoolean() ? "Rom" : "",
                  answer ? "yes" : "no",
                  truth ? "yes" : "no"));
    }
    return text.toString();
  }

  /// So many normal columns, every tenth of them shifted.
  public static String wide(int rows, List<String> names, long seed, double shift) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    names.forEach(name ->
        text.append(text.isEmpty() ? "" : ",")
            .append('"')
            .append(name.replace("\"", "\"\""))
            .append('"'));
    for (int row = 0; row < rows; row++) {
      for (int at = 0; at < names.size(); at++) {
        double value = random.nextGaussian() + (at % 10 == 0 ? shift : 0);
        text.append(at == 0 ? '\n' : ',').append(Math.round(value * 1e3) / 1e3);
      }
    }
    return text.append('\n').toString();
  }

  public static CheckResult wide(Path folder, List<String> names) throws IOException {
    return of(
        folder,
        wide(200, names, 1, 0),
        wide(200, names, 2, 1),
        Map.of(),
        Instant.parse("2026-03-01T09:00:00Z"),
        Optional.of(WindowSpec.parse("10")));
  }

  public static CheckResult of(
      Path folder, String reference, String current, Map<String, Role> roles, Instant now)
      throws IOException {
    return of(folder, reference, current, roles, now, Optional.empty());
  }

  public static CheckResult of(
      Path folder,
      String reference,
      String current,
      Map<String, Role> roles,
      Instant now,
      Optional<WindowSpec> window)
      throws IOException {
    Path before = Files.writeString(folder.resolve("reference.csv"), reference);
    Path after = Files.writeString(folder.resolve("current.csv"), current);
    CheckRequest request =
        new CheckRequest(
            List.of(before.toString()),
            List.of(after.toString()),
            Optional.empty(),
            List.of(),
            window,
            FalseAlarmBudget.standard(),
            OutOfCore.AUTO,
            CsvFormat.standard(),
            roles,
            Map.of(),
            Set.of(),
            Scoring.inferred(),
            DriftPolicy.calibrated(),
            Set.of(),
            PlaybookFile.standard(),
            Map.of());
    return Check.run(request, now, "1.0", side -> Progress.none());
  }
}
