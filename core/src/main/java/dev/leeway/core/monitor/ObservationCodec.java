package dev.leeway.core.monitor;

import dev.leeway.core.anomaly.ScoredRows;
import dev.leeway.core.concept.ConceptProfile;
import dev.leeway.core.performance.PerformanceState;
import dev.leeway.core.performance.ServingState;
import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import dev.leeway.core.profile.Profile;

/// The bytes of observations and of what was measured, as [ByteOutput] writes fields. Each part is
/// a block of its own format, with its own version:
///
/// ```
/// magic "LWYO" · version (1 byte) · monitor's fingerprint (8) · profile · measured · concept · scored rows · CRC-32C of all before (4)
/// magic "LWYS" · version (1 byte) · performance · its shortage · latency · its shortage · CRC-32C of all before (4)
/// ```
final class ObservationCodec {

  private static final int OBSERVATION = 0x4c57594f;
  private static final int MEASURED = 0x4c575953;
  private static final byte VERSION = 1;

  private ObservationCodec() {}

  static byte[] write(Observation observation) {
    ByteOutput out = new ByteOutput(OBSERVATION, VERSION);
    out.putLong(observation.monitor().fingerprint());
    out.putBlock(observation.profile().toBytes());
    out.putBlock(observation.measured().toBytes());
    out.putBlock(observation.concept().toBytes());
    out.putBlock(observation.scored().toBytes());
    return out.toBytes();
  }

  static Observation read(byte[] bytes, Monitor monitor) {
    ByteInput in = new ByteInput(bytes, "observation", OBSERVATION, VERSION);
    long fingerprint = in.number();
    if (fingerprint != monitor.fingerprint()) {
      throw new IllegalArgumentException(
          "the observation was made by monitor %016x, not by %016x"
              .formatted(fingerprint, monitor.fingerprint()));
    }
    Observation observation =
        new Observation(
            monitor,
            Profile.from(in.block(), monitor.reference()),
            Measured.from(in.block()),
            ConceptProfile.from(in.block(), monitor.concept()),
            ScoredRows.from(in.block()));
    in.end();
    long rows = observation.rows();
    ConceptProfile concept = observation.concept();
    if (observation.scored().rows() != rows
        || concept.labelled() > rows
        || concept.unlabelled() != rows - concept.labelled()) {
      throw in.damaged("its parts are not all of %d rows".formatted(rows));
    }
    if (!monitor.measurement().fits(observation.measured())) {
      throw in.damaged("it was measured in another way");
    }
    return observation;
  }

  static byte[] write(Measured measured) {
    ByteOutput out = new ByteOutput(MEASURED, VERSION);
    out.putBlock(measured.performance().toBytes());
    out.putCount(measured.performanceShortage().ordinal());
    out.putBlock(measured.latency().toBytes());
    out.putCount(measured.latencyShortage().ordinal());
    return out.toBytes();
  }

  static Measured readMeasured(byte[] bytes) {
    ByteInput in = new ByteInput(bytes, "measured state", MEASURED, VERSION);
    PerformanceState performance = PerformanceState.from(in.block());
    Shortage shortage = shortage(in);
    if (!(PerformanceState.from(in.block()) instanceof ServingState latency)) {
      throw in.damaged("there is no latency in it");
    }
    Measured measured = new Measured(performance, shortage, latency, shortage(in));
    in.end();
    return measured;
  }

  private static Shortage shortage(ByteInput in) {
    return Shortage.values()[in.count(Shortage.values().length - 1)];
  }
}
