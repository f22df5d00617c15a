package dev.leeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ReferenceSource;
import dev.leeway.app.server.model.ServerConfig;
import dev.leeway.app.server.model.ServerConfigReader;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

  @TempDir Path folder;
  private Session session;

  @BeforeEach
  void reference() {
    StringBuilder rows = new StringBuilder("row,when,age,a: #odd,Y-Pred,proba,target\n");
    for (int row = 0; row < 60; row++) {
      rows.append(
          "r%d,2026-01-%02dT00:00:00Z,%d.5,%s,yes,0.%d,%s\n"
              .formatted(
                  row * 7 % 60, 1 + row / 2, 20 + row, row % 3 == 0 ? "x" : "null", row, "no"));
    }
    session = new Session(folder).file("data/credit risk.2026.csv", rows.toString());
  }

  private int init(String... more) {
    String[] all = new String[more.length + 5];
    String[] first = {
      "init", "--reference", "{dir}/data/credit risk.2026.csv", "--out", "{dir}/leeway.yaml"
    };
    System.arraycopy(first, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return session.run(all);
  }

  private ServerConfig written() {
    return ServerConfigReader.read(folder.resolve("leeway.yaml"));
  }

  @Test
  void theFileIsReadableAndSaysWhatWasGuessed() throws Exception {
    assertThat(init()).as(session.err()).isZero();
    ServerConfig config = written();
    assertThat(config)
        .usingRecursiveComparison()
        .ignoringFields("models")
        .isEqualTo(ServerConfig.standard(folder));
    ModelConfig model = config.models().get(0).config();
    assertThat(model.name()).isEqualTo("credit-risk");
    assertThat(model.reference())
        .isEqualTo(new ReferenceSource.File(folder.resolve("data/credit risk.2026.csv")));
    assertThat(model.roles())
        .isEqualTo(
            Map.of(
                "Y-Pred",
                Role.PREDICTION,
                "proba",
                Role.SCORE,
                "target",
                Role.LABEL,
                "when",
                Role.TIME));
    assertThat(model)
        .as("what is written out is what holds without it")
        .usingRecursiveComparison()
        .ignoringFields("name", "roles", "reference")
        .isEqualTo(ServerConfigReader.read("models: {m: }", "x", folder).models().get(0).config());
    assertThat(session.out())
        .contains(
            "Guessed by its name: Y-Pred is the prediction",
            "Guessed by its name: proba is the score",
            "Guessed by its name: target is the label",
            "Wrote {dir}/leeway.yaml: the model credit-risk and its 7 columns");
    assertThat(Files.readString(folder.resolve("leeway.yaml")))
        .contains(
            "    prediction: Y-Pred                            # a guess, by its name\n",
            "    time: when                                    # the time, as it never falls",
            "    #   age        numeric      numbers\n",
            "    #   \"a: #odd\"  categorical  1 distinct string\n")
        .doesNotContain("\t", " \n");
  }

  @Test
  void whatIsGivenWins() {
    assertThat(
            init(
                "--model",
                "m.1",
                "--prediction",
                "target",
                "--label",
                "Y-Pred",
                "--segment",
                "a: #odd",
                "--ignore",
                "proba",
                "--kind",
                "age=categorical",
                "--task",
                "classification",
                "--positive",
                "yes",
                "--threshold",
                "0.7",
                "--main-metric",
                "f1"))
        .as(session.err())
        .isZero();
    ModelConfig model = written().models().get(0).config();
    assertThat(model.name()).isEqualTo("m.1");
    assertThat(model.roles())
        .containsEntry("target", Role.PREDICTION)
        .containsEntry("Y-Pred", Role.LABEL)
        .containsEntry("a: #odd", Role.SEGMENT)
        .doesNotContainKey("proba");
    assertThat(model.ignored()).containsExactly("proba");
    assertThat(model.kinds()).isEqualTo(Map.of("age", Kind.CATEGORICAL));
    assertThat(model.scoring().task()).isEqualTo(Optional.of(Task.CLASSIFICATION));
    assertThat(model.scoring().positive()).hasValue("yes");
    assertThat(model.scoring().threshold()).isEqualTo(0.7);
    assertThat(session.out()).doesNotContain("Guessed");
  }

  @Test
  void aFileThatIsThereIsNotWrittenOver() throws Exception {
    session.file("leeway.yaml", "mine");
    assertThat(init()).isEqualTo(2);
    assertThat(session.err())
        .contains("{dir}/leeway.yaml is there already; --force writes over it");
    assertThat(folder.resolve("leeway.yaml")).hasContent("mine");
    assertThat(init("--force")).isZero();
    assertThat(written().models()).hasSize(1);
  }

  @Test
  void badInputIsSaidInASentence() {
    assertThat(init("--model", "a/b")).isEqualTo(2);
    assertThat(session.err()).contains("--model must be 1 to 100 letters").contains("a/b");
    assertThat(init("--label", "nowhere")).isEqualTo(2);
    assertThat(session.err()).contains("has no column nowhere");
    assertThat(session.run("init", "--reference", "{dir}/none.csv")).isEqualTo(2);
    assertThat(session.err()).contains("none.csv");
    assertThat(session.run("init")).isEqualTo(2);
    assertThat(session.err()).contains("--reference");
    assertThat(folder.resolve("leeway.yaml")).doesNotExist();
  }

  @Test
  void checkLeavesTheWrittenFileAlone() {
    assertThat(init()).isZero();
    String data = "{dir}/data/credit risk.2026.csv";
    assertThat(session.run("profile", data, "--config", "{dir}/leeway.yaml")).isZero();
  }
}
