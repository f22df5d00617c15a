package dev.leeway.app.demo;

import dev.leeway.app.check.CheckResult;
import dev.leeway.app.report.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A credit-scoring model through half a year of production in which four things happen, a check of
/// it by Leeway, and what was found beside what happened.
///
/// The same seed and size give the same files and the same findings, to the byte.
public final class CreditDemo {

  /// When the check is made, in the demo's time.
  public static final Instant NOW = Storyline.END.atStartOfDay().toInstant(ZoneOffset.UTC);

  private static final int STEPS = 4;
  private static final List<String> STARTING_LINES = List.of("--labels", "--prediction", "--time");

  private final PrintWriter out;
  private final Path folder;
  private final long seed;
  private final double perDay;
  private final Storyline story = Storyline.standard();
  private int step;

  /// @param out where the demo tells what it does
  /// @param folder where all files go; it is made if need be
  /// @param seed of everything that is drawn
  /// @param perDay applications on an ordinary day
  public CreditDemo(PrintWriter out, Path folder, long seed, double perDay) {
    this.out = out;
    this.folder = folder;
    this.seed = seed;
    this.perDay = perDay;
  }

  /// Writes the data: reference, production by month, and labels.
  public void simulate() throws IOException {
    out.printf(
        Locale.ROOT,
        "Leeway demo: half a year of a credit-scoring model, simulated with seed %d%n",
        seed);
    begin("Scorecard");
    CreditWorld world = new CreditWorld(seed, perDay, story);
    List<Application> training = world.between(Storyline.TRAINING, Storyline.REFERENCE);
    Scorecard scorecard = Scorecard.train(training);
    say("trained on %,d applications from %s on", training.size(), Storyline.TRAINING);
    begin("Data");
    CreditFiles files = new CreditFiles(data(), scorecard);
    List<Application> reference = world.between(Storyline.REFERENCE, Storyline.PRODUCTION);
    files.reference(reference);
    say("reference   %,7d applications from %s on", reference.size(), Storyline.REFERENCE);
    List<Application> production = world.between(Storyline.PRODUCTION, Storyline.END);
    files.production(production);
    files.labels(production, Storyline.END);
    say(
        "production  %,7d applications from %s to %s; each label comes %d days later",
        production.size(), Storyline.PRODUCTION, Storyline.END.minusDays(1), Storyline.LABEL_DAYS);
    begin("Check");
    command().forEach(line -> say("%s", line));
    out.flush();
  }

  private Path data() {
    return folder.resolve("data");
  }

  /// What to give to `leeway check`, in pairs of option and value.
  public List<String> checkArguments() {
    return List.of(
        "--reference",
        data().resolve("reference.csv").toString(),
        "--current",
        data().resolve("production").toString(),
        "--labels",
        data().resolve("labels.csv").toString(),
        "--id",
        "application",
        "--label",
        "defaulted",
        "--prediction",
        "flagged",
        "--score",
        "default_probability",
        "--latency",
        "latency",
        "--time",
        "applied_at",
        "--window",
        "1d",
        "--out",
        folder.toString());
  }

  /// The check as a command to type, with as many options on a line as a terminal has room for.
  private List<String> command() {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder("./leeway check");
    List<String> arguments = checkArguments();
    for (int at = 0; at < arguments.size(); at += 2) {
      String option = arguments.get(at);
      if (STARTING_LINES.contains(option)) {
        lines.add(line + " \\");
        line = new StringBuilder("   ");
      }
      line.append(' ').append(option).append(' ').append(quoted(arguments.get(at + 1)));
    }
    lines.add(line.toString());
    return lines;
  }

  private static String quoted(String argument) {
    return argument.matches("[\\w./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
  }

  /// What was found beside what happened: the content of `events.json`.
  public String events(CheckResult check) {
    return Json.text(outcome(check).toMap(seed));
  }

  private Outcome outcome(CheckResult check) {
    return Outcome.of(story.events(), Sighting.of(check));
  }

  /// Tells the end of the story, and whether every event was found and nothing else.
  public boolean conclude(CheckResult check) {
    Outcome outcome = outcome(check);
    begin("What happened, and what was found");
    out.println();
    OutcomeText.lines(outcome, check.playbook()).forEach(line -> say("%s", line));
    out.println();
    say("report  %s", folder.resolve("report.html"));
    say("events  %s", folder.resolve("events.json"));
    say("again   the command under [3/%d]", STEPS);
    out.println();
    say("%s", outcome.verdict());
    return outcome.isPerfect();
  }

  private void begin(String title) {
    step++;
    out.println();
    out.printf(Locale.ROOT, "[%d/%d] %s%n", step, STEPS, title);
    out.flush();
  }

  private void say(String format, Object... values) {
    out.println(("  " + String.format(Locale.ROOT, format, values)).stripTrailing());
    out.flush();
  }
}
