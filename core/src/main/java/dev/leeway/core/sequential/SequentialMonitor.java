package dev.leeway.core.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Monitoring over time: many series of window statistics, such as the mean rank of each feature,
/// under one budget of false alarms ([WindowFleet]), with a season taken out where the reference
/// covers it ([SeasonalBaseline]), and with windows by their own numbers in what it says.
///
/// A window is given once, when it is final, in the order of time; gaps are left out. A series with
/// no value in a window is left as it is. What the monitor knows is in [#toBytes()]: restored, it
/// goes on as if it had never stopped.
///
/// Mutable, and not for several threads at once.
public final class SequentialMonitor {

  /// The false discovery rate of the list of what moved.
  public static final double FALSE_DISCOVERY_RATE = 0.05;

  private static final String KIND = "sequential-monitor";

  /// One window's statistics.
  ///
  /// @param window its number, larger than that of every window before; any numbering will do, such
  ///   as the second it starts at
  /// @param place its place in the season, from 0; 0 without a season
  /// @param values the statistic of each series that has one, finite
  public record Observation(long window, int place, Map<String, Double> values) {}

  /// What the monitor says of a window.
  public enum State {
    /// Too few windows are known for any series to be judged.
    LEARNING,
    /// Nothing changed as far as can be told.
    QUIET,
    /// A series raised its alarm in this window.
    ALARM,
    /// No series can be judged: each is constant or void.
    SILENT
  }

  /// What a window brought.
  ///
  /// @param window its number
  /// @param state what there is to say
  /// @param learnt windows known to the series that knows most of those still learning, of
  ///   [WindowDetector#NEEDED]; 0 where none is learning
  /// @param alarms the series whose alarm it raised
  /// @param moved the series that moved so far, with a false discovery rate of
  ///   [#FALSE_DISCOVERY_RATE]; for a look, not a page
  public record Step(
      long window, State state, int learnt, List<String> alarms, List<String> moved) {}

  /// When a series changed, by the numbers of the windows.
  ///
  /// @param raised the window that raised the alarm
  /// @param direction which way the mean moved
  /// @param since the likeliest first window of what is new
  /// @param low the first window of a 95 % confidence set for it
  /// @param high its last
  /// @param evidence at the alarm, at least the budget's threshold
  public record Change(
      long raised, Signal direction, long since, long low, long high, double evidence) {}

  private final WindowFleet fleet;
  private final Map<String, SeasonalBaseline> seasons;

  /// The windows that each series was given, by its steps.
  private final Map<String, StepWindows> windows;

  private SequentialMonitor(
      WindowFleet fleet, Map<String, SeasonalBaseline> seasons, Map<String, StepWindows> windows) {
    this.fleet = fleet;
    this.seasons = seasons;
    this.windows = windows;
  }

  /// A monitor before its first window.
  ///
  /// @param chance of one or more false alarms in a period, over all series
  /// @param period in windows
  /// @param series the names of the series, each once
  /// @param places of the season, 1 for none; a series whose reference has fewer than
  ///   [SeasonalBaseline#NEEDED] windows at a place is taken as it is
  /// @param reference the reference's windows in the order of time; with fewer than
  ///   [WindowDetector#NEEDED] values a series learns from the first production windows
  public static SequentialMonitor of(
      double chance,
      long period,
      Collection<String> series,
      int places,
      List<Observation> reference) {
    Map<String, SeasonalBaseline> seasons = new LinkedHashMap<>();
    Map<String, double[]> references = new LinkedHashMap<>();
    Map<String, StepWindows> windows = new LinkedHashMap<>();
    for (String name : series) {
      List<Observation> known =
          reference.stream().filter(window -> window.values().containsKey(name)).toList();
      double[] values = known.stream().mapToDouble(window -> value(window, name)).toArray();
      int[] at = known.stream().mapToInt(Observation::place).toArray();
      Optional<SeasonalBaseline> season =
          places > 1 && values.length >= WindowDetector.NEEDED
              ? SeasonalBaseline.of(places, at, values)
              : Optional.empty();
      season.ifPresent(baseline -> seasons.put(name, baseline));
      references.put(name, season.map(SeasonalBaseline::reference).orElse(values));
      windows.put(name, new StepWindows());
    }
    WindowFleet fleet = WindowFleet.of(chance, period, references, Map.of());
    return new SequentialMonitor(fleet, seasons, windows);
  }

  private static double value(Observation window, String name) {
    return Objects.requireNonNull(window.values().get(name));
  }

  /// Takes a window.
  ///
  /// @throws IllegalArgumentException if time runs backwards, a series is unknown, a place is
  ///   outside the season, or a value not finite; nothing is taken then
  public Step add(Observation observation) {
    Map<String, Double> values = new LinkedHashMap<>();
    observation
        .values()
        .forEach((name, value) -> {
          SeasonalBaseline season = seasons.get(name);
          values.put(name, season == null ? value : season.residual(observation.place(), value));
        });
    WindowFleet.Step step = fleet.add(observation.window(), values, FALSE_DISCOVERY_RATE);
    values.keySet().forEach(name -> windows(name).add(observation.window()));
    State state = state(step.alarms());
    return new Step(
        step.window(), state, state == State.LEARNING ? learnt() : 0, step.alarms(), step.moved());
  }

  private State state(List<String> alarms) {
    Map<WindowDetector.Status, Long> count =
        fleet.detectors().values().stream()
            .collect(Collectors.groupingBy(WindowDetector::status, Collectors.counting()));
    if (!alarms.isEmpty()) {
      return State.ALARM;
    }
    if (count.containsKey(WindowDetector.Status.WATCHING)
        || count.containsKey(WindowDetector.Status.ALARMED)) {
      return State.QUIET;
    }
    return count.containsKey(WindowDetector.Status.LEARNING) ? State.LEARNING : State.SILENT;
  }

  /// Windows known to the series that knows most of those still learning; 0 where none is.
  public int learnt() {
    return fleet.detectors().values().stream()
        .filter(detector -> detector.status() == WindowDetector.Status.LEARNING)
        .mapToInt(WindowDetector::learnt)
        .max()
        .orElse(0);
  }

  /// The budget that all share.
  public AlarmBudget budget() {
    return fleet.budget();
  }

  /// The names of the series, in their order.
  public List<String> series() {
    return List.copyOf(windows.keySet());
  }

  /// What the detector of a series is doing.
  ///
  /// @throws IllegalArgumentException for an unknown series, as of all that follows
  public WindowDetector.Status status(String series) {
    return detector(series).status();
  }

  /// Whether a series is compared by its place in the season.
  public boolean isSeasonal(String series) {
    detector(series);
    return seasons.containsKey(series);
  }

  /// The evidence of a series against "no change"; its alarm is at the budget's threshold.
  public double evidence(String series) {
    return detector(series).evidence();
  }

  /// The largest autocorrelation of a series' neighbouring windows that is allowed for.
  public double autocorrelationLimit(String series) {
    return detector(series).autocorrelationLimit();
  }

  /// About how many windows a lasting change by `shift`, in the units of the series, takes to be
  /// found from now on; infinite where 1,000 are not enough, empty unless it is watched.
  public OptionalDouble expectedDelay(String series, double shift) {
    return detector(series).expectedDelay(shift);
  }

  /// The change behind a series' alarm, until it is acknowledged.
  public Optional<Change> change(String series) {
    StepWindows known = windows(series);
    return detector(series)
        .alarm()
        .map(alarm ->
            new Change(
                known.window(alarm.step()),
                alarm.direction(),
                known.window(alarm.changePoint()),
                known.window(alarm.changeLow()),
                known.window(alarm.changeHigh()),
                alarm.evidence()));
  }

  /// Ends a series' alarm and watches on, with a new budget, against what was normal before.
  public void acknowledge(String series) {
    detector(series).acknowledge();
  }

  /// Ends a series' alarm, if there is one, and learns from the windows that follow what is normal
  /// now, with a new budget. Its season, if it has one, stays as it was.
  public void relearn(String series) {
    detector(series).relearn();
  }

  private WindowDetector detector(String series) {
    return known(fleet.detectors(), series);
  }

  private StepWindows windows(String series) {
    return known(windows, series);
  }

  private static <T> T known(Map<String, T> map, String series) {
    T found = map.get(series);
    if (found == null) {
      throw new IllegalArgumentException("no series is named " + series);
    }
    return found;
  }

  /// All that the monitor knows, in bytes with a version and a checksum.
  public byte[] toBytes() {
    StateWriter out = new StateWriter(KIND).put(fleet.state());
    windows.values().forEach(numbers -> numbers.write(out));
    out.put((long) seasons.size());
    seasons.forEach((name, season) -> season.write(out.put(name)));
    return out.toBytes();
  }

  /// The monitor whose [#toBytes()] these are.
  ///
  /// @throws IllegalArgumentException for bytes that are none, of another version, or damaged
  public static SequentialMonitor from(byte[] bytes) {
    StateReader in = new StateReader(bytes).expect(KIND);
    WindowFleet fleet = WindowFleet.restore(in.block());
    Map<String, StepWindows> windows = new LinkedHashMap<>();
    fleet.detectors().keySet().forEach(name -> windows.put(name, StepWindows.read(in)));
    Map<String, SeasonalBaseline> seasons = new LinkedHashMap<>();
    int size = in.count(windows.size());
    for (int at = 0; at < size; at++) {
      String name = in.text();
      if (!windows.containsKey(name)) {
        throw StateReader.damaged();
      }
      seasons.put(name, SeasonalBaseline.read(in));
    }
    in.end();
    return new SequentialMonitor(fleet, seasons, windows);
  }

  /// The numbers of the latest windows that a series was given, by its steps.
  private static final class StepWindows {

    private static final int KEPT = 4_096;

    private final List<Long> numbers = new ArrayList<>();
    private long forgotten;

    void add(long window) {
      if (numbers.size() == KEPT) {
        numbers.subList(0, KEPT / 2).clear();
        forgotten += KEPT / 2;
      }
      numbers.add(window);
    }

    /// The window of a step; the oldest that is known for one before it.
    long window(long step) {
      int at = (int) Math.max(0, Math.min(numbers.size() - 1L, step - forgotten));
      return numbers.get(at);
    }

    void write(StateWriter out) {
      out.put(forgotten).put((long) numbers.size());
      numbers.forEach(out::put);
    }

    static StepWindows read(StateReader in) {
      StepWindows windows = new StepWindows();
      windows.forgotten = in.count();
      long[] numbers = new long[in.count(KEPT)];
      Arrays.setAll(numbers, at -> in.integer());
      Arrays.stream(numbers).forEach(windows.numbers::add);
      return windows;
    }
  }
}
