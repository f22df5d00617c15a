package dev.leeway.app.report;

import dev.leeway.app.check.Check;
import dev.leeway.app.check.CheckRequest;
import dev.leeway.app.check.CheckResult;
import dev.leeway.app.playbook.PlaybookFile;
import dev.leeway.app.table.CsvFormat;
import dev.leeway.app.table.Progress;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.profile.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Results of real checks, for the reports to show.
final class Checks {

  private Checks() {}

  static CheckResult of(
      Path folder, String reference, String current, Map<String, Role> roles, Instant now)
      throws IOException {
    Path before = Files.writeString(folder.resolve("reference.csv"), reference);
    Path after = Files.writeString(folder.resolve("current.csv"), current);
    CheckRequest request =
        new CheckRequest(
            List.of(before.toString()),
            List.of(after.toString()),
            Optional.empty(),
            List.of(),
            Optional.empty(),
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
