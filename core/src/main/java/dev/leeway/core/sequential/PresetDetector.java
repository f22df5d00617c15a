package dev.leeway.core.sequential;

/// What the classic detectors share: the check of the input, a fresh start after an alarm where the
/// library does so, the mute, and the frame of the state.
abstract class PresetDetector implements ChangeDetector {

  private final ClassicDetector preset;
  private final long muteRows;
  private long rows;
  private long mutedUntil;
  private boolean alarmed;

  PresetDetector(ClassicDetector preset, long muteRows) {
    if (muteRows < 0) {
      throw new IllegalArgumentException("mute must be at least 0 rows, was " + muteRows);
    }
    this.preset = preset;
    this.muteRows = muteRows;
  }

  @Override
  public final Signal add(double value) {
    preset.requireValue(value);
    if (alarmed) {
      startAgain();
    }
    Signal signal = step(value);
    alarmed = signal.isAlarm();
    rows++;
    if (!alarmed) {
      return signal;
    }
    if (rows <= mutedUntil) {
      return Signal.QUIET;
    }
    mutedUntil = rows + muteRows;
    return signal;
  }

  @Override
  public final long rows() {
    return rows;
  }

  @Override
  public final byte[] state() {
    StateWriter out = new StateWriter(preset.id());
    out.put(muteRows).put(rows).put(mutedUntil).put(alarmed);
    write(out);
    return out.toBytes();
  }

  /// Restores all but the mute, which the caller has read.
  final void restore(StateReader in) {
    rows = in.count();
    mutedUntil = in.count();
    alarmed = in.flag();
    read(in);
    in.end();
  }

  /// Takes a value that was checked.
  abstract Signal step(double value);

  /// Called before the row after an alarm.
  abstract void startAgain();

  abstract void write(StateWriter out);

  abstract void read(StateReader in);
}
