package dev.leeway.app.server.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelConfigReader;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Predictions;
import dev.leeway.app.server.store.RowAppender;
import dev.leeway.app.server.store.Store;
import dev.leeway.app.server.store.Windows.Evaluated;
import dev.leeway.app.server.store.Windows.Window;
import dev.leeway.app.server.window.Housekeeping.Done;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Retention by the real database. A row a day, in windows of a day.
@SuppressWarnings("NullAway.Init") // each test configures a model of its own
class HousekeepingTest {

  private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final long DAY = 86_400_000_000L;
  private static final long START = Placement.micros(DAY_0);

  private static final ModelSchema SCHEMA =
      new ModelSchema(
          new Schema(
              List.of(
                  new ColumnSpec("income", Kind.NUMERIC, Role.FEATURE, ""),
                  new ColumnSpec("p", Kind.NUMERIC, Role.SCORE, ""),
                  new ColumnSpec("repaid", Kind.CATEGORICAL, Role.LABEL, ""))),
          Map.of(
              "income",
              PhysicalType.NUMBER,
              "p",
              PhysicalType.NUMBER,
              "repaid",
              PhysicalType.TEXT));

  @TempDir Path folder;
  private Store store;
  private Models models;
  private ModelState model;
  private int version;

  @BeforeEach
  void open() {
    store = Store.open(folder, 200_000_000);
    models = Models.load(store, HousekeepingTest::config);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static ModelConfig config(String name, String written) {
    return ModelConfigReader.read(name, written, "test", Path.of("."));
  }

  private void configure(String written) {
    model = models.put(config("credit", written), written, DAY_0);
    version = models.setReference(model, "1", "references/1.csv", 10, SCHEMA, DAY_0).number();
  }

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }

  /// A row a day, received so many days later; windows up to `judged` are final and judged.
  private void rows(int days, int received, int judged) {
    store.write(session -> {
      try (RowAppender appender = session.predictions().appender(version, SCHEMA)) {
        for (int day = 0; day < days; day++) {
          PredictionBatch one =
              new PredictionBatch(
                  List.of("r" + day),
                  List.of("1"),
                  new long[] {START + day * DAY + 1},
                  new Batch(
                      List.of("income", "p"),
                      List.of(NumericData.of(day), NumericData.of(0.5)),
                      1));
          appender.add(one, 0, START + day * DAY, START + (day + received) * DAY + 2);
        }
      }
      for (int day = 0; day < days; day++) {
        session.windows().addRows(version, START + day * DAY, START + (day + 1) * DAY, 1);
      }
      session.windows().close(version, START + judged * DAY, START + judged * DAY);
      for (int day = 0; day < judged; day++) {
        Evaluated all = new Evaluated("", day(day), 1, 0, Optional.empty(), "No drift.", "{}");
        session.windows().keep(version, START + day * DAY, 1, List.of(all), List.of(), List.of());
      }
    });
  }

  private Done run(int day) {
    return new Housekeeping(store, models).run(day(day).plus(1, ChronoUnit.HOURS));
  }

  private List<String> ids() {
    return read().ids();
  }

  private Predictions.Rows read() {
    return store.read(session ->
        session
            .predictions()
            .between(version, model.number(), SCHEMA, 0, Long.MAX_VALUE, 90 * DAY));
  }

  private long withIncome() {
    NumericData income = (NumericData) read().batch().column("income").orElseThrow();
    long present = 0;
    for (int row = 0; row < income.size(); row++) {
      present += income.isMissing(row) ? 0 : 1;
    }
    return present;
  }

  @Test
  void oldRowsGoAndWithinTheHorizonOnlyTheirFeatures() {
    configure("{retention: {rows: 5d}, labels: {horizon: 10d}}");
    rows(20, 0, 20);
    // now is 20 days and an hour; rows of days 0 to 9 are older than 10 days, 0 to 14 than 5
    Done done = run(20);
    assertThat(done).isEqualTo(new Done(11, 5, 0, 0));
    assertThat(ids()).startsWith("r11").endsWith("r19").hasSize(9);
    assertThat(withIncome()).isEqualTo(4);
    assertThat(((NumericData) read().batch().column("p").orElseThrow()).finite()).hasSize(9);
    assertThat(store.<Map<String, Long>>read(session -> session.counters().of(model.number())))
        .containsEntry("rows_deleted", 11L)
        .containsEntry("features_forgotten", 5L)
        .doesNotContainKey("windows_deleted");
    assertThat(run(20)).as("again").isEqualTo(new Done(0, 0, 0, 0));
  }

  @Test
  void featuresOfFinalWindowsAreForgottenWhereNoRawRowsAreKept() {
    configure("{retention: {raw-rows: false}}");
    rows(10, 0, 7);
    // what came within a day stays as it is, judged or not
    assertThat(run(9).features()).isEqualTo(7);
    assertThat(withIncome()).isEqualTo(3);
  }

  @Test
  void rowsOfWindowsThatAreNotJudgedStayUpToTwiceTheirTime() {
    configure("{retention: {rows: 5d}, labels: {horizon: 0d}}");
    rows(9, 0, 2);
    assertThat(run(8).rows()).isEqualTo(2);
    assertThat(ids()).startsWith("r2").hasSize(7);
    assertThat(run(13).rows()).isEqualTo(2);
    assertThat(ids()).startsWith("r4").hasSize(5);
  }

  @Test
  void historyThatIsSentYearsLaterIsJudgedByItsOwnTime() {
    configure("{retention: {rows: 5d}, labels: {horizon: 0d}}");
    rows(20, 1_000, 20);
    assertThat(run(1_019).rows()).as("the greatest time is day 19").isEqualTo(15);
    assertThat(ids()).startsWith("r15").hasSize(5);
  }

  @Test
  void whatCameWithinADayStaysSoThatItIsKnownWhatWasSentTwice() {
    configure("{retention: {rows: 1s}, labels: {horizon: 0d}}");
    rows(3, 500, 3);
    assertThat(run(502).rows()).isEqualTo(2);
    assertThat(ids()).containsExactly("r2");
  }

  @Test
  void rowsOfAVersionThatNobodyUsesGoInTheEnd() {
    configure("{retention: {rows: 5d}, labels: {horizon: 0d}}");
    rows(3, 0, 3);
    assertThat(run(100).rows()).isEqualTo(3);
    assertThat(ids()).isEmpty();
    models = Models.load(store, HousekeepingTest::config);
    assertThat(models.find("credit").orElseThrow().version("1").orElseThrow().latest())
        .as("the watermark does not fall back")
        .isEqualTo(START + 2 * DAY);
  }

  @Test
  void windowsOfRowsCountOnWhenRowsAreGone() {
    configure("{window: 2, retention: {rows: 5d}, labels: {horizon: 0d}}");
    store.write(session -> {
      session.windows().addRows(version, 0, 2, 2);
      session.windows().addRows(version, 2, 4, 1);
    });
    models = Models.load(store, HousekeepingTest::config);
    assertThat(models.find("credit").orElseThrow().version("1").orElseThrow().rows()).isEqualTo(3);
  }

  @Test
  void oldWindowsGoButNotTheLast() {
    configure("{retention: {windows: 4d}}");
    rows(10, 0, 10);
    assertThat(run(9).windows()).isEqualTo(5);
    assertThat(store.<List<Window>>read(session -> session.windows().of(version))).hasSize(5);
    assertThat(
            store.<List<Evaluated>>read(session -> session.windows().evaluations(version, START)))
        .isEmpty();
    assertThat(run(900).windows()).isEqualTo(4);
    assertThat(store.<List<Window>>read(session -> session.windows().of(version)))
        .extracting(Window::start)
        .containsExactly(START + 9 * DAY);
  }

  @Test
  void windowsOfRowsGoByTheTimeTheyWereJudged() {
    configure("{window: 100, retention: {windows: 4d}}");
    rows(10, 0, 10);
    assertThat(run(9).windows()).isEqualTo(6);
  }

  @Test
  void labelsGoWhenNoRowCanNeedThem() {
    configure("{retention: {rows: 1d}, labels: {horizon: 5d}}");
    rows(20, 0, 20);
    store.write(session -> {
      long[] times = new long[20];
      List<String> ids = new ArrayList<>();
      for (int day = 0; day < 20; day++) {
        ids.add("r" + day);
        times[day] = START + day * DAY;
      }
      session.labels().add(model.number(), new LabelBatch(ids, ids, times), START);
    });
    assertThat(run(20).labels()).isEqualTo(11);
    assertThat(ids()).startsWith("r16");
  }

  @Test
  void rowsInQuarantineGoByWhenTheyCame() {
    configure("{retention: {rows: 5d}, labels: {horizon: 0d}}");
    store.write(session -> {
      try (RowAppender appender = session.predictions().appender(version, SCHEMA)) {
        PredictionBatch far =
            new PredictionBatch(
                List.of("far"),
                List.of("1"),
                new long[] {START + 900_000 * DAY},
                new Batch(List.of("income"), List.of(NumericData.of(1)), 1));
        appender.add(far, 0, Predictions.QUARANTINE, START);
      }
    });
    assertThat(run(4).rows()).isZero();
    assertThat(run(6).rows()).isEqualTo(1);
  }

  @Test
  void retentionOfAGeologicalAgeDeletesNothing() {
    configure(
        "{retention: {rows: 999999999y, windows: 999999999y}, labels: {horizon: 999999999y}}");
    rows(3, 0, 3);
    assertThat(run(30_000)).isEqualTo(new Done(0, 0, 0, 0));
    assertThat(ids()).hasSize(3);
  }
}
