package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Recommendation;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.alert.Sign;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.drift.Method;
import dev.leeway.core.drift.Reason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documentation shows is what the program does.
///
/// Blocks marked `console` are run: `$ ./leeway …` as it stands (files it writes go to a temporary
/// folder), and `$ echo $?` for the exit code of the command before. A line `…` stands for any
/// lines left out.
class DocsTest {

  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "." : "..");
  private static final String EXAMPLES = "docs/examples/";
  private static final List<String> WRITING = List.of("--out", "--html", "--json");

  @TempDir Path temp;

  /// A command and the lines shown below it.
  record Step(String command, List<String> output) {}

  /// A fenced block.
  record Block(String file, int line, String language, List<String> lines) {

    List<Step> steps() {
      List<Step> steps = new ArrayList<>();
      for (int at = 0; at < lines.size(); at++) {
        if (lines.get(at).startsWith("$ ")) {
          String command = lines.get(at).substring(2);
          while (command.endsWith("\\")) {
            command = command.substring(0, command.length() - 1) + lines.get(++at).strip();
          }
          steps.add(new Step(command, new ArrayList<>()));
        } else {
          assertThat(steps).as("output before any command in %s", this).isNotEmpty();
          steps.get(steps.size() - 1).output().add(lines.get(at));
        }
      }
      return steps;
    }

    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  static List<Block> consoles() throws IOException {
    return documents().stream()
        .flatMap(file -> blocks(file).stream())
        .filter(block -> block.language().equals("console"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("consoles")
  void commandsPrintWhatIsShown(Block block) {
    int exitCode = 0;
    for (Step step : block.steps()) {
      String shown = String.join("\n", step.output()).strip();
      if (step.command().equals("echo $?")) {
        assertThat(shown).as("exit code in %s", block).isEqualTo(String.valueOf(exitCode));
      } else {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        exitCode = run(step.command(), out, err);
        String printed = asShown(err.toString() + out).strip();
        if (step.output().contains("…")) {
          assertThat(printed).as("%s: %s", block, step.command()).matches(pattern(step.output()));
        } else {
          assertThat(printed).as("%s: %s", block, step.command()).isEqualTo(shown);
        }
      }
    }
  }

  private int run(String command, StringWriter out, StringWriter err) {
    assertThat(command).startsWith("./leeway ");
    String[] arguments = command.substring("./leeway ".length()).strip().split("\\s+");
    for (int at = 0; at < arguments.length; at++) {
      arguments[at] = arguments[at].replace(EXAMPLES, ROOT.resolve(EXAMPLES) + "/");
      if (at > 0 && WRITING.contains(arguments[at - 1]) && !arguments[at].equals("-")) {
        arguments[at] = temp.resolve(arguments[at]).toString();
      }
    }
    return Leeway.run(
        Leeway.commandLine(),
        Map.of(),
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        arguments);
  }

  private String asShown(String printed) {
    return printed
        .replace(temp + "/", "")
        .replace(ROOT.resolve(EXAMPLES) + "/", EXAMPLES)
        .replace("\r\n", "\n");
  }

  private static Pattern pattern(List<String> shown) {
    String expression =
        shown.stream()
            .map(line -> line.equals("…") ? "(?s:.*)" : Pattern.quote(line))
            .collect(Collectors.joining("\n"));
    return Pattern.compile(expression);
  }

  static List<Path> documents() throws IOException {
    try (Stream<Path> inRoot = Files.list(ROOT);
        Stream<Path> inDocs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(inRoot, inDocs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Path document) {
    Pattern link = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    List<String> broken =
        link.matcher(prose(document))
            .results()
            .map(found -> found.group(1))
            .filter(target -> !target.startsWith("https://") && !leads(document, target))
            .toList();

    assertThat(broken).isEmpty();
  }

  private static boolean leads(Path document, String target) {
    int hash = target.indexOf('#');
    String name = hash < 0 ? target : target.substring(0, hash);
    Path file = name.isEmpty() ? document : document.resolveSibling(name).normalize();
    if (!Files.exists(file)) {
      return false;
    }
    return hash < 0 || anchors(file).contains(target.substring(hash + 1));
  }

  private static List<String> anchors(Path document) {
    return prose(document)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void everyOptionIsDescribed() {
    String page = text("docs/how-to/check.md");
    Leeway.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          if (name.equals("check") || name.equals("profile")) {
            command
                .getCommandSpec()
                .options()
                .forEach(option -> assertThat(page).contains("`" + option.longestName()));
          }
        });
  }

  @Test
  void everyTableOfFiguresIsThere() {
    assertThat(text("docs/calibration.md")).doesNotContain("<!-- table -->");
  }

  @Test
  void everyKeyOfTheReportIsDescribed() {
    StringWriter report = new StringWriter();
    run(
        "./leeway check --reference docs/examples/spring.csv --current docs/examples/autumn.csv"
            + " --prediction approved --label repaid --kind region=text --methods all --json -",
        report,
        new StringWriter());
    String withoutOptions =
        report.toString().replaceFirst("(?s)\"options\": \\{.*?\\n {2}},", "\"options\": 0,");
    TreeSet<String> keys =
        Pattern.compile("\"([a-z0-9_]+)\":")
            .matcher(withoutOptions)
            .results()
            .map((MatchResult key) -> key.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(keys).hasSizeGreaterThan(50);
    String page = text("docs/reference/report-json.md");
    assertThat(keys).allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
  }

  @Test
  void everyMethodKindAndReasonIsDescribed() {
    String statistics = text("docs/reference/statistics.md") + text("docs/reference/peers.md");
    assertThat(Method.values())
        .allSatisfy(method -> assertThat(statistics).contains("`" + method.id() + "`"));
    String rule = text("docs/reference/drift-rule.md");
    assertThat(DriftKind.values())
        .allSatisfy(kind -> assertThat(rule).contains("`" + kind.id() + "`"));
    String report = text("docs/reference/report-json.md");
    assertThat(Reason.values())
        .allSatisfy(reason -> assertThat(report).contains("`" + reason.id() + "`"));
  }

  @Test
  void theTableOfRecommendationsIsTheOneThatDecides() {
    String page = text("docs/reference/recommendation.md");
    List<String> rows =
        Pattern.compile("(?m)^\\| `([a-z_]+)` \\|.*\\| `([a-z_]+)` \\|$")
            .matcher(page)
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Stream.of(Recommendation.Ground.values())
                .map(ground -> ground.id() + " " + ground.action().id())
                .toList());
    assertThat(Sign.values())
        .allSatisfy(sign -> assertThat(page).contains("| `" + sign.id() + "` |"));
  }

  @Test
  void thePlaybooksKeysAreDescribed() {
    String page = text("docs/how-to/playbook.md");

    assertThat(AlertType.values())
        .allSatisfy(type -> assertThat(page).contains("`" + type.id() + "`"));
    assertThat(Severity.values())
        .allSatisfy(severity -> assertThat(page).contains("`" + severity.id() + "`"));
  }

  @Test
  void theEmbeddingExampleIsTheCompiledOne() {
    String compiled =
        squeezed(text("core/src/test/java/dev/leeway/core/EmbeddingExampleTest.java"));
    List<Block> examples =
        blocks(ROOT.resolve("docs/embedding.md")).stream()
            .filter(block -> block.language().equals("java"))
            .toList();

    assertThat(examples).isNotEmpty();
    assertThat(examples)
        .allSatisfy(
            example -> assertThat(compiled).contains(squeezed(String.join("\n", example.lines()))));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }

  private static String text(String name) {
    return String.join("\n", lines(ROOT.resolve(name)));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }

  /// The document without its fenced blocks.
  private static String prose(Path document) {
    StringBuilder prose = new StringBuilder();
    boolean fenced = false;
    for (String line : lines(document)) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced) {
        prose.append(line).append('\n');
      }
    }
    return prose.toString();
  }

  private static List<Block> blocks(Path document) {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = lines(document);
    int start = -1;
    for (int at = 0; at < lines.size(); at++) {
      if (!lines.get(at).startsWith("```")) {
        continue;
      }
      if (start < 0) {
        start = at;
      } else {
        String language = lines.get(start).substring(3).strip();
        List<String> content = lines.subList(start + 1, at);
        blocks.add(new Block(document.normalize().toString(), start + 1, language, content));
        start = -1;
      }
    }
    return blocks;
  }
}
