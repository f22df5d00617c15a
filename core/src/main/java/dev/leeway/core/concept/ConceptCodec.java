package dev.leeway.core.concept;

import dev.leeway.core.profile.ByteInput;
import dev.leeway.core.profile.ByteOutput;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a profile of labels, as [ByteOutput] writes fields:
///
/// ```
/// magic "LWYC" · version (1 byte) · fingerprint (8) · rows · grids · cells · features · losses · CRC-32C of all before (4)
/// ```
final class ConceptCodec {

  private static final int MAGIC = 0x4c575943;
  private static final byte VERSION = 1;

  private ConceptCodec() {}

  static byte[] write(ConceptProfile profile) {
    ByteOutput out = new ByteOutput(MAGIC, VERSION);
    out.putLong(profile.reference().fingerprint());
    writeCounts(out, profile);
    return out.toBytes();
  }

  private static void writeCounts(ByteOutput out, ConceptProfile profile) {
    out.putCount(profile.labelled());
    out.putCount(profile.unlabelled());
    out.putCount(profile.absent());
    out.putCount(profile.outside());
    profile.grids().write(out);
    profile.cells().write(out);
    profile.features().forEach(table -> table.write(out));
    profile.losses().forEach(sums -> sums.write(out));
  }

  /// Identifies everything that counting on a reference depends on: the columns and classes, and
  /// the reference's own counts, whose sums of residuals depend on each bin, cell and chance.
  static long fingerprint(ConceptReference reference) {
    ByteOutput out = new ByteOutput(MAGIC, VERSION);
    out.putString(reference.label());
    reference.classes().names().forEach(out::putString);
    reference.features().forEach(feature -> out.putString(feature.name()));
    reference.losses().forEach(loss -> out.putString(loss.toString()));
    writeCounts(out, reference.profile());
    return out.fingerprint();
  }

  static ConceptProfile read(byte[] bytes, ConceptReference reference) {
    ByteInput in = new ByteInput(bytes, "profile of labels", MAGIC, VERSION);
    if (in.number() != reference.fingerprint()) {
      throw in.damaged("they were counted on another reference");
    }
    ConceptProfile empty = reference.empty();
    long labelled = in.count();
    long unlabelled = in.count();
    long absent = in.count();
    long outside = in.count();
    if (absent > unlabelled || outside > labelled) {
      throw in.damaged("counts do not fit %d and %d rows".formatted(labelled, unlabelled));
    }
    InputGrids grids = empty.grids().read(in);
    LabelTable cells = empty.cells().read(in);
    List<LabelTable> features = new ArrayList<>();
    for (LabelTable feature : empty.features()) {
      features.add(feature.read(in));
    }
    List<LossSums> losses = new ArrayList<>();
    for (LossSums loss : empty.losses()) {
      losses.add(loss.read(in));
    }
    in.end();
    ConceptProfile read =
        new ConceptProfile(
            reference, labelled, unlabelled, absent, outside, grids, cells, features, losses);
    if (labelled > 0) {
      return read;
    }
    ConceptProfile shared =
        new ConceptProfile(
            reference,
            0,
            unlabelled,
            absent,
            0,
            empty.grids(),
            empty.cells(),
            empty.features(),
            empty.losses());
    if (!read.equals(shared)) {
      throw in.damaged("there are counts of labels, and no labels");
    }
    return shared;
  }
}
