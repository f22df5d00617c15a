package dev.leeway.core.anomaly;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The bytes of scored rows, as [ByteOutput] writes fields:
///
/// ```
/// magic "LWYU" · version (1 byte) · rows · scored · unusual · absent features · worst rows · CRC-32C of all before (4)
/// ```
final class ScoredRowsCodec {

  private static final int MAGIC = 0x4c575955;
  private static final byte VERSION = 1;

  private ScoredRowsCodec() {}

  static byte[] write(ScoredRows rows) {
    ByteOutput out = new ByteOutput(MAGIC, VERSION);
    out.putCount(rows.rows());
    out.putCount(rows.scored());
    out.putCount(rows.unusual());
    out.putCount(rows.absent().size());
    rows.absent().forEach(out::putString);
    out.putCount(rows.worst().size());
    rows.worst().forEach(row -> write(out, row));
    return out.toBytes();
  }

  private static void write(ByteOutput out, UnusualRow row) {
    out.putCount(row.row());
    out.putCount(row.id().isPresent() ? 1 : 0);
    row.id().ifPresent(out::putString);
    out.putDouble(row.score());
    out.putCount(row.unusual() ? 1 : 0);
    out.putDouble(row.referenceShare());
    out.putCount(row.features().size());
    for (UnusualFeature feature : row.features()) {
      out.putString(feature.name());
      out.putDouble(feature.fall());
      out.putString(feature.value());
      out.putDouble(feature.referenceShare());
      out.putString(feature.clue());
    }
  }

  static ScoredRows read(byte[] bytes) {
    ByteInput in = new ByteInput(bytes, "scored rows", MAGIC, VERSION);
    long rows = in.count();
    long scored = in.count();
    long unusual = in.count();
    List<String> absent = new ArrayList<>();
    for (int left = in.entries(1); left > 0; left--) {
      absent.add(in.string());
    }
    if (!absent.stream().sorted().distinct().toList().equals(absent)) {
      throw in.damaged("features are not in alphabetical order");
    }
    List<UnusualRow> worst = new ArrayList<>();
    for (int left = in.count(UnusualSamples.WORST); left > 0; left--) {
      worst.add(readRow(in));
    }
    in.end();
    if (unusual > scored || scored > rows || worst.size() > scored) {
      throw in.damaged("of %d rows %d are scored, %d unusual".formatted(rows, scored, unusual));
    }
    if (!worst.stream().sorted(UnusualRow.WORST_FIRST).toList().equals(worst)) {
      throw in.damaged("the worst rows are not in their order");
    }
    return new ScoredRows(rows, scored, unusual, absent, worst);
  }

  private static UnusualRow readRow(ByteInput in) {
    long number = in.count();
    Optional<String> id = in.flag() ? Optional.of(in.string()) : Optional.empty();
    double score = in.real();
    boolean unusual = in.flag();
    double referenceShare = in.real();
    List<UnusualFeature> features = new ArrayList<>();
    for (int left = in.count(UnusualSamples.FEATURES); left > 0; left--) {
      features.add(new UnusualFeature(in.string(), in.real(), in.string(), in.real(), in.string()));
    }
    if (!(score > 0 && score < 1)) {
      throw in.damaged("a score is " + score);
    }
    return new UnusualRow(number, id, score, unusual, referenceShare, features);
  }
}
