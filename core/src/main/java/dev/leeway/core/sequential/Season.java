package dev.leeway.core.sequential;

import java.time.LocalDateTime;

/// A cycle that windows follow; each window has a place in it.
public enum Season {
  /// 24 places.
  HOUR_OF_DAY(24) {
    @Override
    public int of(LocalDateTime start) {
      return start.getHour();
    }
  },
  /// 7 places, Monday first.
  DAY_OF_WEEK(7) {
    @Override
    public int of(LocalDateTime start) {
      return start.getDayOfWeek().getValue() - 1;
    }
  },
  /// 168 places.
  HOUR_OF_WEEK(168) {
    @Override
    public int of(LocalDateTime start) {
      return 24 * DAY_OF_WEEK.of(start) + start.getHour();
    }
  };

  private final int places;

  Season(int places) {
    this.places = places;
  }

  /// How many places the cycle has.
  public int places() {
    return places;
  }

  /// The place of a window that starts then, from 0; in the zone whose days the users live by.
  public abstract int of(LocalDateTime start);
}
