package dev.leeway.core.profile;

import java.util.Arrays;
import java.util.TreeSet;

/// How many distinct strings there were, from the 1,024 smallest hashes: exact up to that number,
/// above it an estimate `(k − 1) / h_k` with a relative standard error of about 3 %. Depends on the
/// set of strings alone, so it merges without a trace of order or partition.
///
/// Bar-Yossef et al. (2002), *Counting distinct elements in a data stream*; Beyer et al. (2007) for
/// the unbiased form.
final class DistinctSketch {

  static final int KEPT = 1024;

  private final TreeSet<Long> smallest = new TreeSet<>(Long::compareUnsigned);

  void add(String value) {
    addHash(NameHash.of(value));
  }

  void addHash(long hash) {
    if (smallest.size() < KEPT) {
      smallest.add(hash);
    } else if (Long.compareUnsigned(hash, smallest.last()) < 0 && smallest.add(hash)) {
      smallest.pollLast();
    }
  }

  /// The hashes, in unsigned order.
  long[] hashes() {
    return smallest.stream().mapToLong(Long::longValue).toArray();
  }

  static long estimate(long[] hashes) {
    if (hashes.length < KEPT) {
      return hashes.length;
    }
    double share = (hashes[KEPT - 1] >>> 11) * 0x1.0p-53;
    return Math.round((KEPT - 1) / share);
  }

  static long[] merge(long[] first, long[] second) {
    DistinctSketch sketch = new DistinctSketch();
    Arrays.stream(first).forEach(sketch::addHash);
    Arrays.stream(second).forEach(sketch::addHash);
    return sketch.hashes();
  }
}
