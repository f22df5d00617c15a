package dev.leeway.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// For a given reference, any partition and any order of the rows gives identical bytes.
class ProfileLawTest {

  private static final List<String> NAMES =
      List.of("friendly", "wild", "atoms", "offset", "few", "city", "flag", "note", "id");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyPartitionAndOrderGivesTheSameBytes(long seed) {
    Random random = new Random(seed);
    Reference reference = reference(rows(random, 3_000, false));
    List<Row> window = rows(random, 2_000, true);
    byte[] whole = profile(reference, window).toBytes();

    for (int round = 0; round < 10; round++) {
      List<Row> shuffled = new ArrayList<>(window);
      Collections.shuffle(shuffled, random);
      List<Profile> parts = new ArrayList<>();
      int from = 0;
      while (from < shuffled.size()) {
        int to = Math.min(shuffled.size(), from + 1 + random.nextInt(700));
        parts.add(profile(reference, shuffled.subList(from, to)));
        from = to;
      }
      Collections.shuffle(parts, random);
      while (parts.size() > 1) {
        Profile last = parts.remove(parts.size() - 1);
        int at = random.nextInt(parts.size());
        parts.set(at, parts.get(at).merge(last));
      }
      assertThat(parts.get(0).toBytes()).as("seed %d round %d", seed, round).isEqualTo(whole);
    }
  }

  @Test
  void anEmptyProfileIsTheIdentityOfMerge() {
    Random random = new Random(11);
    Reference reference = reference(rows(random, 500, false));
    Profile some = profile(reference, rows(random, 300, true));
    Profile none = reference.newProfile().build();

    assertThat(some.merge(none).toBytes()).isEqualTo(some.toBytes());
    assertThat(none.merge(some).toBytes()).isEqualTo(some.toBytes());
  }

  @Test
  void bytesReadBackToTheSameBytes() {
    Random random = new Random(12);
    Reference reference = reference(rows(random, 500, false));
    byte[] bytes = profile(reference, rows(random, 400, true)).toBytes();

    assertThat(Profile.from(bytes, reference).toBytes()).isEqualTo(bytes);
  }

  @Test
  void everyDamagedByteIsNoticed() {
    Random random = new Random(13);
    Reference reference = reference(rows(random, 60, false));
    byte[] bytes = profile(reference, rows(random, 40, true)).toBytes();

    for (int at = 0; at < bytes.length; at++) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> Profile.from(damaged, reference))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Profile.from(cut, reference))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void bytesThatLieUnderARightChecksumAreRefusedOrHarmless() {
    Random random = new Random(16);
    Reference reference = reference(rows(random, 60, false));
    byte[] bytes = profile(reference, rows(random, 40, true)).toBytes();

    for (int round = 0; round < 20_000; round++) {
      byte[] forged = bytes.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        forged[13 + random.nextInt(bytes.length - 17)] = (byte) random.nextInt();
      }
      CRC32C checksum = new CRC32C();
      checksum.update(forged, 0, bytes.length - 4);
      ByteBuffer.wrap(forged).putInt(bytes.length - 4, (int) checksum.getValue());
      try {
        assertThat(Profile.from(forged, reference).rows()).isNotNegative();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("profile");
      }
    }
  }

  @Test
  void anotherReferenceIsRefusedByName() {
    Random random = new Random(14);
    Reference one = reference(rows(random, 100, false));
    Reference two = reference(rows(random, 100, false));
    Profile profile = two.newProfile().build();

    assertThatThrownBy(() -> one.newProfile().build().merge(profile))
        .hasMessageContaining("profiles merge only on one reference");
    assertThatThrownBy(() -> Profile.from(profile.toBytes(), one))
        .hasMessageContaining("the profile was counted on reference");
  }

  @Test
  void memoryIsBoundedByBinsAndNotByRows() {
    Random random = new Random(15);
    Reference reference = reference(rows(random, 5_000, false));
    int small = profile(reference, rows(random, 5_000, true)).toBytes().length;
    Profile large = profile(reference, rows(random, 5_000, true));
    for (int i = 0; i < 20; i++) {
      large = large.merge(profile(reference, rows(random, 5_000, true)));
    }

    assertThat(large.toBytes().length).isLessThan(2 * small);
  }

  private record Row(
      double friendly,
      double wild,
      double atoms,
      double offset,
      double few,
      @Nullable String city,
      @Nullable String flag,
      @Nullable String note,
      double id,
      boolean missing,
      boolean unreadable) {}

  private static List<Row> rows(Random random, int count, boolean strange) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double wild =
          switch (strange ? random.nextInt(12) : 11) {
            case 0 -> Double.POSITIVE_INFINITY;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> 1e308;
            case 3 -> -0.0;
            case 4 -> Double.MIN_VALUE;
            case 5 -> Double.NaN;
            default -> Math.exp(8 * random.nextGaussian());
          };
      boolean missing = strange && random.nextInt(10) == 0;
      boolean unreadable = strange && !missing && random.nextInt(20) == 0;
      double friendly = random.nextGaussian() + (strange ? 1 : 0);
      rows.add(
          new Row(
              missing || unreadable ? Double.NaN : friendly,
              wild,
              random.nextInt(3) == 0 ? random.nextDouble() : random.nextInt(2),
              1e6 + random.nextGaussian(),
              random.nextInt(strange ? 7 : 5),
              random.nextInt(15) == 0 ? null : "city " + random.nextInt(strange ? 400 : 30),
              random.nextBoolean() ? "True" : random.nextBoolean() ? "false" : null,
              "x".repeat(random.nextInt(80)) + random.nextInt(3_000),
              i,
              missing,
              unreadable));
    }
    return rows;
  }

  private static Reference reference(List<Row> rows) {
    Batch batch = batch(rows);
    Schema schema =
        SchemaInference.infer(batch, Map.of("id", Role.ID), Map.of("note", Kind.TEXT), Set.of());
    assertThat(schema.columns().stream().map(ColumnSpec::kind).distinct())
        .contains(Kind.NUMERIC, Kind.CATEGORICAL, Kind.BOOLEAN, Kind.TEXT);
    return Reference.of(schema, batch);
  }

  private static Profile profile(Reference reference, List<Row> rows) {
    ProfileBuilder builder = reference.newProfile();
    builder.add(batch(rows));
    return builder.build();
  }

  private static Batch batch(List<Row> rows) {
    BitSet missing = new BitSet();
    BitSet unreadable = new BitSet();
    for (int row = 0; row < rows.size(); row++) {
      missing.set(row, rows.get(row).missing());
      unreadable.set(row, rows.get(row).unreadable());
    }
    double[] friendly = rows.stream().mapToDouble(Row::friendly).toArray();
    return new Batch(
        NAMES,
        List.of(
            new NumericData(friendly, rows.size(), missing, unreadable),
            NumericData.of(rows.stream().mapToDouble(Row::wild).toArray()),
            NumericData.of(rows.stream().mapToDouble(Row::atoms).toArray()),
            NumericData.of(rows.stream().mapToDouble(Row::offset).toArray()),
            NumericData.of(rows.stream().mapToDouble(Row::few).toArray()),
            TextData.of(rows.stream().map(Row::city).toArray(String[]::new)),
            TextData.of(rows.stream().map(Row::flag).toArray(String[]::new)),
            TextData.of(rows.stream().map(Row::note).toArray(String[]::new)),
            NumericData.of(rows.stream().mapToDouble(Row::id).toArray())),
        rows.size());
  }
}
