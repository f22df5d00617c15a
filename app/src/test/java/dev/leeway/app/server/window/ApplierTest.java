package dev.leeway.app.server.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.ingest.Answer;
import dev.leeway.app.server.ingest.Intake;
import dev.leeway.app.server.ingest.Received;
import dev.leeway.app.server.log.LogOptions;
import dev.leeway.app.server.log.SegmentLog;
import dev.leeway.app.server.model.BudgetSettings;
import dev.leeway.app.server.model.LabelSettings;
import dev.leeway.app.server.model.Lateness;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.model.ReferenceSource;
import dev.leeway.app.server.model.Retention;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows.State;
import dev.leeway.app.server.store.Windows.Window;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From the door to the store, with the real log and the real database.
class ApplierTest {

  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final long HOUR = 3_600_000_000L;
  private static final long START = Placement.micros(Instant.parse("2026-02-01T00:00:00Z"));

  private static final ModelSchema SCHEMA =
      new ModelSchema(
          new Schema(
              List.of(
                  new ColumnSpec("income", Kind.NUMERIC, Role.FEATURE, "numbers"),
                  new ColumnSpec("repaid", Kind.CATEGORICAL, Role.LABEL, "given"))),
          Map.of("income", PhysicalType.NUMBER, "repaid", PhysicalType.TEXT));

  @TempDir Path folder;
  private Store store;
  private SegmentLog log;
  private Models models;
  private Applier applier;
  private Intake intake;
  private ModelState model;

  private static ModelConfig config(WindowSpec window) {
    return new ModelConfig(
        "credit",
        Map.of("repaid", Role.LABEL),
        Map.of(),
        Set.of(),
        Scoring.inferred(),
        window,
        Lateness.standard(),
        LabelSettings.standard(),
        BudgetSettings.standard(),
        DriftPolicy.calibrated(),
        Set.of(),
        new ReferenceSource.Uploaded(),
        Retention.standard());
  }

  @BeforeEach
  void open() {
    open("1h");
    models.setReference(model, ModelState.DEFAULT, "references/credit.csv", 10, SCHEMA, NOW);
  }

  private void open(String window) {
    store = Store.open(folder, 200_000_000);
    log = SegmentLog.open(folder.resolve("log"), LogOptions.DEFAULT);
    models = Models.load(store, (name, written) -> config(WindowSpec.parse(written)));
    model =
        models
            .find("credit")
            .orElseGet(() -> models.put(config(WindowSpec.parse(window)), window, NOW));
    applier = new Applier(log, store, models, () -> {});
    applier.start();
    intake = new Intake(log, 1_000_000);
  }

  @AfterEach
  void close() {
    applier.close();
    log.close();
    store.close();
  }

  private Answer send(String version, int from, int to, long step) throws InterruptedException {
    List<String> ids = IntStream.range(from, to).mapToObj(row -> "r" + row).toList();
    long[] times = IntStream.range(from, to).mapToLong(row -> START + row * step).toArray();
    double[] values = IntStream.range(from, to).mapToDouble(row -> row).toArray();
    PredictionBatch batch =
        new PredictionBatch(
            ids,
            ids.stream().map(id -> version).toList(),
            times,
            new Batch(List.of("income"), List.of(NumericData.of(values)), to - from));
    int[] indexes = IntStream.range(0, to - from).toArray();
    return intake.predictions(
        model.number(), new Received<>(batch, indexes, List.of(), List.of(), 0), NOW);
  }

  private void label(String... ids) throws InterruptedException {
    long[] times = new long[ids.length];
    Arrays.fill(times, START);
    LabelBatch batch =
        new LabelBatch(List.of(ids), List.of(ids).stream().map(id -> "yes").toList(), times);
    intake.labels(model.number(), new Received<>(batch, new int[0], List.of(), List.of(), 0), NOW);
  }

  private void taken() throws InterruptedException {
    long end = log.durableEnd();
    while (applier.next() < end) {
      assertThat(applier.problem()).isEmpty();
      Thread.sleep(5);
    }
  }

  private List<Window> windows(String version) {
    int number = model.version(version).orElseThrow().number();
    return store.read(session -> session.windows().of(number));
  }

  @Test
  void rowsAreCountedInTheirWindowsWhichTheWatermarkCloses() throws Exception {
    assertThat(send("1", 0, 100, HOUR / 10).accepted()).isEqualTo(100);
    taken();
    assertThat(windows("1")).hasSize(10).allMatch(window -> window.rows() == 10);
    // the last row is at 9:54; ten minutes late rows are waited for, and an hour for corrections
    assertThat(windows("1"))
        .extracting(Window::state)
        .containsExactly(
            State.FINAL,
            State.FINAL,
            State.FINAL,
            State.FINAL,
            State.FINAL,
            State.FINAL,
            State.FINAL,
            State.FINAL,
            State.CLOSED,
            State.OPEN);
  }

  @Test
  void aBatchThatIsSentAgainCountsOnce() throws Exception {
    send("1", 0, 50, 1);
    Answer again = send("1", 25, 75, 1);
    assertThat(again.accepted()).isEqualTo(25);
    assertThat(again.duplicate()).isEqualTo(25);
    Answer all = send("1", 0, 75, 1);
    assertThat(all.accepted()).isZero();
    assertThat(all.duplicate()).isEqualTo(75);
    assertThat(send("2", 0, 75, 1).accepted()).as("of another version").isEqualTo(75);
    taken();
    assertThat(model.version("1").orElseThrow().rows()).isEqualTo(75);
    assertThat(model.version("2").orElseThrow().rows()).isEqualTo(75);
  }

  @Test
  void nothingIsLostOrCountedTwiceByAStop() throws Exception {
    send("1", 0, 50, 1);
    applier.close();
    send("1", 50, 60, 1);
    log.close();
    store.close();
    open("1h");
    assertThat(model.version("1").orElseThrow().rows()).isEqualTo(60);
    assertThat(windows("1")).extracting(Window::rows).containsExactly(60L);
    assertThat(model.version("1").orElseThrow().latest()).isEqualTo(START + 59);
  }

  @Test
  void labelsMakeTheirWindowsStaleAndEarlyOnesWait() throws Exception {
    label("r0", "r11", "r200");
    taken();
    send("1", 0, 20, HOUR / 10);
    taken();
    int number = model.version("1").orElseThrow().number();
    long changes = windows("1").get(0).changes();
    label("r1");
    taken();
    assertThat(windows("1").get(0).changes()).isEqualTo(changes + 1);
    assertThat(windows("1").get(1).changes()).isEqualTo(10);
    assertThat(
            store
                .read(session ->
                    session.predictions().window(number, model.number(), SCHEMA, START, HOUR * 999))
                .batch()
                .column("repaid")
                .orElseThrow())
        .isInstanceOfSatisfying(
            TextData.class,
            labels -> assertThat(Arrays.copyOf(labels.codes(), 4)).containsExactly(0, 0, -1, -1));
    assertThat(store.<Map<String, Long>>read(s -> s.counters().of(model.number())))
        .containsEntry("labels", 4L)
        .containsEntry("labels_early", 3L)
        .containsEntry("predictions", 20L);
  }

  @Test
  void rowsFromTheFutureAreSetAsideAndCloseNothing() throws Exception {
    send("1", 0, 10, 1);
    send("1", 10, 11, 1_000_000 * HOUR);
    taken();
    assertThat(windows("1")).hasSize(1).allMatch(window -> window.state() == State.OPEN);
    assertThat(model.version("1").orElseThrow().rows()).isEqualTo(10);
    assertThat(store.<Map<String, Long>>read(s -> s.counters().of(model.number())))
        .containsEntry("quarantined", 1L);
  }

  @Test
  void lateRowsGoIntoTheirWindowAndMakeItStale() throws Exception {
    send("1", 0, 100, HOUR / 10);
    send("1", 1_000, 1_003, -1_000);
    taken();
    Window before = windows("1").get(0);
    assertThat(before.rows()).isEqualTo(3);
    assertThat(before.end()).isEqualTo(START);
    assertThat(before.state()).isEqualTo(State.FINAL);
    assertThat(store.<Map<String, Long>>read(s -> s.counters().of(model.number())))
        .containsEntry("late", 3L);
  }

  @Test
  void windowsOfRowsAreFullAndFinalWithTheirLastRow() throws Exception {
    model = models.put(config(new WindowSpec.Rows(30)), "30", NOW.plus(Duration.ofSeconds(1)));
    send("1", 0, 65, 1);
    taken();
    assertThat(windows("1")).extracting(Window::rows).containsExactly(30L, 30L, 5L);
    assertThat(windows("1"))
        .extracting(Window::state)
        .containsExactly(State.FINAL, State.FINAL, State.OPEN);
    send("1", 65, 90, 1);
    taken();
    assertThat(windows("1")).extracting(Window::rows).containsExactly(30L, 30L, 30L);
  }

  @Test
  void windowsAndColumnsOfAModelWithRowsStayAsTheyAre() throws Exception {
    send("1", 0, 5, 1);
    taken();
    assertThatThrownBy(() -> models.put(config(new WindowSpec.Rows(30)), "30", NOW))
        .isInstanceOf(ModelChangeException.class)
        .hasMessageContaining("its window (1h to 30) cannot change");
    assertThat(model.config().window()).isEqualTo(WindowSpec.parse("1h"));
    models.put(config(WindowSpec.parse("1h")), "1h ", NOW);
    assertThat(model.written()).isEqualTo("1h ");
  }
}
