package dev.leeway.core.sequential;

import java.util.Locale;
import java.util.Optional;

/// Detectors of the literature with the defaults of a library, by name. Where river and MOA differ,
/// each has its own. Their first alarms equal those of river 0.26.1 and MOA 2024.07.0.
///
/// None has a stated false-alarm rate. [#caution] has the measured one where it is above 1 in
/// 100,000 rows at an error rate of 0.02, 0.1 or 0.3, which is too much to wake people.
public enum ClassicDetector {
  /// ADWIN as river has it: both ways, empty window after an alarm.
  ADWIN_RIVER(Domain.ANY, ""),
  /// ADWIN as MOA has it: only rises are signalled, the window goes on.
  ADWIN_MOA(Domain.ANY, ""),
  /// DDM on errors, river.
  DDM_RIVER(Domain.BINARY, ""),
  /// DDM on errors, MOA.
  DDM_MOA(Domain.BINARY, ""),
  /// EDDM on errors, river.
  EDDM_RIVER(Domain.BINARY, "up to 8 false alarms in 100,000 unchanged errors"),
  /// EDDM on errors, MOA.
  EDDM_MOA(Domain.BINARY, "up to 6 false alarms in 100,000 unchanged errors"),
  /// HDDM-A, river.
  HDDM_A_RIVER(Domain.UNIT, ""),
  /// HDDM-A, MOA.
  HDDM_A_MOA(Domain.UNIT, ""),
  /// HDDM-W, river.
  HDDM_W_RIVER(Domain.UNIT, "about 39 false alarms in 100,000 rows at an error rate of 0.3"),
  /// HDDM-W, MOA.
  HDDM_W_MOA(Domain.UNIT, "about 38 false alarms in 100,000 rows at an error rate of 0.3"),
  /// Page–Hinkley both ways, river.
  PAGE_HINKLEY_RIVER(Domain.ANY, "about 9 false alarms in 100,000 rows at an error rate of 0.3"),
  /// Page–Hinkley for rises, MOA.
  PAGE_HINKLEY_MOA(Domain.ANY, ""),
  /// CUSUM for rises, MOA.
  CUSUM_MOA(Domain.ANY, "about 3 false alarms in 100,000 rows at an error rate of 0.3"),
  /// KSWIN, river with seed 1.
  KSWIN_RIVER(
      Domain.ANY,
      "about 9 false alarms in 100,000 rows at an error rate of 0.3, and far more on other numbers");

  private enum Domain {
    BINARY("0 or 1"),
    UNIT("in [0, 1]"),
    ANY("a finite number");

    final String words;

    Domain(String words) {
      this.words = words;
    }

    boolean holds(double value) {
      return switch (this) {
        case BINARY -> value == 0 || value == 1;
        case UNIT -> value >= 0 && value <= 1;
        case ANY -> Double.isFinite(value);
      };
    }
  }

  private final Domain domain;
  private final String caution;

  ClassicDetector(Domain domain, String caution) {
    this.domain = domain;
    this.caution = caution;
  }

  private PresetDetector create(long muteRows) {
    return switch (this) {
      case ADWIN_RIVER -> new Adwin(this, muteRows, false);
      case ADWIN_MOA -> new Adwin(this, muteRows, true);
      case DDM_RIVER -> new Ddm(this, muteRows, false);
      case DDM_MOA -> new Ddm(this, muteRows, true);
      case EDDM_RIVER -> new Eddm(this, muteRows, false);
      case EDDM_MOA -> new Eddm(this, muteRows, true);
      case HDDM_A_RIVER -> new HddmA(this, muteRows, false);
      case HDDM_A_MOA -> new HddmA(this, muteRows, true);
      case HDDM_W_RIVER -> new HddmW(this, muteRows, false);
      case HDDM_W_MOA -> new HddmW(this, muteRows, true);
      case PAGE_HINKLEY_RIVER -> new PageHinkley(this, muteRows);
      case PAGE_HINKLEY_MOA -> new Cusum(this, muteRows, true);
      case CUSUM_MOA -> new Cusum(this, muteRows, false);
      case KSWIN_RIVER -> new Kswin(this, muteRows);
    };
  }

  /// The name used in options, files and reports, such as `adwin-river`.
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Why this detector should page no one at these defaults, where that is so: its measured rate.
  public Optional<String> caution() {
    return caution.isEmpty() ? Optional.empty() : Optional.of(caution);
  }

  /// A detector before its first row.
  public ChangeDetector start() {
    return startMuted(0);
  }

  /// A detector whose alarms are kept back for so many rows after one that was let through. What it
  /// computes is the same; much of a classic detector's false alarms is firing again right after an
  /// alarm.
  public ChangeDetector startMuted(long rows) {
    return create(rows);
  }

  /// The detector whose [ChangeDetector#state()] this is.
  ///
  /// @throws IllegalArgumentException for bytes that are none, of another version, or damaged
  public static ChangeDetector restore(byte[] state) {
    StateReader in = new StateReader(state);
    for (ClassicDetector preset : values()) {
      if (preset.id().equals(in.kind())) {
        PresetDetector detector = preset.create(in.count());
        detector.restore(in);
        return detector;
      }
    }
    throw new IllegalArgumentException("'%s' is no classic detector".formatted(in.kind()));
  }

  void requireValue(double value) {
    if (!domain.holds(value)) {
      throw new IllegalArgumentException(
          "%s needs values that are %s, was %s".formatted(id(), domain.words, value));
    }
  }
}
