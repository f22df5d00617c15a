package dev.leeway.core.monitor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How rows are cut into tumbling windows: so many rows each, or a span of time each.
///
/// Written as `5000` (rows), or a whole number with a unit: `15min`, `1h`, `1d`, `1w`, `1mo`, `1y`.
/// Spans are in UTC, half-open `[start, end)`, and aligned to 1970-01-01T00:00Z: a day starts at
/// midnight, `6h` at 0, 6, 12 and 18 o'clock, a month on its first day, `3mo` in January, April,
/// July and October. Weeks start on Monday, 1970-01-05 being one.
public sealed interface WindowSpec {

  /// Tumbling windows of `rows` rows, at least 1, in the order of the data.
  record Rows(long rows) implements WindowSpec {

    public Rows {
      if (rows < 1) {
        throw new IllegalArgumentException("a window must have at least 1 row, was " + rows);
      }
    }

    @Override
    public String toString() {
      return Long.toString(rows);
    }
  }

  /// Tumbling windows of `amount` (at least 1) times `unit`.
  record Span(int amount, Unit unit) implements WindowSpec {

    public Span {
      if (amount < 1) {
        throw new IllegalArgumentException("a window must span at least 1, was " + amount);
      }
    }

    /// How long it is, a year taken as 365 days and a month as a twelfth of them.
    double seconds() {
      return amount * unit.seconds();
    }

    /// The start of the window that `time` lies in.
    public Instant start(Instant time) {
      return at(Math.floorDiv(unit.count(time), amount));
    }

    /// The end of the window that starts at `start`: the start of the next one.
    public Instant end(Instant start) {
      return at(Math.floorDiv(unit.count(start), amount) + 1);
    }

    private Instant at(long window) {
      return unit.instant(Math.multiplyExact(window, (long) amount));
    }

    /// A name for the window that starts at `start`, as short as the unit allows: `2016-03`,
    /// `2016-03-01`, `2016-03-01T06:00Z`.
    public String name(Instant start) {
      String date = start.atOffset(ZoneOffset.UTC).toLocalDate().toString();
      return switch (unit) {
        case YEAR -> date.substring(0, date.length() - 6);
        case MONTH -> date.substring(0, date.length() - 3);
        case WEEK, DAY -> date;
        case HOUR, MINUTE -> start.atOffset(ZoneOffset.UTC).toString();
      };
    }

    @Override
    public String toString() {
      return amount + unit.symbol;
    }
  }

  /// A unit of time.
  enum Unit {
    MINUTE("min", ChronoUnit.MINUTES),
    HOUR("h", ChronoUnit.HOURS),
    DAY("d", ChronoUnit.DAYS),
    WEEK("w", ChronoUnit.WEEKS),
    MONTH("mo", ChronoUnit.MONTHS),
    YEAR("y", ChronoUnit.YEARS);

    private static final LocalDate EPOCH = LocalDate.EPOCH;
    private static final long SECONDS_TO_MONDAY = 4 * 86_400L;

    private final String symbol;
    private final ChronoUnit unit;

    Unit(String symbol, ChronoUnit unit) {
      this.symbol = symbol;
      this.unit = unit;
    }

    private double seconds() {
      return switch (this) {
        case MINUTE, HOUR, DAY, WEEK -> unit.getDuration().toSeconds();
        case MONTH -> 365 * 86_400 / 12.0;
        case YEAR -> 365 * 86_400;
      };
    }

    /// Whole units from the epoch to `time`.
    private long count(Instant time) {
      return switch (this) {
        case MINUTE, HOUR, DAY ->
            Math.floorDiv(time.getEpochSecond(), unit.getDuration().toSeconds());
        case WEEK ->
            Math.floorDiv(
                time.getEpochSecond() - SECONDS_TO_MONDAY, unit.getDuration().toSeconds());
        case MONTH, YEAR -> {
          LocalDate date = time.atOffset(ZoneOffset.UTC).toLocalDate();
          long months = 12L * (date.getYear() - EPOCH.getYear()) + date.getMonthValue() - 1;
          yield this == MONTH ? months : Math.floorDiv(months, 12L);
        }
      };
    }

    private Instant instant(long count) {
      return switch (this) {
        case MINUTE, HOUR, DAY ->
            Instant.ofEpochSecond(Math.multiplyExact(count, unit.getDuration().toSeconds()));
        case WEEK ->
            Instant.ofEpochSecond(
                Math.multiplyExact(count, unit.getDuration().toSeconds()) + SECONDS_TO_MONDAY);
        case MONTH, YEAR -> EPOCH.plus(count, unit).atStartOfDay().toInstant(ZoneOffset.UTC);
      };
    }
  }

  /// Reads the written form.
  ///
  /// @throws IllegalArgumentException with what was expected, if `text` is none
  static WindowSpec parse(String text) {
    Matcher written =
        Pattern.compile("([0-9]{1,9}) ?([a-z]*)").matcher(text.strip().toLowerCase(Locale.ROOT));
    if (written.matches()) {
      int amount = Integer.parseInt(written.group(1));
      String symbol = written.group(2);
      if (amount > 0 && symbol.isEmpty()) {
        return new Rows(amount);
      }
      for (Unit unit : Unit.values()) {
        if (amount > 0 && unit.symbol.equals(symbol)) {
          return new Span(amount, unit);
        }
      }
    }
    throw new IllegalArgumentException(
        "a window must be a number of rows, such as 5000, or a span such as 15min, 1h, 1d, 1w, 1mo"
            + " or 1y; was "
            + text);
  }

  /// Whether `seconds` since 1970 is a time that windows can be cut at: finite and in the years
  /// 0001 to 9999.
  static boolean isTime(double seconds) {
    try {
      int year = Instant.ofEpochSecond((long) seconds).atOffset(ZoneOffset.UTC).getYear();
      return Double.isFinite(seconds) && year >= 1 && year <= 9999;
    } catch (DateTimeException ignored) {
      return false; // beyond what a date can be: that is the answer
    }
  }
}
