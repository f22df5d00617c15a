package dev.leeway.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.monitor.WindowSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownReportTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void everyPartIsThere() throws IOException {
    String text =
        MarkdownReport.write(Checks.classifier(folder, Optional.of(WindowSpec.parse("100"))));

    assertThat(text)
        .contains("**Recommendation: ", "### critical: ", "\n1. ")
        .contains("| Performance metrics | drifted | Accuracy ")
        .contains("## Performance metrics", "## Columns", "## Windows")
        .contains("| x | feature | drifted | ");
  }

  @Test
  void everyRowOfATableHasAsManyCellsAsItsHead() throws IOException {
    List<String> names = List.of("a|b", "*c*", "<script>", "line\u2028break", "[link](x)");
    int cells = 0;
    for (String line : MarkdownReport.write(Checks.wide(folder, names)).split("\n", -1)) {
      int here = line.startsWith("|") ? line.split("(?<!\\\\)\\|", -1).length : 0;
      if (cells > 0 && here > 0) {
        assertThat(here).as(line).isEqualTo(cells);
      }
      cells = here;
    }
  }

  @Test
  void namesAreTextAndNotMarkup() {
    assertThat(MarkdownReport.escaped("a|b *c* <script> [x](y)\n"))
        .isEqualTo("a\\|b \\*c\\* \\<script\\> \\[x\\]\\(y\\)·");
  }
}
