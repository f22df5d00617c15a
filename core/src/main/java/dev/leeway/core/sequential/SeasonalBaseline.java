package dev.leeway.core.sequential;

import java.util.Optional;

/// What is usual at each place of a season, learnt from a reference, so that a Monday is compared
/// with Mondays.
///
/// A window's residual is its value less the mean of its place in the reference. In the reference
/// itself residuals are too small, by √(1 − 1/m) for m windows at a place, and in production too
/// large, by √(1 + 1/m); the reference's are scaled up to production's. Spread is taken to be the
/// same at all places.
public final class SeasonalBaseline {

  /// Reference windows needed at every place.
  public static final int NEEDED = 3;

  private final double[] means;
  private final double[] residuals;

  private SeasonalBaseline(double[] means, double[] residuals) {
    this.means = means;
    this.residuals = residuals;
  }

  /// The baseline of these windows, in the order of time; empty where a place has fewer than
  /// [#NEEDED] of them.
  ///
  /// @param season each window's place, from 0 to less than the season's places
  /// @param values the statistic of each window
  /// @throws IllegalArgumentException where the arrays differ in length, a place is outside the
  ///   season or a value not finite
  public static Optional<SeasonalBaseline> of(Season season, int[] places, double[] values) {
    return of(season.places(), places, values);
  }

  /// The same for a season of so many places.
  ///
  /// @param size the season's places, at least 1
  /// @throws IllegalArgumentException as above
  public static Optional<SeasonalBaseline> of(int size, int[] places, double[] values) {
    if (places.length != values.length) {
      throw new IllegalArgumentException(
          "each window needs a place, were %d windows and %d places"
              .formatted(values.length, places.length));
    }
    double[] means = new double[size];
    int[] counts = new int[size];
    for (int window = 0; window < values.length; window++) {
      require(values[window], places[window], size);
      counts[places[window]]++;
      means[places[window]] += values[window];
    }
    for (int place = 0; place < means.length; place++) {
      if (counts[place] < NEEDED) {
        return Optional.empty();
      }
      means[place] /= counts[place];
    }
    double[] residuals = new double[values.length];
    for (int window = 0; window < values.length; window++) {
      double share = 1.0 / counts[places[window]];
      residuals[window] =
          (values[window] - means[places[window]]) * Math.sqrt((1 + share) / (1 - share));
    }
    return Optional.of(new SeasonalBaseline(means, residuals));
  }

  private static void require(double value, int place, int places) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a window must be a finite number, was " + value);
    }
    if (place < 0 || place >= places) {
      throw new IllegalArgumentException(
          "a place must be in [0, %d), was %d".formatted(places, place));
    }
  }

  /// The reference's residuals, for [WindowDetector#of].
  public double[] reference() {
    return residuals.clone();
  }

  /// A production window's residual, for [WindowDetector#add].
  public double residual(int place, double value) {
    require(value, place, means.length);
    return value - means[place];
  }

  /// What a production window's residual needs; residuals of the reference are not kept.
  void write(StateWriter out) {
    out.put(means);
  }

  static SeasonalBaseline read(StateReader in) {
    return new SeasonalBaseline(in.numbers(), new double[0]);
  }
}
