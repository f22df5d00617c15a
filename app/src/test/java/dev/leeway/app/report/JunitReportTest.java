package dev.leeway.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.check.CheckResult;
import dev.leeway.core.alert.Severity;
import dev.leeway.core.monitor.Component;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitReportTest {

  @TempDir private Path folder = Path.of("");

  private static Element read(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
        .getDocumentElement();
  }

  private static List<Element> all(Element parent, String tag) {
    NodeList nodes = parent.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int at = 0; at < nodes.getLength(); at++) {
      elements.add((Element) nodes.item(at));
    }
    return elements;
  }

  @Test
  void everyComponentIsASuite() throws Exception {
    CheckResult check = Checks.classifier(folder, Optional.empty());
    Element suites = read(JunitReport.write(check, Optional.of(Severity.HIGH)));

    assertThat(all(suites, "testsuite"))
        .extracting(suite -> suite.getAttribute("name"))
        .containsExactlyElementsOf(
            List.of(Component.values()).stream().map(Component::title).toList());
    assertThat(all(suites, "testsuite"))
        .allSatisfy(suite ->
            assertThat(suite.getAttribute("tests")).isEqualTo("" + all(suite, "testcase").size()));
    assertThat(suites.getAttribute("failures")).isEqualTo("" + all(suites, "failure").size());
  }

  @Test
  void onlyWhatReachesTheLimitFails() throws Exception {
    CheckResult check = Checks.classifier(folder, Optional.empty());

    Element critical = read(JunitReport.write(check, Optional.of(Severity.CRITICAL)));
    assertThat(all(critical, "failure"))
        .extracting(failure -> ((Element) failure.getParentNode()).getAttribute("name"))
        .containsExactly("accuracy (main)");
    Element low = read(JunitReport.write(check, Optional.of(Severity.LOW)));
    assertThat(all(low, "failure"))
        .extracting(failure -> ((Element) failure.getParentNode()).getAttribute("name"))
        .contains("accuracy (main)", "x", "city")
        .doesNotContain("steady");
    assertThat(all(read(JunitReport.write(check, Optional.empty())), "failure")).isEmpty();
  }

  @Test
  void oddNamesKeepTheXmlWellFormed() throws Exception {
    List<String> names = List.of("<a b='\">&", "\u0007bell", "\ufffe", "\ud83e\udd8a", "]]>");
    Element suites = read(JunitReport.write(Checks.wide(folder, names), Optional.of(Severity.LOW)));

    assertThat(all(suites, "testcase"))
        .extracting(of -> of.getAttribute("name"))
        .contains("<a b='\">&", "·bell", "\ud83e\udd8a", "]]>");
  }
}
