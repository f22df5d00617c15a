package dev.leeway.app.check;

import dev.leeway.app.check.Check.Judged;
import dev.leeway.app.table.DataException;
import dev.leeway.app.table.DataFiles;
import dev.leeway.app.table.PhysicalType;
import dev.leeway.app.table.TableReader;
import dev.leeway.app.table.TableScan;
import dev.leeway.core.alert.Symptoms;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Measurement;
import dev.leeway.core.monitor.Monitor;
import dev.leeway.core.monitor.Observer;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.ReferenceBuilder;
import dev.leeway.core.profile.ReferenceSurvey;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A check of data that do not fit into memory: the reference is read twice, the current data once,
/// and of all of them no more than a few batches of rows are in memory.
///
/// 1. The reference's first reading finds schema, extremes and a sample of rows
///    ([ReferenceSurvey]).
/// 2. The second counts all its rows on bins of the sample ([ReferenceBuilder]) and measures them.
/// 3. The current data are counted by an [Observer]; what is found follows from its counts.
///
/// What the check keeps depends on columns and categories, not on rows. Scores and latencies are
/// kept rounded ([Resolution#BINNED]), for that reason.
final class StreamedCheck {

  /// Of everything that is drawn, so that the same data give the same findings.
  private static final long SEED = 1;

  /// The part of the heap that a batch of rows may take, of which a handful are on their way.
  private static final int BATCH_PART = 256;

  private static final int MOST_CELLS = 1 << 20;
  private static final int FEWEST_CELLS = 1 << 13;

  /// The part of the heap that the reference's sample may take.
  private static final int SAMPLE_PART = 16;

  private final CheckRequest request;
  private final Check.Watcher watcher;
  private final CheckColumns columns;
  private final long heap = Runtime.getRuntime().maxMemory();

  StreamedCheck(CheckRequest request, Check.Watcher watcher) {
    this.request = request;
    this.watcher = watcher;
    this.columns = new CheckColumns(request);
  }

  /// The reference as far as one reading tells.
  private record Surveyed(TableScan scan, Schema schema, ReferenceSurvey survey, Batch sample) {}

  /// @throws DataException if a data set cannot be read
  Judged run() {
    Surveyed surveyed = survey();
    Measurement measurement = measurement(surveyed);
    Monitor monitor = learn(surveyed, measurement);
    Check.requireScoring(
        request,
        measurement.task(),
        surveyed.schema(),
        label -> labels(label, monitor.reference(), surveyed.sample()));
    return judge(surveyed, monitor);
  }

  private Surveyed survey() {
    Latest<ReferenceSurvey> survey = new Latest<>();
    TableReader reader = reader(request.reference(), columns.forced(), "reference, reading 1 of 2");
    TableScan scan =
        reader.scan(
            batchCells(),
            () -> {
              survey.clear();
              return batch -> {
                if (survey.isEmpty()) {
                  survey.set(new ReferenceSurvey(SampleSize.of(batch, heap / SAMPLE_PART), SEED));
                }
                survey.get().add(batch);
              };
            });
    CheckColumns.requireIgnored(reader.ignoredButAbsent(), scan);
    columns.require(scan);
    Schema schema = survey.get().schema(request.roles(), columns.kinds(), scan.datetimes());
    return new Surveyed(scan, schema, survey.get(), survey.get().sample());
  }

  private Measurement measurement(Surveyed surveyed) {
    Schema schema = surveyed.schema();
    return Measurement.of(
        request.spec(schema), surveyed.survey().builder(schema).build(), surveyed.sample());
  }

  /// Counts and measures all rows of the reference.
  private Monitor learn(Surveyed surveyed, Measurement measurement) {
    Latest<ReferenceBuilder> builder = new Latest<>();
    Latest<Measurement.Recorder> measured = new Latest<>();
    Map<String, PhysicalType> types = new HashMap<>(columns.forced());
    surveyed.scan().mixed().keySet().forEach(name -> types.put(name, PhysicalType.TEXT));
    TableScan scan =
        reader(request.reference(), types, "reference, reading 2 of 2")
            .scan(
                batchCells(),
                () -> {
                  builder.set(surveyed.survey().builder(surveyed.schema()));
                  measured.set(measurement.recorder(Resolution.BINNED));
                  return batch -> {
                    builder.get().add(batch);
                    requireRoom(builder.get());
                    measured.get().add(batch);
                  };
                });
    requireUnchanged(surveyed.scan(), scan);
    return Monitor.of(
        measurement,
        builder.get().build(),
        surveyed.sample(),
        measured.get().snapshot(),
        List.of());
  }

  private static void requireRoom(ReferenceBuilder builder) {
    builder
        .overfull()
        .ifPresent(name -> {
          throw new DataException(
              "column %s has more than %,d categories, which cannot be counted out of core; give"
                      .formatted(name, ReferenceBuilder.MOST_CATEGORIES)
                  + " --kind %s=text, or --ignore %s".formatted(name, name));
        });
  }

  private static void requireUnchanged(TableScan first, TableScan second) {
    if (first.rows() != second.rows() || !first.names().equals(second.names())) {
      throw new DataException(
          "%s: changed while it was read: it had %,d rows, and then %,d"
              .formatted(first.files().get(0), first.rows(), second.rows()));
    }
  }

  private Judged judge(Surveyed surveyed, Monitor monitor) {
    Latest<Observer> observer = new Latest<>();
    long[] rows = {0};
    TableScan scan =
        reader(
                request.current(),
                CheckColumns.types(surveyed.schema(), surveyed.sample()),
                "current")
            .scan(
                batchCells(),
                () -> {
                  rows[0] = 0;
                  observer.set(monitor.observer(Resolution.BINNED));
                  return batch -> {
                    observer.get().add(batch, rows[0], Threads.WORK);
                    rows[0] += batch.rows();
                  };
                });
    CheckColumns.requireCommon(surveyed.scan(), scan);
    Evaluation whole = monitor.evaluate(observer.get().snapshot());
    return new Judged(
        monitor,
        input(surveyed.scan()),
        input(scan),
        whole,
        List.of(),
        List.of(),
        Optional.empty(),
        List.of(),
        Symptoms.of(monitor.reference(), null, whole, null),
        notes(surveyed, scan, monitor, whole));
  }

  private List<String> notes(
      Surveyed surveyed, TableScan current, Monitor monitor, Evaluation whole) {
    List<String> notes =
        new ArrayList<>(columns.notes(surveyed.schema(), surveyed.scan(), current));
    Threshold.judge(
            request.scoring().threshold(), monitor.task(), surveyed.schema(), surveyed.sample())
        .ifPresent(notes::add);
    notes.addAll(whole.caveats());
    notes.add(
        "read out of core: distances of numbers lie between two bounds, of which the lower one"
            + " decides; what is usual among rows, and how labels depend on inputs, was learnt from"
            + " %,d of %,d reference rows"
                .formatted(surveyed.sample().rows(), surveyed.scan().rows()));
    return notes;
  }

  /// All different labels: the categories of all rows, or the values of the sample.
  private static ColumnData labels(String label, Reference reference, Batch sample) {
    for (ColumnReference column : reference.columns()) {
      if (column.column().name().equals(label) && column instanceof CategoricalReference known) {
        return TextData.of(known.names().toArray(String[]::new));
      }
    }
    return sample.column(label).orElseThrow();
  }

  private TableReader reader(List<String> patterns, Map<String, PhysicalType> types, String side) {
    return new TableReader(
        DataFiles.find(patterns),
        request.format(),
        types,
        request.ignored(),
        watcher.reading(side));
  }

  private int batchCells() {
    return (int) Math.max(FEWEST_CELLS, Math.min(MOST_CELLS, heap / BATCH_PART / Double.BYTES));
  }

  private static Input input(TableScan scan) {
    return new Input(scan.files().stream().map(Path::toString).toList(), scan.rows(), "");
  }

  /// What the last reading from the start has made so far.
  private static final class Latest<T> {

    private @Nullable T value;

    void clear() {
      value = null;
    }

    void set(@Nullable T made) {
      value = made;
    }

    boolean isEmpty() {
      return value == null;
    }

    T get() {
      return Objects.requireNonNull(value);
    }
  }
}
