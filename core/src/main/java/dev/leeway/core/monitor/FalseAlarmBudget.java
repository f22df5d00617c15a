package dev.leeway.core.monitor;

import java.util.Optional;

/// How many false alarms are allowed over time: the chance of one or more in a period, over all
/// series that are followed.
///
/// @param chance in (0, 1)
/// @param period a span of time or a number of windows; by default a year of windows that span
///   time, and [#WINDOWS] windows of a number of rows
public record FalseAlarmBudget(double chance, Optional<WindowSpec> period) {

  /// The default chance: one false alarm in ten periods.
  public static final double CHANCE = 0.1;

  /// The default period of windows that are so many rows.
  public static final int WINDOWS = 365;

  public FalseAlarmBudget {
    if (!(chance > 0 && chance < 1)) {
      throw new IllegalArgumentException(
          "the chance of a false alarm must be between 0 and 1, was " + chance);
    }
  }

  /// One false alarm in ten years, or in ten times [#WINDOWS] windows of rows.
  public static FalseAlarmBudget standard() {
    return new FalseAlarmBudget(CHANCE, Optional.empty());
  }

  /// The windows of a period, at least 1: a year has 365 days, a month a twelfth of them.
  ///
  /// @throws IllegalArgumentException for a period of time of windows that are numbers of rows
  public long windows(WindowSpec window) {
    if (period.isPresent() && period.get() instanceof WindowSpec.Rows count) {
      return count.rows();
    }
    if (window instanceof WindowSpec.Rows) {
      if (period.isPresent()) {
        throw new IllegalArgumentException(
            "the period of windows of %s rows must be a number of windows, was %s"
                .formatted(window, period.get()));
      }
      return WINDOWS;
    }
    WindowSpec.Span span =
        (WindowSpec.Span) period.orElse(new WindowSpec.Span(1, WindowSpec.Unit.YEAR));
    return Math.max(1, (long) Math.ceil(span.seconds() / ((WindowSpec.Span) window).seconds()));
  }

  /// The period in words: `a year`, `365 windows`, `30d`.
  public String periodWords(WindowSpec window) {
    if (period.isPresent() && period.get() instanceof WindowSpec.Span span) {
      return span.equals(new WindowSpec.Span(1, WindowSpec.Unit.YEAR)) ? "a year" : span.toString();
    }
    return period.isEmpty() && window instanceof WindowSpec.Span
        ? "a year"
        : "%,d windows".formatted(windows(window));
  }
}
