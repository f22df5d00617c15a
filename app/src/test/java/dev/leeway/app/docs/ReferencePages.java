package dev.leeway.app.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a page of reference for each family of classes from their Javadoc, so that a formula is
/// explained in one place. `./dev docs` runs it straight from its source, with the JDK alone.
public final class ReferencePages {

  /// The table of pages: name, title and classes, divided by bars.
  static final String FAMILIES = "docs/reference/statistics/families.txt";

  private static final String SOURCES = "core/src/main/java/dev/leeway/core";
  private static final String NOTICE =
      "<!-- Written by ./dev docs from the Javadoc; change it there. -->";

  private ReferencePages() {}

  /// @param arguments the repository's folder
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    for (Map.Entry<Path, String> page : pages(root).entrySet()) {
      Files.writeString(page.getKey(), page.getValue());
      System.out.println("Wrote " + page.getKey());
    }
  }

  /// A page of reference.
  record Family(String name, String title, List<String> classes) {

    static List<Family> read(Path root) throws IOException {
      List<Family> families = new ArrayList<>();
      for (String line : Files.readAllLines(root.resolve(FAMILIES))) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] cells = line.split("\\|", -1);
          families.add(
              new Family(
                  cells[0].strip(), cells[1].strip(), List.of(cells[2].strip().split(" +"))));
        }
      }
      return families;
    }
  }

  /// The text of every page by its file.
  static Map<Path, String> pages(Path root) throws IOException {
    List<Family> families = Family.read(root);
    Links links = new Links();
    Map<Family, List<JavaType>> types = new LinkedHashMap<>();
    for (Family family : families) {
      List<JavaType> ofFamily = new ArrayList<>();
      for (String name : family.classes()) {
        Path source = root.resolve(SOURCES).resolve(name.replace('.', '/') + ".java");
        JavaType type = JavaType.read(source);
        links.add(family.name() + ".md", type);
        ofFamily.add(type);
      }
      types.put(family, ofFamily);
    }
    Map<Path, String> pages = new LinkedHashMap<>();
    types.forEach((family, ofFamily) -> {
      StringBuilder page = new StringBuilder(NOTICE + "\n\n# " + family.title() + "\n");
      for (JavaType type : ofFamily) {
        append(page, type, new Prose(links, family.name() + ".md", type.name()));
      }
      Path folder = root.resolve(FAMILIES).resolveSibling("");
      pages.put(folder.resolve(family.name() + ".md"), page.toString());
    });
    return pages;
  }

  private static void append(StringBuilder page, JavaType type, Prose prose) {
    page.append("\n## ").append(type.name()).append('\n');
    paragraph(page, prose.markdown(type.documentation()));
    String heading = "";
    for (JavaType.Member member : type.members()) {
      if (!heading.equals(member.name())) {
        heading = member.name();
        page.append("\n### ").append(type.name()).append('.').append(heading).append('\n');
      }
      if (!member.signature().isEmpty()) {
        page.append("\n```java\n").append(member.signature()).append("\n```\n");
      }
      paragraph(page, prose.markdown(member.documentation()));
    }
  }

  private static void paragraph(StringBuilder page, String text) {
    if (!text.isEmpty()) {
      page.append('\n').append(text).append('\n');
    }
  }
}
