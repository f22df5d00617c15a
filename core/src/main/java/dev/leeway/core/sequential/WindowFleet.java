package dev.leeway.core.sequential;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Many series of window statistics (features, segments, metrics) that share one budget of false
/// alarms. A window is given once, when it is final; what comes later for it changes reports, never
/// what was said here.
public final class WindowFleet {

  private static final String KIND = "budget-fleet";

  private final AlarmBudget budget;
  private final Map<String, WindowDetector> detectors;
  private long lastWindow = Long.MIN_VALUE;

  /// What a window brought.
  ///
  /// @param window its number
  /// @param alarms the series whose alarm it raised
  /// @param moved the series that moved, with the false discovery rate asked for; a longer list
  ///   than the alarms at times, and meant for a look, not a page
  public record Step(long window, List<String> alarms, List<String> moved) {

    public Step {
      alarms = List.copyOf(alarms);
      moved = List.copyOf(moved);
    }
  }

  private WindowFleet(AlarmBudget budget, Map<String, WindowDetector> detectors) {
    this.budget = budget;
    this.detectors = detectors;
  }

  /// A fleet before its first window.
  ///
  /// @param chance of one or more false alarms in a period, over all series
  /// @param period in windows
  /// @param references the reference windows of each series, in the order of time; may be empty
  /// @param tolerances how far a series' mean may move without an alarm, in its own units; 0 for
  ///   those not named
  public static WindowFleet of(
      double chance,
      long period,
      Map<String, double[]> references,
      Map<String, Double> tolerances) {
    AlarmBudget budget = new AlarmBudget(chance, period, references.size());
    Map<String, WindowDetector> detectors = new LinkedHashMap<>();
    references.forEach((name, windows) ->
        detectors.put(
            name, WindowDetector.of(budget, windows, tolerances.getOrDefault(name, 0.0))));
    return new WindowFleet(budget, detectors);
  }

  /// Takes a window. A series that is not in `values` (no rows, nothing to compute) is left as it
  /// is.
  ///
  /// @param window its number, larger than that of the window before
  /// @param falseDiscoveryRate for the list of what moved, in (0, 1)
  /// @throws IllegalArgumentException if time runs backwards, a series is unknown, or a value not
  ///   finite; nothing is taken then
  public Step add(long window, Map<String, Double> values, double falseDiscoveryRate) {
    if (window <= lastWindow) {
      throw new IllegalArgumentException(
          "window %d comes after window %d; each is taken once, in the order of time"
              .formatted(window, lastWindow));
    }
    values.forEach((name, value) -> {
      if (!detectors.containsKey(name)) {
        throw new IllegalArgumentException("no series is named " + name);
      }
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "window %d of %s must be a finite number, was %s".formatted(window, name, value));
      }
    });
    lastWindow = window;
    List<String> alarms = new ArrayList<>();
    detectors.forEach((name, detector) -> {
      Double value = values.get(name);
      if (value != null && detector.add(value).isAlarm()) {
        alarms.add(name);
      }
    });
    return new Step(window, alarms, moved(falseDiscoveryRate));
  }

  private List<String> moved(double falseDiscoveryRate) {
    List<String> names = new ArrayList<>(detectors.keySet());
    double[] evidence = detectors.values().stream().mapToDouble(WindowDetector::eValue).toArray();
    boolean[] rejected = EvidenceDiscovery.closedEbh(evidence, falseDiscoveryRate);
    List<String> moved = new ArrayList<>();
    for (int at = 0; at < rejected.length; at++) {
      if (rejected[at]) {
        moved.add(names.get(at));
      }
    }
    return moved;
  }

  /// The budget that all share.
  public AlarmBudget budget() {
    return budget;
  }

  /// The detectors by the name of their series, to look at, to acknowledge or to learn anew.
  public Map<String, WindowDetector> detectors() {
    return Collections.unmodifiableMap(detectors);
  }

  /// All that the fleet knows, in bytes with a version and a checksum.
  public byte[] state() {
    StateWriter out = new StateWriter(KIND);
    budget.write(out);
    out.put(lastWindow).put((long) detectors.size());
    detectors.forEach((name, detector) -> out.put(name).put(detector.state()));
    return out.toBytes();
  }

  /// The fleet whose [#state()] this is.
  ///
  /// @throws IllegalArgumentException for bytes that are none, of another version, or damaged
  public static WindowFleet restore(byte[] state) {
    StateReader in = new StateReader(state).expect(KIND);
    AlarmBudget budget = AlarmBudget.read(in);
    long lastWindow = in.integer();
    int size = in.count(Integer.MAX_VALUE);
    Map<String, WindowDetector> detectors = new LinkedHashMap<>();
    for (int at = 0; at < size; at++) {
      detectors.put(in.text(), WindowDetector.restore(in.block()));
    }
    in.end();
    WindowFleet fleet = new WindowFleet(budget, detectors);
    fleet.lastWindow = lastWindow;
    return fleet;
  }
}
