package dev.leeway.app.server.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.ingest.Intake;
import dev.leeway.app.server.ingest.Received;
import dev.leeway.app.server.log.LogOptions;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelConfigReader;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows.Evaluated;
import dev.leeway.app.server.store.Windows.Point;
import dev.leeway.app.server.store.Windows.StoredAlarm;
import dev.leeway.app.server.store.Windows.StoredFinding;
import dev.leeway.app.server.store.Windows.Window;
import dev.leeway.app.server.window.Applier;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.Models;
import dev.leeway.app.server.window.VersionState;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.TextData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model's days, from the door to the findings, with the real log and the real database.
@SuppressWarnings("NullAway.Init") // each test opens the server with a configuration of its own
class EvaluatorTest {

  private static final long DAY = 86_400_000_000L;
  private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final int ROWS = 200;

  private static final String CONFIG =
      """
      label: repaid
      prediction: approved
      score: p
      time: at
      id: who
      window: 1d
      """;

  @TempDir Path folder;
  private Store store;
  private SegmentLog log;
  private Models models;
  private References references;
  private Applier applier;
  private Evaluator evaluator;
  private Intake intake;
  private ModelState model;

  private void open(String config) {
    store = Store.open(folder, 200_000_000);
    log = SegmentLog.open(folder.resolve("log"), LogOptions.DEFAULT);
    models = Models.load(store, EvaluatorTest::read);
    model = models.find("credit").orElseGet(() -> models.put(read("credit", config), config, NOW));
    references = new References(folder, models);
    evaluator = new Evaluator(store, models, references, InstantSource.fixed(NOW), "test");
    applier = new Applier(log, store, models, evaluator::wake);
    applier.start();
    evaluator.start();
    intake = new Intake(log, 1_000_000);
  }

  private static ModelConfig read(String name, String text) {
    return ModelConfigReader.read(name, text, name, Path.of(""));
  }

  @AfterEach
  void close() {
    applier.close();
    evaluator.close();
    log.close();
    store.close();
  }

  /// One row of a day: income with a shift, and a label that follows the score.
  private record Row(String id, long time, double income, double age, double p, String repaid) {}

  private static List<Row> day(int day, double shift, double honesty) {
    Random random = new Random(day);
    List<Row> rows = new ArrayList<>();
    long start = ChronoUnit.MICROS.between(Instant.EPOCH, FIRST) + day * DAY;
    for (int row = 0; row < ROWS; row++) {
      double income = 30_000 + 5_000 * random.nextGaussian() + shift;
      double p = 1 / (1 + Math.exp(-(income - shift - 30_000) / 3_000));
      boolean follows = random.nextDouble() < honesty;
      boolean repaid = follows ? random.nextDouble() < p : random.nextDouble() >= p;
      rows.add(
          new Row(
              "d%d-%d".formatted(day, row),
              start + row * (DAY / ROWS),
              income,
              40 + 9 * random.nextGaussian(),
              p,
              repaid ? "yes" : "no"));
    }
    return rows;
  }

  private Path reference(int days) throws Exception {
    StringBuilder text = new StringBuilder("who,at,income,age,p,approved,repaid\n");
    for (int day = -days; day < 0; day++) {
      for (Row row : day(day, 0, 1)) {
        text.append(
            "%s,%s,%s,%s,%s,%s,%s%n"
                .formatted(
                    row.id(),
                    Instant.EPOCH.plus(row.time(), ChronoUnit.MICROS),
                    row.income(),
                    row.age(),
                    row.p(),
                    row.p() > .5 ? "yes" : "no",
                    row.repaid()));
      }
    }
    Path file = folder.resolve("uploaded.csv");
    Files.writeString(file, text);
    return file;
  }

  private void send(List<Row> rows) throws InterruptedException {
    PredictionBatch batch =
        new PredictionBatch(
            rows.stream().map(Row::id).toList(),
            rows.stream().map(row -> "1").toList(),
            rows.stream().mapToLong(Row::time).toArray(),
            new Batch(
                List.of("income", "age", "p", "approved"),
                List.of(
                    NumericData.of(rows.stream().mapToDouble(Row::income).toArray()),
                    NumericData.of(rows.stream().mapToDouble(Row::age).toArray()),
                    NumericData.of(rows.stream().mapToDouble(Row::p).toArray()),
                    TextData.of(
                        rows.stream()
                            .map(row -> row.p() > .5 ? "yes" : "no")
                            .toArray(String[]::new))),
                rows.size()));
    intake.predictions(
        model.number(),
        new Received<>(batch, new int[0], List.of(), List.of(), 0),
        Instant.EPOCH.plus(rows.getLast().time(), ChronoUnit.MICROS));
  }

  private void label(List<Row> rows) throws InterruptedException {
    LabelBatch batch =
        new LabelBatch(
            rows.stream().map(Row::id).toList(),
            rows.stream().map(Row::repaid).toList(),
            rows.stream().mapToLong(Row::time).toArray());
    intake.labels(model.number(), new Received<>(batch, new int[0], List.of(), List.of(), 0), NOW);
  }

  private void judged() throws InterruptedException {
    long end = log.durableEnd();
    while (applier.next() < end || evaluator.waiting() > 0) {
      assertThat(applier.problem()).isEmpty();
      assertThat(evaluator.problem()).isEmpty();
      Thread.sleep(20);
    }
  }

  private VersionState version() {
    return model.version("1").orElseThrow();
  }

  private List<StoredFinding> findings(int day) {
    long start = ChronoUnit.MICROS.between(Instant.EPOCH, FIRST) + day * DAY;
    return store.read(s -> s.windows().findings(version().number(), start, start + 1));
  }

  private void awaitFindings(int day) throws InterruptedException {
    long end = System.nanoTime() + 30_000_000_000L;
    while ((model.version("1").isEmpty() || findings(day).isEmpty()) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  private List<StoredAlarm> alarms() {
    return store.read(s -> s.windows().alarms(version().number(), Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private List<Point> accuracy() {
    return store.read(s ->
        s.windows().series(version().number(), "", "accuracy", Long.MIN_VALUE, Long.MAX_VALUE));
  }

  @Test
  void aShiftIsAFindingOfItsDaysAndAnAlarmWithItsBeginning() throws Exception {
    open(CONFIG);
    references.set(model, ModelState.DEFAULT, reference(30), NOW);
    for (int day = 0; day < 20; day++) {
      send(day(day, day < 8 ? 0 : 5_000, 1));
    }
    judged();
    assertThat(findings(3))
        .filteredOn(finding -> finding.component().equals("feature_drift"))
        .extracting(StoredFinding::verdict)
        .containsExactly("stable");
    assertThat(findings(10))
        .filteredOn(finding -> finding.component().equals("feature_drift"))
        .extracting(StoredFinding::verdict)
        .containsExactly("drifted");
    assertThat(findings(3))
        .filteredOn(finding -> finding.component().equals("performance_metrics"))
        .extracting(StoredFinding::verdict)
        .containsExactly("inconclusive");
    assertThat(alarms()).extracting(StoredAlarm::columns).containsOnly("income");
    assertThat(alarms().get(0).sentence()).contains("income: values rose since 2026-03-0");
    long begin = ChronoUnit.MICROS.between(Instant.EPOCH, FIRST) + 8 * DAY;
    assertThat(begin).isBetween(alarms().get(0).low(), alarms().get(0).high());
    Evaluated whole =
        store.<List<Evaluated>>read(s -> s.windows().evaluations(version().number(), begin)).get(0);
    assertThat(whole.report()).contains("\"schema_version\"");
    assertThat(evaluator.report(model, version(), begin, Evaluator.Format.HTML).orElseThrow())
        .contains("<html")
        .contains("income");
  }

  @Test
  void performanceIsJudgedWhenEnoughLabelsAreThere() throws Exception {
    open(CONFIG);
    references.set(model, ModelState.DEFAULT, reference(30), NOW);
    for (int day = 0; day < 4; day++) {
      send(day(day, 0, day < 2 ? 1 : 0.2));
    }
    judged();
    assertThat(accuracy()).isEmpty();
    label(day(0, 0, 1).subList(0, 20));
    label(day(2, 0, 0.2));
    judged();
    assertThat(accuracy()).hasSize(2);
    assertThat(findings(0))
        .filteredOn(finding -> finding.component().equals("performance_metrics"))
        .extracting(StoredFinding::verdict)
        .as("a tenth of the labels")
        .containsExactly("inconclusive");
    assertThat(findings(2))
        .filteredOn(finding -> finding.component().equals("performance_metrics"))
        .extracting(StoredFinding::verdict)
        .containsExactly("drifted");
  }

  @Test
  void lateLabelsOfAWindowWithoutRawRowsChangeWhatIsMeasuredOnly() throws Exception {
    open(CONFIG + "retention: {raw-rows: false}\n");
    references.set(model, ModelState.DEFAULT, reference(30), NOW);
    for (int day = 0; day < 4; day++) {
      send(day(day, 0, 1));
    }
    judged();
    List<StoredFinding> before = findings(1);
    long end = ChronoUnit.MICROS.between(Instant.EPOCH, FIRST) + 2 * DAY;
    ModelSchema schema = version().schema().orElseThrow();
    store.write(session ->
        session.predictions().forgetFeatures(version().number(), schema, end, end, Long.MAX_VALUE));
    label(day(1, 0, 1));
    judged();
    assertThat(findings(1)).isEqualTo(before);
    assertThat(accuracy()).hasSize(1);
  }

  @Test
  void aWindowThatCannotBeJudgedSaysSoAndKeepsNoOtherModelWaiting() throws Exception {
    open(CONFIG);
    references.set(model, ModelState.DEFAULT, reference(30), NOW);
    send(day(0, 0, 1));
    ModelState first = model;
    model = models.put(read("zebra", CONFIG), CONFIG, NOW);
    references.set(model, ModelState.DEFAULT, reference(30), NOW.plusMillis(5));
    model = first;
    close();
    try (var files = Files.list(folder.resolve(References.FOLDER))) {
      Path lost =
          files
              .filter(file -> file.getFileName().toString().startsWith("credit"))
              .findFirst()
              .get();
      Files.writeString(lost, "not,the\nreference,any more\n");
    }
    open(CONFIG);
    send(day(1, 0, 1));
    send(day(2, 0, 1));
    model = models.find("zebra").orElseThrow();
    for (int day = 0; day < 3; day++) {
      send(day(day, 0, 1));
    }
    awaitFindings(1);
    assertThat(findings(1))
        .filteredOn(finding -> finding.component().equals("feature_drift"))
        .extracting(StoredFinding::verdict)
        .containsExactly("stable");
    model = models.find("credit").orElseThrow();
    awaitFindings(1);
    assertThat(findings(1))
        .hasSize(7)
        .allSatisfy(finding -> {
          assertThat(finding.verdict()).isEqualTo("inconclusive");
          assertThat(finding.sentence()).startsWith("this window could not be judged: ");
        });
    assertThat(evaluator.problem()).isPresent();
  }

  @Test
  void aRestartChangesNoAlarm() throws Exception {
    open(CONFIG);
    references.set(model, ModelState.DEFAULT, reference(30), NOW);
    for (int day = 0; day < 20; day++) {
      send(day(day, day < 8 ? 0 : 5_000, 1));
      if (day % 3 == 0) {
        judged();
        close();
        open(CONFIG);
      }
    }
    judged();
    assertThat(alarms()).extracting(StoredAlarm::columns).containsOnly("income");
    long raised = alarms().get(0).window();
    long begin = ChronoUnit.MICROS.between(Instant.EPOCH, FIRST) + 8 * DAY;
    assertThat(raised).isBetween(begin, begin + 6 * DAY);
  }

  @Test
  void aReferenceIsLearntFromTheFirstRows() throws Exception {
    open(
        CONFIG
            + """
            reference: {first-rows: 2000}
            kind: {income: numeric, age: numeric, p: numeric, approved: categorical, repaid: categorical, who: text, at: datetime}
            """);
    for (int day = 0; day < 14; day++) {
      send(day(day, day < 12 ? 0 : 9_000, 1));
      label(day(day, 0, 1));
    }
    judged();
    long end = System.nanoTime() + 20_000_000_000L;
    while (version().reference().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    judged();
    assertThat(version().referenceRows()).isEqualTo(2_000);
    List<Window> windows = store.read(s -> s.windows().of(version().number()));
    assertThat(windows).filteredOn(Window::reference).hasSize(10);
    assertThat(findings(5)).isEmpty();
    assertThat(findings(12))
        .filteredOn(finding -> finding.component().equals("feature_drift"))
        .extracting(StoredFinding::verdict)
        .containsExactly("drifted");
  }
}
