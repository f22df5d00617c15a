package dev.leeway.app.server.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a request while they are read: ids, versions and times of those that are right, and
/// what is wrong with the others.
final class RowLedger {

  private static final String MISSING_ID = "is missing; expected a string or a whole number";
  private static final int LONGEST_NAME = 100;

  private final String defaultVersion;
  private final long received;
  private final Limits limits;

  /// Whether of several rows with one id and version only the first is kept.
  private final boolean distinct;

  private final List<String> ids = new ArrayList<>();
  private final List<String> versions = new ArrayList<>();
  private long[] times = new long[64];
  private int[] indexes = new int[64];
  private final List<Rejection> rejected = new ArrayList<>();
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Map<String, Set<String>> seen = new HashMap<>();
  private int duplicates;
  private int rows;

  private @Nullable String id;
  private @Nullable String version;
  private long time;
  private boolean timed;
  private boolean wrong;

  /// @param defaultVersion the version of rows that name none
  /// @param received the time of rows that have none, in microseconds since 1970
  RowLedger(String defaultVersion, long received, Limits limits, boolean distinct) {
    this.defaultVersion = defaultVersion;
    this.received = received;
    this.limits = limits;
    this.distinct = distinct;
  }

  /// Begins a row.
  ///
  /// @throws TooLargeException if there are too many
  void begin() {
    if (rows == limits.rows()) {
      throw new TooLargeException(
          "the body has more than %,d rows; send them in several requests"
              .formatted(limits.rows()));
    }
    id = null;
    version = null;
    timed = false;
    time = received;
    wrong = false;
  }

  /// The number of rows that ended.
  int rows() {
    return rows;
  }

  boolean hasId() {
    return id != null;
  }

  boolean hasVersion() {
    return version != null;
  }

  boolean hasTime() {
    return timed;
  }

  void id(String value) {
    id = value;
  }

  void version(String value) {
    String before = versions.isEmpty() ? defaultVersion : versions.get(versions.size() - 1);
    version = value.equals(before) ? before : value;
  }

  void time(long micros) {
    time = micros;
    timed = true;
  }

  /// Says what is wrong with the row; the first of several such sayings counts.
  void reject(String field, String reason) {
    if (!wrong) {
      wrong = true;
      rejected.add(new Rejection(rows, shortened(field), reason));
    }
  }

  /// Notes a field that the model does not have.
  void unknown(String name) {
    if (unknown.size() < Received.MOST_UNKNOWN) {
      unknown.add(shortened(name));
    }
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
  }

  /// Ends the row.
  ///
  /// @return whether it is kept
  boolean end() {
    String given = id;
    if (given == null) {
      reject("id", MISSING_ID);
    }
    boolean keep = !wrong && given != null && isFirst(given);
    if (keep && given != null) {
      if (ids.size() == times.length) {
        times = Arrays.copyOf(times, 2 * times.length);
        indexes = Arrays.copyOf(indexes, 2 * indexes.length);
      }
      times[ids.size()] = time;
      indexes[ids.size()] = rows;
      ids.add(given);
      versions.add(version == null ? defaultVersion : version);
    }
    rows++;
    return keep;
  }

  private boolean isFirst(String given) {
    if (!distinct) {
      return true;
    }
    boolean first =
        seen.computeIfAbsent(version == null ? defaultVersion : version, name -> new HashSet<>())
            .add(given);
    duplicates += first ? 0 : 1;
    return first;
  }

  List<String> ids() {
    return ids;
  }

  List<String> versions() {
    return versions;
  }

  long[] times() {
    return Arrays.copyOf(times, ids.size());
  }

  /// What was read.
  <T> Received<T> received(T batch) {
    return new Received<>(
        batch, Arrays.copyOf(indexes, ids.size()), rejected, List.copyOf(unknown), duplicates);
  }
}
