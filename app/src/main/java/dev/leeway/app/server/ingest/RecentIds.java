package dev.leeway.app.server.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Ids that came not long ago, so that a batch that is sent again counts once.
///
/// Ids are kept as the first 128 bits of their SHA-256, so that two different ones are told apart
/// whatever a client chooses. They are forgotten in two generations: an id is known for at least
/// `keep` and at most twice as long, unless more than `limit` came in that time; then for the last
/// `limit` / 2 at least. Not safe for several threads.
final class RecentIds {

  private static final int SMALLEST = 1 << 10;

  /// A set of 128-bit numbers, by open addressing with linear probing. The number 0 marks a free
  /// place.
  private static final class Generation {
    private long[] high = new long[SMALLEST];
    private long[] low = new long[SMALLEST];
    private int size;

    int find(long first, long second) {
      int mask = high.length - 1;
      int at = (int) first & mask;
      while (high[at] != 0 || low[at] != 0) {
        if (high[at] == first && low[at] == second) {
          return at;
        }
        at = (at + 1) & mask;
      }
      return -1 - at;
    }

    void add(long first, long second) {
      int at = find(first, second);
      if (at >= 0) {
        return;
      }
      high[-1 - at] = first;
      low[-1 - at] = second;
      size++;
      if (2 * size > high.length) {
        grow();
      }
    }

    private void grow() {
      long[] oldHigh = high;
      long[] oldLow = low;
      high = new long[2 * oldHigh.length];
      low = new long[2 * oldLow.length];
      for (int from = 0; from < oldHigh.length; from++) {
        if (oldHigh[from] != 0 || oldLow[from] != 0) {
          int to = -1 - find(oldHigh[from], oldLow[from]);
          high[to] = oldHigh[from];
          low[to] = oldLow[from];
        }
      }
    }

    /// Takes a number out, and moves those behind it that would not be found any more.
    void remove(long first, long second) {
      int gap = find(first, second);
      if (gap < 0) {
        return;
      }
      int mask = high.length - 1;
      size--;
      int at = gap;
      while (true) {
        at = (at + 1) & mask;
        if (high[at] == 0 && low[at] == 0) {
          break;
        }
        int home = (int) high[at] & mask;
        if (((at - home) & mask) >= ((at - gap) & mask)) {
          high[gap] = high[at];
          low[gap] = low[at];
          gap = at;
        }
      }
      high[gap] = 0;
      low[gap] = 0;
    }
  }

  private final long keepMicros;
  private final int limit;
  private final MessageDigest digest;
  private Generation recent = new Generation();
  private Generation older = new Generation();
  private long began = Long.MIN_VALUE;
  private long first;
  private long second;

  /// @param keepMicros how long an id is known at least
  /// @param limit how many ids are known at most
  RecentIds(long keepMicros, int limit) {
    this.keepMicros = keepMicros;
    this.limit = limit;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Adds an id of a version.
  ///
  /// @param now in microseconds since 1970
  /// @return whether it was not there yet
  boolean add(String version, String id, long now) {
    hash(version, id);
    if (recent.find(first, second) >= 0 || older.find(first, second) >= 0) {
      return false;
    }
    if (began == Long.MIN_VALUE) {
      began = now;
    }
    if (now - began >= keepMicros || recent.size >= limit / 2) {
      older = recent;
      recent = new Generation();
      began = now;
    }
    recent.add(first, second);
    return true;
  }

  /// Whether an id is known.
  boolean contains(String version, String id) {
    hash(version, id);
    return recent.find(first, second) >= 0 || older.find(first, second) >= 0;
  }

  /// Forgets an id that was added but not kept after all.
  void remove(String version, String id) {
    hash(version, id);
    recent.remove(first, second);
    older.remove(first, second);
  }

  /// How many ids are known.
  int size() {
    return recent.size + older.size;
  }

  private void hash(String version, String id) {
    byte[] name = version.getBytes(StandardCharsets.UTF_8);
    digest.update((byte) name.length);
    digest.update((byte) (name.length >> 8));
    digest.update(name);
    byte[] hash = digest.digest(id.getBytes(StandardCharsets.UTF_8));
    first = number(hash, 0);
    second = number(hash, 8);
    if (first == 0 && second == 0) {
      second = 1;
    }
  }

  private static long number(byte[] bytes, int from) {
    long number = 0;
    for (int at = from; at < from + 8; at++) {
      number = (number << 8) | (bytes[at] & 0xff);
    }
    return number;
  }
}
