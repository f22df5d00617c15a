package dev.leeway.core.performance;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import dev.leeway.core.stats.Interval;
import dev.leeway.core.stats.Proportion;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How fast answers were: their latencies, counted, and the time from the first to the last.
///
/// A quantile of p is the smallest latency that at least a share p of the answers does not exceed;
/// NumPy calls it `inverted_cdf`. It is a latency that occurred, exactly with [Resolution#EXACT],
/// and within 1/128 of it with [Resolution#BINNED]. Its interval has order statistics as ends,
/// whose ranks are those of the Wilson interval of p, widened by what rounding may have moved; it
/// needs no distribution.
///
/// Throughput is rows a second between the first and the last answer: (rows − 1) / time, since n
/// answers have n − 1 gaps. Where the length of a window is known, [#throughput(Duration)] is
/// better. A latency that is negative or not finite is left out and counted in [#unusableRows()].
public final class ServingState implements PerformanceState {

  /// How far [Resolution#BINNED] moves a latency at most, relative to it.
  public static final double RELATIVE_ERROR = 1 / 128.0;

  private static final int DROPPED_BITS = 46;

  private static final List<Metric> DEFINED =
      List.copyOf(EnumSet.range(Metric.LATENCY_P50, Metric.THROUGHPUT));

  private final Resolution resolution;
  private final ValueCounts latencies;
  private final Times times;
  private final long unusableRows;

  private ServingState(
      Resolution resolution, ValueCounts latencies, Times times, long unusableRows) {
    this.resolution = resolution;
    this.latencies = latencies;
    this.times = times;
    this.unusableRows = unusableRows;
  }

  /// @param rows those that have a time
  private record Times(@Nullable Instant first, @Nullable Instant last, long rows) {

    private Times merge(Times other) {
      return new Times(
          first == null || (other.first != null && other.first.isBefore(first))
              ? other.first
              : first,
          last == null || (other.last != null && other.last.isAfter(last)) ? other.last : last,
          rows + other.rows);
    }
  }

  /// The state of the answers of both; where one is rounded, the sum is.
  public ServingState merge(ServingState other) {
    if (resolution != other.resolution) {
      return binned().merge(other.binned());
    }
    return new ServingState(
        resolution,
        latencies.merge(other.latencies),
        times.merge(other.times),
        unusableRows + other.unusableRows);
  }

  /// The same with latencies rounded as [Resolution#BINNED] does.
  public ServingState binned() {
    return resolution == Resolution.BINNED
        ? this
        : new ServingState(
            Resolution.BINNED, latencies.rounded(ServingState::round), times, unusableRows);
  }

  @Override
  public Task task() {
    return Task.SERVING;
  }

  @Override
  public long rows() {
    return Math.max(latencies.total(), times.rows);
  }

  /// The number of latencies that were negative or not finite.
  public long unusableRows() {
    return unusableRows;
  }

  /// The time of the first answer, if times were given.
  public Optional<Instant> first() {
    return Optional.ofNullable(times.first);
  }

  /// The time of the last answer, if times were given.
  public Optional<Instant> last() {
    return Optional.ofNullable(times.last);
  }

  /// Rows a second in a window of this length, which must be above zero.
  public double throughput(Duration window) {
    if (window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException("a window must be longer than zero, was " + window);
    }
    return rows() / seconds(window);
  }

  @Override
  public List<Metric> defined() {
    return DEFINED;
  }

  @Override
  public MetricValue metric(Metric metric) {
    return switch (metric) {
      case LATENCY_P50 -> quantile(metric, 50);
      case LATENCY_P95 -> quantile(metric, 95);
      case LATENCY_P99 -> quantile(metric, 99);
      case THROUGHPUT -> throughput();
      default -> MetricValue.absent(metric, rows(), Absence.NOT_APPLICABLE);
    };
  }

  private MetricValue quantile(Metric metric, int percent) {
    long total = latencies.total();
    if (total == 0) {
      return MetricValue.absent(metric, 0, Absence.NO_ROWS);
    }
    long rank = total / 100 * percent + (total % 100 * percent + 99) / 100;
    double value = latencies.ofRank(rank);
    Interval shares = Proportion.wilson(rank, total, MetricValue.CONFIDENCE);
    double slack = resolution == Resolution.BINNED ? RELATIVE_ERROR : 0;
    long low = Math.max(1, (long) Math.floor(shares.low() * total));
    long high = Math.min(total, (long) Math.ceil(shares.high() * total) + 1);
    Interval interval =
        new Interval(latencies.ofRank(low) * (1 - slack), latencies.ofRank(high) * (1 + slack));
    return new MetricValue(
        metric,
        value,
        interval,
        IntervalMethod.RANKS,
        MetricValue.standardError(interval),
        null,
        total,
        null);
  }

  private MetricValue throughput() {
    if (times.first == null || times.last == null) {
      return MetricValue.absent(Metric.THROUGHPUT, times.rows, Absence.NO_ROWS);
    }
    Duration span = Duration.between(times.first, times.last);
    if (span.isZero()) {
      return MetricValue.absent(Metric.THROUGHPUT, times.rows, Absence.NO_SPREAD);
    }
    return MetricValue.withoutInterval(
        Metric.THROUGHPUT, (times.rows - 1) / seconds(span), times.rows, Absence.NO_METHOD);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /// To the middle of a cell of 7 significant binary digits; 0 stays.
  private static double round(double latency) {
    if (latency == 0) {
      return 0;
    }
    long cell = Double.doubleToRawLongBits(latency) >>> DROPPED_BITS;
    return Double.longBitsToDouble((cell << DROPPED_BITS) | (1L << (DROPPED_BITS - 1)));
  }

  void write(ByteOutput out) {
    out.putCount(resolution.ordinal());
    latencies.write(out);
    out.putCount(times.rows);
    if (times.first != null && times.last != null) {
      write(out, times.first);
      write(out, times.last);
    }
    out.putCount(unusableRows);
  }

  private static void write(ByteOutput out, Instant time) {
    out.putSigned(time.getEpochSecond());
    out.putCount(time.getNano());
  }

  static ServingState read(ByteInput in) {
    Resolution resolution = Resolution.values()[in.count(Resolution.values().length - 1)];
    ValueCounts latencies = ValueCounts.read(in);
    if (latencies.distinct() > 0
        && !(latencies.value(0) >= 0
            && latencies.value(latencies.distinct() - 1) <= Double.MAX_VALUE)) {
      throw in.damaged("a latency is negative or infinite");
    }
    long rows = in.count();
    Instant first = rows == 0 ? null : readTime(in);
    Instant last = rows == 0 ? null : readTime(in);
    if (first != null && last != null && last.isBefore(first)) {
      throw in.damaged("the last time is before the first");
    }
    return new ServingState(resolution, latencies, new Times(first, last, rows), in.count());
  }

  private static Instant readTime(ByteInput in) {
    long second = in.signed();
    int nano = in.count(999_999_999);
    if (second < Instant.MIN.getEpochSecond() || second > Instant.MAX.getEpochSecond()) {
      throw in.damaged("%d seconds are no time".formatted(second));
    }
    return Instant.ofEpochSecond(second, nano);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ServingState that
        && resolution == that.resolution
        && latencies.equals(that.latencies)
        && times.equals(that.times)
        && unusableRows == that.unusableRows;
  }

  @Override
  public int hashCode() {
    return 31 * latencies.hashCode() + times.hashCode();
  }

  @Override
  public String toString() {
    return "ServingState[%d rows]".formatted(rows());
  }

  /// Counts answers one by one. For one thread.
  public static final class Recorder {

    private final Resolution resolution;
    private final ValueCounts.Recorder latencies;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private long timedRows;
    private long unusableRows;

    /// @param resolution how finely latencies are kept
    public Recorder(Resolution resolution) {
      this.resolution = resolution;
      this.latencies =
          new ValueCounts.Recorder(
              resolution == Resolution.BINNED ? ServingState::round : latency -> latency);
    }

    /// Counts an answer's latency, in seconds.
    public void addLatency(double seconds) {
      if (seconds >= 0 && seconds <= Double.MAX_VALUE) {
        latencies.add(seconds);
      } else {
        unusableRows++;
      }
    }

    /// Counts an answer's time.
    public void addTime(Instant time) {
      if (first == null || time.isBefore(first)) {
        first = time;
      }
      if (last == null || time.isAfter(last)) {
        last = time;
      }
      timedRows++;
    }

    /// What was counted so far; the recorder can go on.
    public ServingState snapshot() {
      return new ServingState(
          resolution, latencies.snapshot(), new Times(first, last, timedRows), unusableRows);
    }
  }
}
