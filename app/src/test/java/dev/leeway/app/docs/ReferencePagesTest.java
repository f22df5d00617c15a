package dev.leeway.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.drift.Method;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReferencePagesTest {

  private static final Path ROOT = Path.of(Files.isDirectory(Path.of("docs")) ? "." : "..");
  private static final Path STATS = ROOT.resolve("core/src/main/java/dev/leeway/core/stats");

  private static Map<Path, String> pages = Map.of();

  @BeforeAll
  static void write() throws IOException {
    pages = ReferencePages.pages(ROOT);
  }

  @Test
  void pagesSayWhatTheJavadocSays() throws IOException {
    assertThat(pages).isNotEmpty();
    for (Map.Entry<Path, String> page : pages.entrySet()) {
      assertThat(page.getKey()).as("run ./dev docs").exists();
      assertThat(Files.readString(page.getKey()))
          .as("%s is stale: run ./dev docs", page.getKey())
          .isEqualTo(page.getValue());
    }
    try (Stream<Path> files =
        Files.list(ROOT.resolve(ReferencePages.FAMILIES).resolveSibling(""))) {
      assertThat(files.filter(file -> file.toString().endsWith(".md")))
          .as("pages that no family has")
          .isSubsetOf(pages.keySet());
    }
  }

  @Test
  void everyPublicClassOfTheStatisticsIsOnAPage() throws Exception {
    List<String> listed =
        ReferencePages.Family.read(ROOT).stream()
            .flatMap(family -> family.classes().stream())
            .toList();
    assertThat(listed).doesNotHaveDuplicates();
    try (Stream<Path> sources = Files.list(STATS)) {
      for (Path source : sources.toList()) {
        String name = source.getFileName().toString().replace(".java", "");
        if (!name.equals("package-info")
            && Modifier.isPublic(Class.forName("dev.leeway.core.stats." + name).getModifiers())) {
          assertThat(listed).contains("stats." + name);
        }
      }
    }
  }

  @Test
  void theIndexLeadsToEveryPageAndThePageOfMethodsHasEveryId() throws IOException {
    String index = Files.readString(ROOT.resolve("docs/reference/statistics.md"));
    for (Path page : pages.keySet()) {
      assertThat(index).contains("(statistics/" + page.getFileName() + ")");
    }
    String methods = Files.readString(ROOT.resolve("docs/reference/statistics/drift.md"));
    for (Method method : Method.values()) {
      assertThat(methods).contains("### Method." + method.name() + "\n\n`" + method.id() + "`: [");
    }
  }

  @Test
  void referencesBecomeLinksWhereTheyLeadSomewhere() {
    Links links = new Links();
    JavaType.Member of = new JavaType.Member("of", "", "");
    links.add("a.md", new JavaType("Here", "", List.of(of)));
    links.add("b.md", new JavaType("There", "", List.of(of)));
    Prose prose = new Prose(links, "a.md", "Here");

    assertThat(prose.markdown("[#of] and [#of(int)]"))
        .isEqualTo("[`of`](#hereof) and [`of`](#hereof)");
    assertThat(prose.markdown("[dev.leeway.There#of], [There], [Nowhere#at], [#gone]"))
        .isEqualTo("[`There.of`](b.md#thereof), [`There`](b.md#there), `Nowhere.at`, `gone`");
    assertThat(prose.markdown("in [0, 1], `[#of]` and [text](c.md)"))
        .isEqualTo("in [0, 1], `[#of]` and [text](c.md)");
    assertThat(links.to("Nowhere", "a.md")).isEqualTo(Optional.empty());
  }

  @Test
  void tagsBecomeAList() {
    Prose prose = new Prose(new Links(), "a.md", "Here");
    assertThat(
            prose.markdown(
                """
                Adds.

                @param first one,
                  at least 0
                @throws ArithmeticException when too large\
                """))
        .isEqualTo(
            """
            Adds.

            - `first`: one, at least 0
            - throws `ArithmeticException` when too large\
            """);
  }
}
