package dev.leeway.app.server.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Method;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelConfigReaderTest {

  private static final Path FOLDER = Path.of("/etc/leeway");

  private static ModelConfig read(String text) {
    return ModelConfigReader.read("credit", text, "leeway.yaml", FOLDER);
  }

  @Test
  void nothingIsADayOfEverythingInferred() {
    assertThat(read(""))
        .isEqualTo(
            new ModelConfig(
                "credit",
                Map.of(),
                Map.of(),
                Set.of(),
                Scoring.inferred(),
                new WindowSpec.Span(1, WindowSpec.Unit.DAY),
                Lateness.standard(),
                LabelSettings.standard(),
                BudgetSettings.standard(),
                DriftPolicy.calibrated(),
                Set.of(),
                new ReferenceSource.Uploaded(),
                Retention.standard()));
  }

  @Test
  void everyKeyIsRead() {
    ModelConfig config =
        read(
            """
            task: classification
            prediction: approved
            score: [p_yes, p_no]
            label: repaid
            latency: seconds
            time: at
            id: application
            segment: region
            kind: {postcode: categorical, income: numeric}
            ignore: [batch]
            positive: yes
            threshold: 0.4
            main-metric: roc_auc
            top: 5
            window: 6h
            lateness: {allowed: 90s, correction: 2h, ahead: 1d}
            labels: {horizon: 30d, coverage: 0.5}
            budget: {chance: 0.05, period: 1y}
            policy: textbook
            methods: [mann-whitney]
            reference: data/spring.csv
            retention: {rows: 4w, raw-rows: false, windows: 5y}
            """);
    assertThat(config.roles())
        .containsEntry("approved", Role.PREDICTION)
        .containsEntry("p_yes", Role.SCORE)
        .containsEntry("p_no", Role.SCORE)
        .containsEntry("repaid", Role.LABEL)
        .containsEntry("seconds", Role.LATENCY)
        .containsEntry("at", Role.TIME)
        .containsEntry("application", Role.ID)
        .containsEntry("region", Role.SEGMENT)
        .hasSize(8);
    assertThat(config.kinds())
        .isEqualTo(Map.of("postcode", Kind.CATEGORICAL, "income", Kind.NUMERIC));
    assertThat(config.ignored()).containsExactly("batch");
    assertThat(config.scoring())
        .isEqualTo(
            new Scoring(
                Optional.of(Task.CLASSIFICATION),
                Optional.of("yes"),
                0.4,
                5,
                Optional.of(Metric.ROC_AUC)));
    assertThat(config.window()).isEqualTo(WindowSpec.parse("6h"));
    assertThat(config.lateness())
        .isEqualTo(new Lateness(Duration.ofSeconds(90), Duration.ofHours(2), Duration.ofDays(1)));
    assertThat(config.labels()).isEqualTo(new LabelSettings(Duration.ofDays(30), 0.5));
    assertThat(config.budget()).isEqualTo(new BudgetSettings(0.05, Duration.ofDays(365)));
    assertThat(config.policy()).isEqualTo(DriftPolicy.parse("textbook"));
    assertThat(config.methods()).containsExactly(Method.of("mann-whitney").orElseThrow());
    assertThat(config.reference())
        .isEqualTo(new ReferenceSource.File(FOLDER.resolve("data/spring.csv")));
    assertThat(config.retention())
        .isEqualTo(new Retention(Duration.ofDays(28), false, Duration.ofDays(5 * 365)));
  }

  @Test
  void jsonIsReadLikeYaml() {
    assertThat(read("{\"label\": \"repaid\", \"score\": [\"p\"], \"window\": \"5000\"}"))
        .isEqualTo(read("label: repaid\nscore: p\nwindow: 5000\n"));
  }

  @Test
  void aReferenceCanBeLearntFromTheFirstRows() {
    assertThat(read("reference: {first-rows: 5000}\nkind: {x: numeric}").reference())
        .isEqualTo(new ReferenceSource.FirstRows(5_000));
    assertThat(read("reference: {first: 7d}\nkind: {x: numeric}").reference())
        .isEqualTo(new ReferenceSource.FirstSpan(Duration.ofDays(7)));
  }

  @Test
  void allProblemsAreNamedAtOnceWithTheirLine() {
    ConfigException problems =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                read(
                    """
                    label: repaid
                    prediction: repaid
                    windw: 1d
                    window: 5 parsecs
                    threshold: high
                    lateness: {alowed: 5min}
                    labels: {coverage: 1.5}
                    budget: 0.1
                    kind: {x: number}
                    reference: {first-rows: 5}
                    main-metric: beauty
                    label: other
                    """));
    assertThat(problems.problems())
        .anySatisfy(it ->
            assertThat(it).startsWith("leeway.yaml:1: column repaid cannot be both prediction"))
        .anySatisfy(it -> assertThat(it).startsWith("leeway.yaml:3: unknown key `windw`; known"))
        .anySatisfy(it -> assertThat(it).startsWith("leeway.yaml:4: window: a window must be"))
        .contains("leeway.yaml:5: threshold: must be a finite number, was high")
        .anySatisfy(it -> assertThat(it).startsWith("leeway.yaml:6: unknown key `lateness.alowed`"))
        .contains("leeway.yaml:7: labels.coverage: must be in [0, 1], was 1.5")
        .contains("leeway.yaml:8: budget must hold keys and values")
        .anySatisfy(it -> assertThat(it).startsWith("leeway.yaml:9: kind.x: a kind must be one of"))
        .contains("leeway.yaml:10: reference.first-rows: must be a whole number from 100 on, was 5")
        .anySatisfy(it -> assertThat(it).startsWith("leeway.yaml:11: main-metric: must be one of"))
        .contains("leeway.yaml:12: the key `label` stands here for the second time");
  }

  @Test
  void whatIsNoYamlIsNamedWithItsLine() {
    assertThatThrownBy(() -> read("label: [repaid"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("leeway.yaml:")
        .hasMessageContaining("is not valid YAML");
    assertThatThrownBy(() -> read("- label"))
        .hasMessage("leeway.yaml:1: must hold keys and values, like `window: 1d`");
    assertThatThrownBy(() -> read("reference: {first-rows: 500}"))
        .hasMessageContaining("needs the kinds of all columns");
  }
}
