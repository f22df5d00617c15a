package dev.leeway.core.anomaly;

import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// The bytes of a forest, big-endian:
///
/// ```
/// magic "LWIF" · version (1 byte) · features · left out · trees · background · held out · CRC-32C of all before (4)
/// ```
///
/// Lengths and counts are 4 bytes, strings UTF-8 after their length, numbers 8 bytes. A tree is its
/// nodes in preorder: a split is its feature, the split and the smallest and largest code, then its
/// three branches; a leaf is −1 and the number of its rows. Path lengths follow from these.
final class ForestCodec {

  private static final int MAGIC = 0x4c574946;
  private static final byte VERSION = 1;
  private static final int HEADER = 4 + 1;
  private static final int CHECKSUM = 4;
  private static final int LEAF = -1;
  private static final List<Kind> KINDS =
      List.of(Kind.NUMERIC, Kind.DATETIME, Kind.CATEGORICAL, Kind.BOOLEAN);

  private ForestCodec() {}

  static byte[] write(IsolationForest forest) {
    Output out = new Output();
    out.room(HEADER).putInt(MAGIC).put(VERSION);
    out.putInt(forest.codings().size());
    for (FeatureCoding coding : forest.codings()) {
      out.putString(coding.column().name());
      out.putString(coding.column().reason());
      out.putInt(KINDS.indexOf(coding.column().kind()));
      if (coding instanceof NumberCoding number) {
        out.putInt(number.missing());
        out.putInt(number.rows());
        out.putNumbers(number.quantiles());
      } else if (coding instanceof CategoryCoding category) {
        out.putInt(category.missing());
        out.putInt(category.counts().size());
        category
            .counts()
            .forEach((name, count) -> {
              out.putString(name);
              out.putInt(count);
            });
      }
    }
    out.putInt(forest.leftOut().size());
    forest.leftOut().forEach(out::putString);
    out.putInt(forest.subsample());
    out.putInt(forest.trees().trees());
    for (int tree = 0; tree < forest.trees().trees(); tree++) {
      write(out, forest.trees(), forest.trees().root(tree));
    }
    out.putNumbers(forest.background());
    out.putNumbers(forest.heldOut());
    out.putInt(checksum(out.buffer.array(), out.buffer.position()));
    return Arrays.copyOf(out.buffer.array(), out.buffer.position());
  }

  private static void write(Output out, IsolationTrees trees, int node) {
    int feature = trees.feature(node);
    out.putInt(feature);
    if (feature == LEAF) {
      out.putInt(trees.rows(node));
      return;
    }
    out.room(3 * Double.BYTES)
        .putDouble(trees.split(node))
        .putDouble(trees.smallest(node))
        .putDouble(trees.largest(node));
    for (int branch = 0; branch < 3; branch++) {
      write(out, trees, trees.left(node) + branch);
    }
  }

  static IsolationForest read(byte[] bytes) {
    if (bytes.length < HEADER + CHECKSUM) {
      throw damaged("they are only " + bytes.length);
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt() != MAGIC) {
      throw damaged("they do not begin with LWIF");
    }
    byte version = in.get();
    if (version != VERSION) {
      throw damaged("they are of version " + version + ", " + VERSION + " can be read");
    }
    int end = bytes.length - CHECKSUM;
    if (in.getInt(end) != checksum(bytes, end)) {
      throw damaged("their checksum does not match");
    }
    try {
      IsolationForest forest = read(new Input(in.limit(end)));
      if (in.hasRemaining()) {
        throw damaged(in.remaining() + " follow the forest's end");
      }
      return forest;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("the bytes of the forest end too early", e);
    }
  }

  private static IsolationForest read(Input in) {
    int features = in.length(1);
    List<FeatureCoding> codings = new ArrayList<>();
    for (int feature = 0; feature < features; feature++) {
      codings.add(readCoding(in));
    }
    int texts = in.length(1);
    List<String> leftOut = new ArrayList<>();
    for (int text = 0; text < texts; text++) {
      leftOut.add(in.string());
    }
    int subsample = in.number(0, IsolationForest.SUBSAMPLE);
    int count = in.number(IsolationForest.TREES, IsolationForest.TREES);
    IsolationTrees trees = new IsolationTrees();
    for (int tree = 0; tree < count; tree++) {
      readNode(in, trees, trees.addRoot(), codings, 0, subsample);
    }
    double[] background = in.numbers();
    if (background.length != features * Math.min(IsolationForest.BACKGROUND, subsample)) {
      throw damaged("background rows are not whole");
    }
    double[] heldOut = in.numbers();
    for (int i = 0; i < heldOut.length; i++) {
      if (!(heldOut[i] > 0 && heldOut[i] < 1) || (i > 0 && heldOut[i] < heldOut[i - 1])) {
        throw damaged("held-out scores are not ascending in (0, 1)");
      }
    }
    return new IsolationForest(codings, leftOut, trees, subsample, background, heldOut);
  }

  private static FeatureCoding readCoding(Input in) {
    String name = in.string();
    String reason = in.string();
    Kind kind = KINDS.get(in.number(0, KINDS.size() - 1));
    ColumnSpec column = new ColumnSpec(name, kind, Role.FEATURE, reason);
    int missing = in.number(0, IsolationForest.MOST_FITTED);
    if (kind == Kind.NUMERIC || kind == Kind.DATETIME) {
      int rows = in.number(missing, IsolationForest.MOST_FITTED);
      return new NumberCoding(column, in.numbers(), missing, rows);
    }
    int categories = in.length(2 * Integer.BYTES);
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (int category = 0; category < categories; category++) {
      String value = in.string();
      counts.put(value, in.number(1, IsolationForest.MOST_FITTED));
    }
    return new CategoryCoding(column, counts, missing);
  }

  private static void readNode(
      Input in,
      IsolationTrees trees,
      int node,
      List<FeatureCoding> codings,
      int depth,
      int subsample) {
    int feature = in.number(LEAF, codings.size() - 1);
    if (feature == LEAF) {
      trees.setLeaf(node, depth, in.number(0, subsample));
      return;
    }
    if (depth == TreeGrower.heightLimit(subsample)) {
      throw damaged("a tree is higher than its rows allow");
    }
    double split = in.buffer.getDouble();
    double smallest = in.buffer.getDouble();
    double largest = in.buffer.getDouble();
    boolean strange = codings.get(feature).lowIsStrange();
    int children = trees.addNodes(3);
    trees.setSplit(node, feature, strange, smallest, largest, split, children);
    for (int branch = 0; branch < 3; branch++) {
      readNode(in, trees, children + branch, codings, depth + 1, subsample);
    }
  }

  private static IllegalArgumentException damaged(String what) {
    return new IllegalArgumentException("these bytes are no forest: " + what);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static final class Output {
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

    /// The buffer, with room for `bytes` more.
    ByteBuffer room(int bytes) {
      if (buffer.remaining() < bytes) {
        int length = Math.addExact(buffer.position(), Math.max(bytes, buffer.position()));
        buffer = ByteBuffer.allocate(length).put(buffer.flip());
      }
      return buffer;
    }

    void putInt(int value) {
      room(Integer.BYTES).putInt(value);
    }

    void putString(String value) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      putInt(bytes.length);
      room(bytes.length).put(bytes);
    }

    void putNumbers(double[] values) {
      putInt(values.length);
      for (double value : values) {
        room(Double.BYTES).putDouble(value);
      }
    }
  }

  /// Trusts no number: what a length says is checked before anything is allocated.
  private record Input(ByteBuffer buffer) {

    int number(int least, int most) {
      int number = buffer.getInt();
      if (number < least || number > most) {
        throw damaged(number + " is not in [" + least + ", " + most + "]");
      }
      return number;
    }

    /// A number of entries, each of at least `bytes`.
    int length(int bytes) {
      return number(0, buffer.remaining() / bytes);
    }

    String string() {
      byte[] bytes = new byte[length(1)];
      buffer.get(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }

    double[] numbers() {
      double[] values = new double[length(Double.BYTES)];
      for (int i = 0; i < values.length; i++) {
        values[i] = buffer.getDouble();
      }
      return values;
    }
  }
}
