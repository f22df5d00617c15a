package dev.leeway.bench;

import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Nanoseconds to count one number: bin, exact sum, exact sum of squares, smallest, largest, NaN.
/// Beside it a plain sum over the same array, which is what memory and the adder allow.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProfileUpdateBenchmark {

  private static final int ROWS = 1_000_000;

  /// What is counted.
  @Param({"normal", "lognormal", "atoms", "offset"})
  public String shape = "normal";

  private double[] values = {};
  private Batch batch = new Batch(List.of(), List.of(), 0);
  private Reference reference =
      Reference.of(new Schema(List.of()), new Batch(List.of(), List.of(), 0));
  private ProfileBuilder builder = reference.newProfile();

  /// Draws reference and window.
  @Setup(Level.Trial)
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    Schema schema =
        new Schema(List.of(new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, "simulated")));
    reference = Reference.of(schema, batch(random));
    batch = batch(random);
    values = ((NumericData) batch.columns().get(0)).values();
    builder = reference.newProfile();
  }

  private Batch batch(SplittableRandom random) {
    DoubleSupplier next =
        switch (shape) {
          case "normal" -> random::nextGaussian;
          case "lognormal" -> () -> Math.exp(3 * random.nextGaussian());
          case "atoms" -> () -> random.nextInt(3) == 0 ? random.nextGaussian() : random.nextInt(50);
          default -> () -> 1e6 + random.nextDouble() * 2 - 1;
        };
    double[] drawn = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      drawn[row] = next.getAsDouble();
    }
    return new Batch(List.of("x"), List.of(NumericData.of(drawn)), ROWS);
  }

  /// Counts a million values.
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public ProfileBuilder update() {
    builder.add(batch);
    return builder;
  }

  /// Adds up the same million values.
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public double plainSum() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  static int run(List<String> arguments) {
    return Jmh.run(ProfileUpdateBenchmark.class, arguments);
  }
}
