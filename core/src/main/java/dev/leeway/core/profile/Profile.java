package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.List;

/// What is kept of a window: integer counts on the reference's bins and exact sums. Any partition
/// of the rows, in any order, merged in any way, gives the same profile and the same bytes.
/// Immutable.
public final class Profile {

  private final Reference reference;
  private final long rows;
  private final List<ColumnProfile> columns;

  Profile(Reference reference, long rows, List<ColumnProfile> columns) {
    this.reference = reference;
    this.rows = rows;
    this.columns = List.copyOf(columns);
  }

  /// The reference on whose bins this was counted.
  public Reference reference() {
    return reference;
  }

  /// The number of rows.
  public long rows() {
    return rows;
  }

  /// The columns, in the order of the reference.
  public List<ColumnProfile> columns() {
    return columns;
  }

  /// This and `other` together, as if their rows had been counted at once.
  ///
  /// @throws IllegalArgumentException if they were counted on different references
  public Profile merge(Profile other) {
    if (other.reference.fingerprint() != reference.fingerprint()) {
      throw new IllegalArgumentException(
          "profiles merge only on one reference; these are of %016x and %016x"
              .formatted(reference.fingerprint(), other.reference.fingerprint()));
    }
    List<ColumnProfile> merged = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      merged.add(columns.get(column).merge(other.columns.get(column)));
    }
    return new Profile(reference, rows + other.rows, merged);
  }

  /// The profile as bytes, in a versioned format with a checksum. Equal profiles give equal bytes.
  public byte[] toBytes() {
    return ProfileCodec.write(this);
  }

  /// Reads what [#toBytes()] wrote for a profile of `reference`.
  ///
  /// @throws IllegalArgumentException if the bytes are damaged, of another version or of another
  ///   reference
  public static Profile from(byte[] bytes, Reference reference) {
    return ProfileCodec.read(bytes, reference);
  }
}
