package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.ScoredRows;
import dev.leeway.core.concept.ConceptProfile;
import dev.leeway.core.profile.Profile;

/// Everything that a monitor keeps of some rows, as state that merges: counts on the reference's
/// bins, what was measured, labels by cells of inputs, and how unusual rows are. All that is found
/// of the rows follows from it, by [Monitor#evaluate(Observation)]. Immutable.
///
/// Merging is exact: any split of the rows, counted and merged in any order, gives the same state
/// and the same bytes, with two conditions. Rows are numbered alike in every split, as by
/// [Observer#add(dev.leeway.core.profile.Batch, long, dev.leeway.core.profile.Work)], since the
/// worst rows are listed by number; of equal scores the lower number comes first. And the rows of a
/// query of a ranking are in one part; see [Measured].
///
/// @param monitor what the rows were counted by
/// @param profile the rows on the reference's bins
/// @param measured how good the answers are, and how fast they came
/// @param concept labels by inputs; rows without labels only count as such
/// @param scored how unusual rows are, and the worst of them
public record Observation(
    Monitor monitor,
    Profile profile,
    Measured measured,
    ConceptProfile concept,
    ScoredRows scored) {

  /// The number of rows.
  public long rows() {
    return profile.rows();
  }

  /// What is kept of the rows of both.
  ///
  /// @throws IllegalArgumentException when they were counted by different monitors
  public Observation merge(Observation other) {
    monitor.requireSame(other.monitor);
    return new Observation(
        monitor,
        profile.merge(other.profile),
        measured.merge(other.measured),
        concept.merge(other.concept),
        scored.merge(other.scored));
  }

  /// The observation as bytes, in a versioned format with a checksum. Equal states give equal
  /// bytes.
  public byte[] toBytes() {
    return ObservationCodec.write(this);
  }

  /// Reads what [#toBytes()] wrote for an observation of `monitor`, or of one learnt from the same
  /// rows by the same spec.
  ///
  /// @throws IllegalArgumentException if the bytes are damaged, of another version or of another
  ///   monitor
  public static Observation from(Monitor monitor, byte[] bytes) {
    return ObservationCodec.read(bytes, monitor);
  }
}
