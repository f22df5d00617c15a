package dev.leeway.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.SchemaInference;
import dev.leeway.core.profile.TextData;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The code of docs/embedding.md, run.
class EmbeddingExampleTest {

  private final Random random = new Random(1);

  @Test
  void twoProfilesFromElsewhereShowTheDrift() {
    Batch training = rows(2_000, 0);
    Batch morning = rows(500, 0.5);
    Batch evening = rows(500, 0.5);

    Schema schema = SchemaInference.infer(training, Map.of(), Map.of(), Set.of());
    Reference reference = Reference.of(schema, training);

    ProfileBuilder counting = reference.newProfile();
    counting.add(morning);
    byte[] sent = counting.build().toBytes();

    ProfileBuilder elsewhere = reference.newProfile();
    elsewhere.add(evening);
    Profile day = Profile.from(sent, reference).merge(elsewhere.build());

    DriftResult result = DriftDetection.compare(reference, day, DriftPolicy.calibrated());
    List<String> findings =
        result.drifted().stream()
            .map(column -> column.column().name() + ": " + column.explanation())
            .toList();

    assertThat(day.rows()).isEqualTo(1_000);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(0)).startsWith("x: ").contains("of the mass moved");
  }

  private Batch rows(int rows, double shift) {
    double[] values = random.doubles(rows).toArray();
    for (int row = 0; row < rows; row++) {
      values[row] += shift;
    }
    String[] names =
        IntStream.range(0, rows)
            .mapToObj(row -> random.nextBoolean() ? "web" : "shop")
            .toArray(String[]::new);

    return new Batch(
        List.of("x", "channel"), List.of(NumericData.of(values), TextData.of(names)), rows);
  }
}
