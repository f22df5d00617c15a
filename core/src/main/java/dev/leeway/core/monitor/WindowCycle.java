package dev.leeway.core.monitor;

import dev.leeway.core.sequential.Season;
import dev.leeway.core.sequential.SeasonalBaseline;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The season that windows of a span are compared by, in UTC: days by the day of the week; shorter
/// windows by the hour of the week, or, where the reference is too short for that, by the hour of
/// the day. Longer ones have none.
///
/// @param season the season
/// @param hours those of its places that windows of this span start at, in order
public record WindowCycle(Season season, List<Integer> hours) {

  private static final long WEEK = 7 * 86_400L;

  /// A Monday, from which all places of every span are met in a year.
  private static final Instant MONDAY = Instant.parse("1970-01-05T00:00:00Z");

  public WindowCycle {
    hours = List.copyOf(hours);
  }

  /// The longest season that the reference's windows cover, by their starts alone: with
  /// [SeasonalBaseline#NEEDED] of them at every place. Empty where there is none.
  public static Optional<WindowCycle> of(WindowSpec.Span span, List<Instant> starts) {
    for (Season season : seasons(span)) {
      WindowCycle cycle = new WindowCycle(season, places(season, span));
      int[] counts = new int[cycle.hours.size()];
      starts.forEach(start -> counts[cycle.place(start)]++);
      boolean covered = counts.length > 1;
      for (int count : counts) {
        covered &= count >= SeasonalBaseline.NEEDED;
      }
      if (covered) {
        return Optional.of(cycle);
      }
    }
    return Optional.empty();
  }

  private static List<Season> seasons(WindowSpec.Span span) {
    return switch (span.unit()) {
      case MINUTE, HOUR ->
          span.seconds() < 86_400 ? List.of(Season.HOUR_OF_WEEK, Season.HOUR_OF_DAY) : List.of();
      case DAY -> span.amount() == 1 ? List.of(Season.DAY_OF_WEEK) : List.of();
      case WEEK, MONTH, YEAR -> List.of();
    };
  }

  private static List<Integer> places(Season season, WindowSpec.Span span) {
    TreeSet<Integer> places = new TreeSet<>();
    Instant last = MONDAY.plusSeconds(52 * WEEK);
    for (Instant start = span.start(MONDAY); start.isBefore(last); start = span.end(start)) {
      places.add(season.of(start.atOffset(ZoneOffset.UTC).toLocalDateTime()));
      if (places.size() == season.places()) {
        break;
      }
    }
    return new ArrayList<>(places);
  }

  /// How many places there are.
  public int places() {
    return hours.size();
  }

  /// The place of a window that starts then, from 0.
  public int place(Instant start) {
    return hours.indexOf(season.of(start.atOffset(ZoneOffset.UTC).toLocalDateTime()));
  }
}
