package dev.leeway.app.demo;

import dev.leeway.app.demo.Outcome.Match;
import dev.leeway.app.report.ReportTable;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.alert.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened beside what was found, in lines for a terminal of 100 columns.
final class OutcomeText {

  private static final int WIDTH = 96;

  private OutcomeText() {}

  static List<String> lines(Outcome outcome, Playbook playbook) {
    ReportTable table =
        new ReportTable("event", "feature", "starts", "found", ">after", "severity", "what to do");
    outcome.events().forEach(match -> table.add(row(match)));
    List<String> lines = new ArrayList<>(table.lines(WIDTH));
    for (Match match : outcome.events()) {
      lines.add("");
      lines.addAll(wrapped(match.event().id() + ": " + match.event().story() + "."));
      match
          .by()
          .ifPresent(by -> {
            Playbook.Step first = playbook.steps(by.type(), by.severity()).get(0);
            lines.addAll(wrapped("First step (%s): %s".formatted(first.owner(), first.text())));
          });
    }
    lines.add("");
    lines.add("False alarms: " + outcome.falseAlarms().size());
    for (Sighting alarm : outcome.falseAlarms()) {
      lines.add(
          "  %s  %s%s, %s"
              .formatted(
                  alarm.window(),
                  alarm.type().id(),
                  alarm.column().isEmpty() ? "" : " of " + alarm.column(),
                  alarm.severity().id()));
    }
    return lines;
  }

  private static String[] row(Match match) {
    String days = match.days().map(count -> count + (count == 1 ? " day" : " days")).orElse("");
    return new String[] {
      match.event().id(),
      match.event().feature(),
      match.event().start().toString(),
      match.by().map(by -> by.knownOn().toString()).orElse("missed"),
      days,
      match.by().map(by -> by.severity().id().toUpperCase(Locale.ROOT)).orElse(""),
      match.by().map(Sighting::severity).map(Severity::action).orElse("")
    };
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() + 1 > WIDTH) {
        lines.add(line.toString());
        line = new StringBuilder("  ");
      }
      line.append(line.toString().isBlank() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
