package dev.leeway.app.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leeway.app.server.batch.LabelBatch;
import dev.leeway.app.server.batch.PredictionBatch;
import dev.leeway.app.server.model.ModelSchema;
import dev.leeway.app.server.store.Windows.Evaluated;
import dev.leeway.app.server.store.Windows.Point;
import dev.leeway.app.server.store.Windows.State;
import dev.leeway.app.server.store.Windows.StoredFinding;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final long HOUR = 3_600_000_000L;

  private static final ModelSchema SCHEMA =
      new ModelSchema(
          new Schema(
              List.of(
                  new ColumnSpec("who", Kind.TEXT, Role.ID, "given"),
                  new ColumnSpec("income", Kind.NUMERIC, Role.FEATURE, "numbers"),
                  new ColumnSpec("it's \"odd\"", Kind.CATEGORICAL, Role.FEATURE, "few values"),
                  new ColumnSpec("repaid", Kind.CATEGORICAL, Role.LABEL, "given"))),
          Map.of(
              "who",
              PhysicalType.TEXT,
              "income",
              PhysicalType.NUMBER,
              "it's \"odd\"",
              PhysicalType.TEXT,
              "repaid",
              PhysicalType.TEXT));

  @TempDir Path folder;
  private Store store;
  private int model;
  private int version;

  @BeforeEach
  void open() {
    store = Store.open(folder, 200_000_000);
    store.write(session -> {
      model = session.catalog().keep("credit", "{}", NOW);
      version = session.catalog().add(model, "1", NOW).number();
      session.catalog().setReference(version, "references/1.csv", 10, SCHEMA, NOW);
      session.predictions().create(version, SCHEMA);
      session.labels().create(model);
    });
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static PredictionBatch batch() {
    BitSet missing = new BitSet();
    missing.set(1);
    BitSet unreadable = new BitSet();
    unreadable.set(2);
    NumericData income =
        new NumericData(
            new double[] {1.5, Double.NaN, Double.NaN, Double.NaN}, 4, missing, unreadable);
    return new PredictionBatch(
        List.of("a", "b", "c", "d"),
        List.of("1", "1", "1", "1"),
        new long[] {4, 3, 2, HOUR},
        new Batch(
            List.of("income", "it's \"odd\""),
            List.of(income, TextData.of("x", null, "it's", "x")),
            4));
  }

  private static void add(RowAppender rows, long... windows) {
    PredictionBatch batch = batch();
    for (int row = 0; row < batch.rows(); row++) {
      rows.add(batch, row, windows[row], 77);
    }
  }

  private void addRows() {
    store.write(session -> {
      try (RowAppender rows = session.predictions().appender(version, SCHEMA)) {
        add(rows, 0, 0, 0, HOUR);
      }
      session.windows().addRows(version, 0, HOUR, 3);
      session.windows().addRows(version, HOUR, 2 * HOUR, 1);
    });
  }

  @Test
  void rowsComeBackByTimeWithWhatIsMissingUnreadableAndNaN() {
    addRows();
    Predictions.Rows rows =
        store.read(session -> session.predictions().window(version, model, SCHEMA, 0, HOUR));
    assertThat(rows.ids()).containsExactly("c", "b", "a");
    assertThat(rows.times()).containsExactly(2, 3, 4);
    NumericData income = (NumericData) rows.batch().column("income").orElseThrow();
    assertThat(income.values()).startsWith(Double.NaN, Double.NaN, 1.5);
    assertThat(income.isUnreadable(0)).isTrue();
    assertThat(income.isMissing(0)).isFalse();
    assertThat(income.isMissing(1)).isTrue();
    assertThat(income.isUnreadable(1)).isFalse();
    TextData odd = (TextData) rows.batch().column("it's \"odd\"").orElseThrow();
    assertThat(odd.dictionary().get(odd.codes()[0])).isEqualTo("it's");
    assertThat(odd.codes()[1]).isEqualTo(TextData.MISSING);
    TextData ids = (TextData) rows.batch().column("who").orElseThrow();
    assertThat(ids.dictionary()).containsExactly("c", "b", "a");
    NumericData later =
        (NumericData)
            store
                .read(session -> session.predictions().window(version, model, SCHEMA, HOUR, HOUR))
                .batch()
                .column("income")
                .orElseThrow();
    assertThat(later.values()[0]).isNaN();
    assertThat(later.isMissing(0)).as("a NaN that was written is no missing value").isFalse();
  }

  @Test
  void theLastLabelWithinTheHorizonIsJoined() {
    addRows();
    store.write(session ->
        session
            .labels()
            .add(
                model,
                new LabelBatch(
                    List.of("a", "b", "a", "c", "nobody"),
                    List.of("no", "yes", "yes", "no", "yes"),
                    new long[] {5, 6, 7, 2 * HOUR, 8}),
                90));
    Predictions.Rows rows =
        store.read(session -> session.predictions().window(version, model, SCHEMA, 0, HOUR));
    TextData label = (TextData) rows.batch().column("repaid").orElseThrow();
    assertThat(label.codes()[0]).as("c came after the horizon").isEqualTo(TextData.MISSING);
    assertThat(label.dictionary().get(label.codes()[1])).isEqualTo("yes");
    assertThat(label.dictionary().get(label.codes()[2])).isEqualTo("yes");
    assertThat(
            store.<Map<Long, Long>>read(session ->
                session.predictions().windowsOf(version, List.of("a", "d", "it's", "nobody"))))
        .isEqualTo(Map.of(0L, 1L, HOUR, 1L));
  }

  @Test
  void aFailedTransactionLeavesNothing() {
    assertThatThrownBy(() ->
            store.write(session -> {
              session.progress().applied(12);
              try (RowAppender rows = session.predictions().appender(version, SCHEMA)) {
                add(rows, 0, 0, 0, 0);
              }
              throw new IllegalStateException("the evaluation failed");
            }))
        .hasMessage("the evaluation failed");
    assertThat(store.<Long>read(session -> session.progress().applied())).isZero();
    assertThat(store.<Long>read(session -> session.predictions().count(version))).isZero();
  }

  @Test
  void everythingIsThereAfterReopening() {
    addRows();
    store.write(session -> {
      session.progress().applied(3);
      session.counters().add(model, "duplicates", 2);
      session.counters().add(model, "duplicates", 5);
      session.detectors().keep(version, "drift", new byte[] {1, 0, -1});
    });
    store.close();
    store = Store.open(folder, 200_000_000);
    assertThat(store.<Long>read(session -> session.progress().applied())).isEqualTo(3);
    assertThat(store.<Long>read(session -> session.predictions().count(version))).isEqualTo(4);
    assertThat(store.<Map<String, Long>>read(session -> session.counters().of(model)))
        .isEqualTo(Map.of("duplicates", 7L));
    assertThat(store.<Optional<byte[]>>read(session -> session.detectors().state(version, "drift")))
        .contains(new byte[] {1, 0, -1});
    assertThat(store.<Optional<ModelSchema>>read(session -> session.catalog().schema(version)))
        .contains(SCHEMA);
    assertThat(store.read(session -> session.catalog().versions()).get(0).reference())
        .contains("references/1.csv");
    assertThat(store.read(session -> session.catalog().models()).get(0).name()).isEqualTo("credit");
  }

  @Test
  void windowsCountWhatChangedSinceTheyWereJudged() {
    addRows();
    Windows.Window window = store.read(s -> s.windows().find(version, 0)).orElseThrow();
    assertThat(window.isStale()).isTrue();
    store.write(session -> {
      session
          .windows()
          .keep(
              version,
              0,
              window.changes(),
              List.of(
                  new Evaluated("", NOW, 3, 0, Optional.of("low"), "Drift.", "{}"),
                  new Evaluated("region=n", NOW, 1, 0, Optional.empty(), "No drift.", "{}")),
              List.of(new StoredFinding(0, "", "data_drift", "drifted", "It drifted.")),
              List.of(new Point(0, "", "effect.income", 0.2, 0.1, null)));
      session.windows().state(version, 0, State.CLOSED);
    });
    assertThat(store.read(s -> s.windows().find(version, 0)).orElseThrow().isStale()).isFalse();
    store.write(session -> session.windows().addLabels(version, 0, 1));
    assertThat(store.read(s -> s.windows().find(version, 0)).orElseThrow().isStale()).isTrue();
    assertThat(store.<List<Evaluated>>read(s -> s.windows().evaluations(version, 0)))
        .extracting(Evaluated::headline)
        .containsExactly("Drift.", "No drift.");
    assertThat(store.<List<StoredFinding>>read(s -> s.windows().findings(version, 0, HOUR)))
        .extracting(StoredFinding::sentence)
        .containsExactly("It drifted.");
    assertThat(store.<List<Point>>read(s -> s.windows().series(version, "", null, 0, HOUR)))
        .containsExactly(new Point(0, "", "effect.income", 0.2, 0.1, null));
    assertThat(store.<List<Point>>read(s -> s.windows().series(version, "", "psi", 0, HOUR)))
        .isEmpty();
    store.write(session -> session.windows().deleteBefore(version, HOUR));
    assertThat(store.<List<Windows.Window>>read(s -> s.windows().of(version)))
        .extracting(Windows.Window::start)
        .containsExactly(HOUR);
    assertThat(store.<List<Evaluated>>read(s -> s.windows().evaluations(version, 0))).isEmpty();
  }

  @Test
  void aSecondOpeningIsRefusedByName() throws Exception {
    // another process: the database lets one process open it twice
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Opening.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).contains("another process has").contains("one server at a time");
  }

  /// Opens the store of a folder and says what came of it.
  static final class Opening {

    private Opening() {}

    public static void main(String[] arguments) {
      try (Store store = Store.open(Path.of(arguments[0]), 100_000_000)) {
        System.out.println("opened " + store.folder());
      } catch (StoreException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void rowsAreExportedWithTheirNames() {
    addRows();
    Path file = folder.resolve("rows.parquet");
    store.read(session -> {
      session.predictions().export(version, model, SCHEMA, "1", file.toString(), HOUR);
      return true;
    });
    assertThat(file).isNotEmptyFile();
  }

  @Test
  void oldRowsAndFeaturesAreForgotten() {
    addRows();
    store.write(session ->
        session
            .predictions()
            .forgetFeatures(version, SCHEMA, Long.MAX_VALUE, HOUR, Long.MAX_VALUE));
    Predictions.Rows rows =
        store.read(s -> s.predictions().between(version, model, SCHEMA, 0, 2 * HOUR, HOUR));
    NumericData income = (NumericData) rows.batch().column("income").orElseThrow();
    assertThat(income.isMissing(2)).isTrue();
    assertThat(income.isMissing(3)).as("of a window that is still open").isFalse();
    store.write(
        session -> session.predictions().deleteBefore(version, 4, Long.MAX_VALUE, Long.MAX_VALUE));
    assertThat(store.<Long>read(session -> session.predictions().count(version))).isEqualTo(2);
  }
}
