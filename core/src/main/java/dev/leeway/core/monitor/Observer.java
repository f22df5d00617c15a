package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.ScoredRows;
import dev.leeway.core.anomaly.Scorer;
import dev.leeway.core.concept.ConceptProfileBuilder;
import dev.leeway.core.performance.Resolution;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Work;

/// Counts rows batch by batch into an [Observation]. Batches are matched by column names, and may
/// lack columns. Memory does not grow with rows, but for distinct scores and latencies of
/// [Resolution#EXACT] and for rankings; see [Measurement.Recorder]. For one thread.
public final class Observer {

  private static final int SCORED_AT_ONCE = 1 << 15;

  private final Monitor monitor;
  private final ProfileBuilder profile;
  private final Measurement.Recorder measured;
  private final ConceptProfileBuilder concept;
  private final ScoredRows.Recorder scored = new ScoredRows.Recorder();
  private long rows;

  Observer(Monitor monitor, Resolution resolution) {
    this.monitor = monitor;
    this.profile = monitor.reference().newProfile();
    this.measured = monitor.measurement().recorder(resolution);
    this.concept = monitor.concept().newProfile();
  }

  /// Counts the rows of a batch, on the calling thread, numbered on from those before.
  public void add(Batch batch) {
    add(batch, rows, Work.inOrder());
  }

  /// Counts the rows of a batch.
  ///
  /// @param batch the rows
  /// @param firstRow the number of its first row, by which unusual rows are listed
  /// @param work counts the columns and scores the rows, most of the time it takes
  public void add(Batch batch, long firstRow, Work work) {
    profile.add(batch, work);
    measured.add(batch);
    concept.add(batch);
    Scorer scorer = monitor.forest().scorer(batch);
    scored.add(
        scorer,
        scores(scorer, work),
        firstRow,
        Measurement.column(monitor.spec().schema(), Role.ID, batch).orElse(null));
    rows += batch.rows();
  }

  private static double[] scores(Scorer scorer, Work work) {
    double[] scores = new double[scorer.rows()];
    work.each(
        (scores.length + SCORED_AT_ONCE - 1) / SCORED_AT_ONCE,
        piece -> {
          int from = piece * SCORED_AT_ONCE;
          scorer.score(from, Math.min(scores.length, from + SCORED_AT_ONCE), scores);
        });
    return scores;
  }

  /// What was counted so far; the observer can go on.
  public Observation snapshot() {
    return new Observation(
        monitor, profile.build(), measured.snapshot(), concept.build(), scored.snapshot());
  }
}
