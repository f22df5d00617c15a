package dev.leeway.bench;

import dev.leeway.core.drift.DriftDetection;
import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.DriftResult;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Distances;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.Profile;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.stats.BinnedDistance;
import dev.leeway.core.stats.ChiSquare;
import dev.leeway.core.stats.KolmogorovSmirnov;
import dev.leeway.core.stats.PValue;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What follows from the counts of one column: merging two profiles, and each statistic by itself.
/// The column has 256 bins; its windows have 100,000 rows, its reference too.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StatisticsBenchmark {

  private static final int ROWS = 100_000;

  private Reference reference =
      Reference.of(new Schema(List.of()), new Batch(List.of(), List.of(), 0));
  private Profile first = reference.newProfile().build();
  private Profile second = first;
  private long[] before = {};
  private long[] now = {};

  /// Draws reference and windows.
  @Setup(Level.Trial)
  public void draw() {
    SplittableRandom random = new SplittableRandom(1);
    ColumnSpec column = new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, "simulated");
    reference = Reference.of(new Schema(List.of(column)), batch(random));
    first = count(batch(random));
    second = count(batch(random));
    before = numbers().profile().counts();
    now = ((NumericProfile) first.columns().get(0)).counts();
  }

  private static Batch batch(SplittableRandom random) {
    double[] values = random.doubles(ROWS).map(u -> Math.log(u)).toArray();
    return new Batch(List.of("x"), List.of(NumericData.of(values)), ROWS);
  }

  private Profile count(Batch batch) {
    ProfileBuilder builder = reference.newProfile();
    builder.add(batch);
    return builder.build();
  }

  private NumericReference numbers() {
    return (NumericReference) reference.columns().get(0);
  }

  /// Two profiles of one column become one.
  @Benchmark
  public Profile merge() {
    return first.merge(second);
  }

  /// Bounds of Kolmogorov–Smirnov and Wasserstein.
  @Benchmark
  public Optional<Distances> distancesFromCounts() {
    return Distances.bounds(numbers(), (NumericProfile) first.columns().get(0));
  }

  /// The asymptotic p-value of so many rows.
  @Benchmark
  public PValue kolmogorovSmirnovP() {
    return KolmogorovSmirnov.pValue(0.004, ROWS, ROWS);
  }

  /// The exact p-value of the largest samples that have one.
  @Benchmark
  public PValue kolmogorovSmirnovExactP() {
    return KolmogorovSmirnov.exact(0.015, 10_000, 10_000);
  }

  /// Chi-square of two samples, with its p-value.
  @Benchmark
  public ChiSquare.Result chiSquare() {
    return ChiSquare.twoSample(before, now);
  }

  /// Population stability index.
  @Benchmark
  public double populationStability() {
    return BinnedDistance.populationStability(before, now);
  }

  /// Jensen–Shannon distance.
  @Benchmark
  public double jensenShannon() {
    return BinnedDistance.jensenShannonDistance(before, now);
  }

  /// All statistics of a column of numbers, and the verdict, from counts.
  @Benchmark
  public DriftResult verdict() {
    return DriftDetection.compare(reference, first, DriftPolicy.calibrated());
  }

  static int run(List<String> arguments) {
    return Jmh.run(StatisticsBenchmark.class, arguments);
  }
}
