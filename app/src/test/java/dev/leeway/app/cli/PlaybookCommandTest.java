package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.playbook.PlaybookFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybookCommandTest {

  private static final String OURS =
      "label_drift:\n  low:\n    - {text: Ask the risk desk., owner: risk desk}\n";

  @TempDir Path folder;

  @Test
  void itPrintsTheStandardPlaybookAsPeopleEditIt() {
    Session session = new Session(folder);

    assertThat(session.run("playbook")).isZero();
    assertThat(session.out()).isEqualTo(PlaybookFile.standardText());
    assertThat(session.err()).isEmpty();
  }

  @Test
  void itWritesAFile() {
    Session session = new Session(folder);

    assertThat(session.run("playbook", "--out", "{dir}/ours/playbook.yaml")).isZero();
    assertThat(folder.resolve("ours/playbook.yaml")).hasContent(PlaybookFile.standardText());
    assertThat(session.out()).isEmpty();
    assertThat(session.err()).isEqualTo("Wrote {dir}/ours/playbook.yaml\n");
  }

  @Test
  void itShowsAPlaybookWithWhatItLeavesAsItIs() {
    Session session = new Session(folder).file("ours.yaml", OURS);

    assertThat(session.run("playbook", "--playbook", "{dir}/ours.yaml")).isZero();
    assertThat(session.out())
        .contains(
            "label_drift:\n  low:\n    - text: \"Ask the risk desk.\"\n      owner: \"risk desk\"\n")
        .contains("performance_degradation:\n  low:\n")
        .doesNotContain("labels are complete");
  }

  @Test
  void itNeverWritesOverTheFileItRead() {
    Session session = new Session(folder).file("ours.yaml", OURS);

    assertThat(session.run("playbook", "--playbook", "{dir}/ours.yaml", "--out", "{dir}/ours.yaml"))
        .isEqualTo(2);
    assertThat(session.err())
        .isEqualTo("leeway playbook: cannot write {dir}/ours.yaml: it is an input\n");
    assertThat(folder.resolve("ours.yaml")).hasContent(OURS);
  }

  @Test
  void aBadPlaybookIsRefusedWithAllItsProblems() {
    Session session =
        new Session(folder).file("ours.yaml", "drift: {}\nlabel_drift:\n  low:\n    - text: x\n");

    assertThat(session.run("playbook", "--playbook", "{dir}/ours.yaml")).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.err())
        .startsWith("leeway playbook: {dir}/ours.yaml:1: unknown alert type `drift`; known are ")
        .contains("{dir}/ours.yaml:4: a step of label_drift, low has no owner\n");
  }
}
