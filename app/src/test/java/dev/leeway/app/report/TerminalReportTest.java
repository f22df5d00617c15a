package dev.leeway.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.check.CheckResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalReportTest {

  @TempDir Path folder;

  static Stream<List<String>> names() {
    return Stream.of(
        List.of("a".repeat(300), "word ".repeat(60).strip()),
        List.of("😀".repeat(150), "価格".repeat(20), "e\u0301".repeat(100), "👩\u200d🔬".repeat(20)),
        List.of("\u001b[31mred", "two\nlines", "bell\u0007", "\u202eturned", "\u0085next"),
        IntStream.range(0, 200).mapToObj(at -> "column number " + at).toList());
  }

  @ParameterizedTest
  @MethodSource("names")
  void noLineIsWiderThanTheTerminal(List<String> names) throws IOException {
    CheckResult result = result(names);

    fits(ProfileReport.text(result.reference()), 100);
    for (int width : new int[] {80, 91, 92, 100, 120}) {
      fits(TerminalReport.write(result, false, width), width);
    }
  }

  private static void fits(String report, int width) {
    assertThat(report.lines())
        .allSatisfy(line -> {
          assertThat(DisplayWidth.of(line)).as(line).isLessThanOrEqualTo(width);
          assertThat(line).doesNotContainPattern("[\\p{Cc}\\u202a-\\u202e]");
        });
  }

  @Test
  void columnsOfNamesInAnyScriptStandBelowEachOther() throws IOException {
    List<String> names = List.of("plain", "価格価格", "e\u0301", "\u05e9\u05dd", "\ud83d\ude00");
    CheckResult result = result(names);

    for (String report :
        List.of(TerminalReport.write(result, false, 80), ProfileReport.text(result.reference()))) {
      assertThat(
              report
                  .lines()
                  .filter(
                      line -> line.matches(".* (ks|chi-square|numeric|categorical) .*%.*[▁-█].*"))
                  .map(line -> DisplayWidth.of(line.replaceFirst("%.*", "")))
                  .distinct())
          .as(report)
          .hasSize(1);
    }
    assertThat(TerminalReport.write(result, false, 80)).contains("\u05e9\u05dd\u200e ");
  }

  @Test
  void aTableThatIsTooWideLosesBlanksThenIntervalsThenEndsOfNames() {
    ReportTable table = new ReportTable("window", ">rows", "accuracy", "change");
    table.add("2024-01-01 (reference)", "100", "95.0 % (88.8 … 97.8)", "−6.0 pts, pending");

    String full = "2024-01-01 (reference)   100  95.0 % (88.8 … 97.8)  −6.0 pts, pending";
    assertThat(table.lines(69).get(1)).isEqualTo(full);
    assertThat(table.lines(68).get(1)).isEqualTo(full.replace("  ", " "));
    assertThat(table.lines(65).get(1))
        .isEqualTo("2024-01-01 (referenc…  100 95.0 % (88.8 … 97.8) −6.0 pts, pending");
    assertThat(table.lines(58).get(1))
        .isEqualTo("2024-01-01 (reference)   100  95.0 %    −6.0 pts, pending");
    assertThat(table.lines(50).get(1))
        .isEqualTo("2024-01-01 (refer…  100 95.0 %   −6.0 pts, pending");
    assertThat(table.lines(30).get(1)).isEqualTo("2024-01-01 …  100 95.0 %   −6…");
  }

  @Test
  void coloursTakeNoRoom() throws IOException {
    CheckResult result = result(List.of("a", "b"));

    assertThat(TerminalReport.write(result, true, 100).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(TerminalReport.write(result, false, 100));
  }

  @Test
  void widthCountsWhatATerminalShows() {
    assertThat(DisplayWidth.of("abc")).isEqualTo(3);
    assertThat(DisplayWidth.of("価格")).isEqualTo(4);
    assertThat(DisplayWidth.of("😀")).isEqualTo(2);
    assertThat(DisplayWidth.of("e\u0301")).isEqualTo(1);
    assertThat(TerminalReport.shortened("価格価格", 6)).isEqualTo("価格…");
  }

  /// Of every three columns one drifts, one gets new categories and one stays.
  private CheckResult result(List<String> names) throws IOException {
    return Checks.of(folder, table(names, false), table(names, true), Map.of(), Instant.EPOCH);
  }

  private static String table(List<String> names, boolean drifted) {
    StringBuilder text =
        new StringBuilder(
            names.stream()
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(",", "", "\n")));
    for (int row = 0; row < 100; row++) {
      for (int at = 0; at < names.size(); at++) {
        String category = drifted ? "new " + "x".repeat(120) : "old";
        String cell =
            switch (at % 3) {
              case 0 -> (drifted ? 50 + row : row) + ".5";
              case 1 -> row % 2 == 0 ? category : "kept";
              default -> row + ".25";
            };
        text.append(at == 0 ? "" : ",").append(cell);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
