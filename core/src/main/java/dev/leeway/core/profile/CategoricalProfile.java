package dev.leeway.core.profile;

import java.util.Arrays;
import java.util.Map;

/// Categories counted by the reference's names, and those it does not have. Immutable.
public final class CategoricalProfile implements ColumnProfile {

  private final long[] counts;
  private final long missing;
  private final long absent;
  private final Map<String, Long> unseen;
  private final long unseenRest;

  CategoricalProfile(
      long[] counts, long missing, long absent, Map<String, Long> unseen, long unseenRest) {
    this.counts = counts;
    this.missing = missing;
    this.absent = absent;
    this.unseen = unseen;
    this.unseenRest = unseenRest;
  }

  /// Rows by category, in the order of [CategoricalReference#names()].
  public long[] counts() {
    return counts.clone();
  }

  @Override
  public long missing() {
    return missing;
  }

  @Override
  public long absent() {
    return absent;
  }

  /// Exact counts of the unseen categories whose names hash smallest, at most 64.
  public Map<String, Long> unseen() {
    return unseen;
  }

  /// Rows of all other unseen categories.
  public long unseenRest() {
    return unseenRest;
  }

  /// Rows in categories that the reference does not have.
  public long unseenRows() {
    return unseen.values().stream().mapToLong(Long::longValue).sum() + unseenRest;
  }

  /// Rows with a value.
  public long present() {
    return Arrays.stream(counts).sum() + unseenRows();
  }

  @Override
  public long rows() {
    return present() + missing + absent;
  }

  @Override
  public CategoricalProfile merge(ColumnProfile other) {
    CategoricalProfile that = (CategoricalProfile) other;
    long[] merged = counts.clone();
    for (int category = 0; category < merged.length; category++) {
      merged[category] += that.counts[category];
    }
    UnseenNames names = new UnseenNames();
    unseen.forEach(names::add);
    that.unseen.forEach(names::add);
    names.addRest(unseenRest);
    names.addRest(that.unseenRest);
    return new CategoricalProfile(
        merged, missing + that.missing, absent + that.absent, names.names(), names.rest());
  }
}
