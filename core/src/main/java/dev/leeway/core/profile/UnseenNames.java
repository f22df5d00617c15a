package dev.leeway.core.profile;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Counts categories that the reference does not have, in bounded memory: those 64 names whose hash
/// is smallest, exactly, and the rows of all others as one number.
///
/// A name's rank by hash among the names seen can only grow, so a name that is kept in the end was
/// never dropped before, and its count is exact; the choice depends on the names alone, so neither
/// order nor partition shows.
final class UnseenNames {

  /// Names that are counted one by one.
  static final int KEPT = 64;

  private record Key(long hash, String name) {}

  private static final Comparator<Key> BY_HASH =
      Comparator.<Key>comparingLong(key -> key.hash() ^ Long.MIN_VALUE).thenComparing(Key::name);

  private final TreeMap<Key, Long> kept = new TreeMap<>(BY_HASH);
  private long rest;

  void add(String name, long rows) {
    if (rows == 0) {
      return;
    }
    Key key = new Key(NameHash.of(name), name);
    if (kept.size() == KEPT && !kept.containsKey(key) && BY_HASH.compare(key, kept.lastKey()) > 0) {
      rest += rows;
      return;
    }
    kept.merge(key, rows, Long::sum);
    if (kept.size() > KEPT) {
      rest += kept.pollLastEntry().getValue();
    }
  }

  void addRest(long rows) {
    rest += rows;
  }

  /// The names kept, by hash.
  Map<String, Long> names() {
    Map<String, Long> names = new LinkedHashMap<>();
    kept.forEach((key, rows) -> names.put(key.name(), rows));
    return Collections.unmodifiableMap(names);
  }

  long rest() {
    return rest;
  }
}
