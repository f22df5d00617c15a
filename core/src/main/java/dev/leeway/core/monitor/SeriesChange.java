package dev.leeway.core.monitor;

/// An alarm over time, in words for people.
///
/// @param series what moved
/// @param rise whether it rose; else it fell
/// @param raised the window that raised the alarm
/// @param since the likeliest first window of what is new
/// @param low the first window of a 95 % confidence set for it
/// @param high its last
/// @param before the mean of the windows before the change, those of the reference included
/// @param after the mean since
/// @param evidence for a change, at least the budget's threshold
public record SeriesChange(
    WatchedSeries series,
    boolean rise,
    String raised,
    String since,
    String low,
    String high,
    double before,
    double after,
    double evidence) {

  /// What changed, since when and how sure that is: `income: values rose since 2016-03-12 (95 %:
  /// 2016-03-10 to 2016-03-13)`.
  public String sentence() {
    String between = low.equals(high) ? "" : " (95 %%: %s to %s)".formatted(low, high);
    String colon = series.quantity() == WatchedSeries.Quantity.METRIC ? " " : ": ";
    return series.title() + colon + series.movement(rise) + " since " + since + between;
  }
}
