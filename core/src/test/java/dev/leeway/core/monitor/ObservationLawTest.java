package dev.leeway.core.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.Work;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Any split of the rows, observed and merged in any order, gives identical bytes.
class ObservationLawTest {

  /// Rows of a query are twelve neighbours, which stay together.
  private static final int TOGETHER = 12;

  @ParameterizedTest
  @EnumSource(Scenes.class)
  void neitherSplitNorOrderShows(Scenes scene) {
    Monitor monitor = scene.monitor();
    Batch rows = scene.rows(480, 2, 0.3);
    for (Resolution resolution : Resolution.values()) {
      byte[] whole = observed(monitor, resolution, rows, 0).toBytes();
      Random random = new Random(20260101);
      for (int round = 0; round < 2; round++) {
        List<Observation> parts = new ArrayList<>();
        parts.add(monitor.observer(resolution).snapshot());
        int from = 0;
        while (from < rows.rows()) {
          int size = TOGETHER * (1 + random.nextInt(20));
          int to = Math.min(rows.rows(), from + size);
          parts.add(observed(monitor, resolution, slice(rows, from, to), from));
          from = to;
        }
        Collections.shuffle(parts, random);
        while (parts.size() > 1) {
          Observation last = parts.remove(parts.size() - 1);
          int at = random.nextInt(parts.size());
          parts.set(at, last.merge(parts.get(at)));
        }
        assertThat(parts.get(0).toBytes())
            .as("%s, %s, round %d", scene, resolution, round)
            .isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Scenes.class)
  void anObserverCountsAnyBatchesAlike(Scenes scene) {
    Monitor monitor = scene.monitor();
    Batch rows = scene.rows(300, 3, 0);
    Observer observer = monitor.observer();
    for (int from = 0; from < 300; from += 23) {
      observer.add(slice(rows, from, Math.min(300, from + 23)));
      if (from % 69 == 0) {
        observer.snapshot(); // and goes on
      }
    }

    // rows of a query may come in several batches of one observer
    assertThat(observer.snapshot().toBytes())
        .isEqualTo(observed(monitor, Resolution.EXACT, rows, 0).toBytes());
  }

  @Test
  void anExactAndARoundedObservationMergeToARoundedOne() {
    Monitor monitor = Scenes.BINARY.monitor();
    Batch rows = Scenes.BINARY.rows(200, 4, 0);
    Batch first = slice(rows, 0, 90);
    Batch second = slice(rows, 90, 200);

    assertThat(
            observed(monitor, Resolution.EXACT, first, 0)
                .merge(observed(monitor, Resolution.BINNED, second, 90))
                .toBytes())
        .isEqualTo(observed(monitor, Resolution.BINNED, rows, 0).toBytes());
  }

  @Test
  void batchesThatLackColumnsMergeAsWell() {
    Monitor monitor = Scenes.BINARY.monitor();
    Batch rows = Scenes.BINARY.rows(400, 5, 0);
    List<Batch> parts = new ArrayList<>();
    for (String column : rows.names()) {
      parts.add(Scenes.without(column, rows));
    }
    Observer observer = monitor.observer();
    Observation merged = monitor.observer().snapshot();
    List<Observation> observed = new ArrayList<>();
    for (int part = 0; part < parts.size(); part++) {
      observer.add(parts.get(part));
      observed.add(observed(monitor, Resolution.EXACT, parts.get(part), 400L * part));
    }
    Collections.shuffle(observed, new Random(6));
    for (Observation one : observed) {
      merged = merged.merge(one);
    }

    assertThat(merged.toBytes()).isEqualTo(observer.snapshot().toBytes());
    assertThat(merged.scored().absent()).containsExactly("city", "x");
    assertThat(merged.scored().scored()).isEqualTo(400L * (parts.size() - 2));
  }

  @Test
  void observationsOfAMonitorLearntAgainMergeAndOfAnotherDoNot() {
    Monitor monitor = Scenes.BINARY.monitor();
    Monitor again = Scenes.BINARY.monitor(DriftPolicy.calibrated());
    Batch rows = Scenes.BINARY.rows(100, 7, 0);
    Observation here = observed(monitor, Resolution.EXACT, rows, 0);
    Observation there = observed(again, Resolution.EXACT, rows, 100);

    assertThat(here.merge(there).rows()).isEqualTo(200);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> here.merge(Scenes.REGRESSION.monitor().observer().snapshot()))
        .withMessageContaining("one monitor");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenes.REGRESSION.monitor().evaluate(here))
        .withMessageContaining("one monitor");
  }

  static Observation observed(Monitor monitor, Resolution resolution, Batch rows, long first) {
    Observer observer = monitor.observer(resolution);
    observer.add(rows, first, Work.inOrder());
    return observer.snapshot();
  }

  static Batch slice(Batch rows, int from, int to) {
    BitSet chosen = new BitSet();
    chosen.set(from, to);
    return rows.select(chosen);
  }
}
