package dev.leeway.core.profile;

import dev.leeway.core.stats.ExactSum;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a profile:
///
/// ```
/// magic "LWYP" · version (1 byte) · fingerprint (8) · rows · one block a column · CRC-32C of all before (4)
/// ```
///
/// [ByteOutput] says how fields are written. An exact sum is written as its canonical chunks, so
/// that equal sums have equal bytes.
final class ProfileCodec {

  private static final int MAGIC = 0x4c575950;
  private static final byte VERSION = 1;

  private ProfileCodec() {}

  static byte[] write(Profile profile) {
    ByteOutput out = new ByteOutput(MAGIC, VERSION);
    out.putLong(profile.reference().fingerprint());
    out.putCount(profile.rows());
    for (ColumnProfile column : profile.columns()) {
      write(out, column);
    }
    return out.toBytes();
  }

  private static void write(ByteOutput out, ColumnProfile column) {
    if (column instanceof NumericProfile numeric) {
      writeNumeric(out, numeric);
    } else if (column instanceof CategoricalProfile categorical) {
      out.putSparse(categorical.counts());
      out.putCount(categorical.missing());
      out.putCount(categorical.absent());
      out.putCount(categorical.unseen().size());
      categorical
          .unseen()
          .forEach((name, rows) -> {
            out.putString(name);
            out.putCount(rows);
          });
      out.putCount(categorical.unseenRest());
    } else if (column instanceof TextProfile text) {
      writeNumeric(out, text.lengths());
      out.putCount(text.hashes().length);
      for (long hash : text.hashes()) {
        out.putLong(hash);
      }
    } else if (column instanceof RowProfile rows) {
      out.putCount(rows.present());
      out.putCount(rows.missing());
      out.putCount(rows.absent());
    }
  }

  private static void writeNumeric(ByteOutput out, NumericProfile numeric) {
    out.putSparse(numeric.sharedCounts());
    NumericProfile.Specials specials = numeric.specials();
    out.putCount(specials.missing());
    out.putCount(specials.absent());
    out.putCount(specials.unreadable());
    out.putCount(specials.notANumber());
    out.putCount(specials.positiveInfinite());
    out.putCount(specials.negativeInfinite());
    out.putCount(specials.overflowed());
    out.putDouble(numeric.rawMin());
    out.putDouble(numeric.rawMax());
    out.putSparse(numeric.sum());
    out.putSparse(numeric.squares());
  }

  static Profile read(byte[] bytes, Reference reference) {
    ByteInput in = new ByteInput(bytes, "profile", MAGIC, VERSION);
    long fingerprint = in.number();
    if (fingerprint != reference.fingerprint()) {
      throw new IllegalArgumentException(
          "the profile was counted on reference %016x, not on %016x"
              .formatted(fingerprint, reference.fingerprint()));
    }
    long rows = in.count();
    List<ColumnProfile> columns = new ArrayList<>();
    for (ColumnReference column : reference.columns()) {
      ColumnProfile profile = read(in, column);
      if (profile.rows() != rows) {
        throw in.damaged(
            "of %d rows %d are in column %s"
                .formatted(rows, profile.rows(), column.column().name()));
      }
      columns.add(profile);
    }
    in.end();
    return new Profile(reference, rows, columns);
  }

  private static ColumnProfile read(ByteInput in, ColumnReference column) {
    if (column instanceof NumericReference numeric) {
      return readNumeric(in, numeric);
    }
    if (column instanceof CategoricalReference categorical) {
      long[] counts = in.counts(categorical.names().size());
      long missing = in.count();
      long absent = in.count();
      int names = in.count(UnseenNames.KEPT);
      UnseenNames unseen = new UnseenNames();
      for (int i = 0; i < names; i++) {
        String name = in.string();
        unseen.add(name, in.count());
      }
      unseen.addRest(in.count());
      return new CategoricalProfile(counts, missing, absent, unseen.names(), unseen.rest());
    }
    if (column instanceof TextReference text) {
      NumericProfile lengths = readNumeric(in, text.lengths());
      long[] hashes = new long[in.count(DistinctSketch.KEPT)];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = in.number();
      }
      return new TextProfile(lengths, hashes);
    }
    return new RowProfile(in.count(), in.count(), in.count());
  }

  private static NumericProfile readNumeric(ByteInput in, NumericReference reference) {
    long[] counts = in.counts(reference.bins());
    NumericProfile.Specials specials =
        new NumericProfile.Specials(
            in.count(), in.count(), in.count(), in.count(), in.count(), in.count(), in.count());
    double min = in.real();
    double max = in.real();
    return new NumericProfile(
        reference.centre(),
        counts,
        specials,
        min,
        max,
        in.sparse(ExactSum.CHUNKS),
        in.sparse(ExactSum.CHUNKS));
  }
}
