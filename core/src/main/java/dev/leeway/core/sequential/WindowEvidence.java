package dev.leeway.core.sequential;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Evidence that a series of window statistics changed its level, when neither its mean, nor its
/// spread, nor its autocorrelation is known.
///
/// Without a change the windows are a stationary Gaussian AR(1) series; with one at ν its mean
/// moves by δ standard deviations of the innovations from ν on, δ ~ N(0, 2²). Mean and spread are
/// integrated over their right Haar prior (dμ dσ/σ) on both sides, which makes the ratio one of
/// densities of the maximal invariant: its distribution without a change does not depend on them,
/// and the error of a short reference is part of it. For whitened data y = x_i − ρx_{i−1} with
/// constant a and step b (both whitened, b made orthogonal to a), S the residual sum of squares,
///
/// ```
/// density ∝ √(1−ρ²) · (a'a)^−½ · (1 + 4·b'b)^−½ · (S − (b'y)²·4/(1 + 4·b'b))^(−(n−1)/2)
/// ```
///
/// and without a change the same with b = 0. The evidence is Σ_ν Σ_ρ π(ρ)·density(ν, ρ) over the
/// largest density without a change for any ρ that is allowed. For the true ρ each term is an
/// e-value of mean π(ρ) at most, so the sum has a mean of at most t after t windows, and P(evidence
/// ≥ c within T windows) ≤ T/c, as for any Shiryaev–Roberts sum. Leaving out starts ν only lowers
/// it: of starts a long time ago only some are kept. Pérez-Ortiz, Lardy, de Heide & Grünwald
/// (2024), E-statistics, group invariance and anytime-valid testing; Gönen et al. (2005), The
/// Bayesian two-sample t test.
///
/// Costs O(log t) for each allowed ρ, memory is bounded.
final class WindowEvidence {

  /// Autocorrelations are 0, 0.1, …, 0.8.
  static final int AUTOCORRELATIONS = 9;

  private static final double EFFECT = 4;
  private static final int DENSE = 16;
  private static final int CAPACITY = 2_048;

  private final int firstStart;
  private double first;

  /// How many windows were given, and the number of the oldest that is kept.
  private int size;

  private int oldest;

  /// Of the kept windows: the value, and sums over all windows up to it of x, x² and x·(x before).
  private double[] x = new double[64];

  private double[] sums = new double[64];
  private double[] squares = new double[64];
  private double[] products = new double[64];

  /// @param firstStart the first window that may be the start of something new, at least 2
  WindowEvidence(int firstStart) {
    this.firstStart = firstStart;
  }

  int size() {
    return size;
  }

  void add(double value) {
    int at = size - oldest;
    if (at == x.length) {
      if (at == CAPACITY) {
        forget(CAPACITY / 2);
        at = size - oldest;
      } else {
        resize(2 * at);
      }
    }
    x[at] = value;
    if (size == 0) {
      first = value;
      sums[at] = value;
      squares[at] = value * value;
      products[at] = 0;
    } else {
      sums[at] = sums[at - 1] + value;
      squares[at] = squares[at - 1] + value * value;
      products[at] = products[at - 1] + value * x[at - 1];
    }
    size++;
  }

  private void forget(int windows) {
    for (double[] array : new double[][] {x, sums, squares, products}) {
      System.arraycopy(array, windows, array, 0, array.length - windows);
    }
    oldest += windows;
  }

  private void resize(int length) {
    x = Arrays.copyOf(x, length);
    sums = Arrays.copyOf(sums, length);
    squares = Arrays.copyOf(squares, length);
    products = Arrays.copyOf(products, length);
  }

  /// The evidence now, with autocorrelations up to `limit` tenths allowed; and, if asked for, what
  /// each start adds to it.
  ///
  /// @param starts null, or gets the share of each window at its index
  double total(int limit, double @Nullable [] starts) {
    if (size <= firstStart) {
      return 0;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int tenths = 0; tenths <= limit; tenths++) {
      largest = Math.max(largest, new Whitened(tenths).unchanged);
    }
    double total = 0;
    for (int tenths = 0; tenths <= limit; tenths++) {
      Whitened whitened = new Whitened(tenths);
      // π(0) = 1/2, π(0.1) = 1/4, …
      double offset = -largest - (tenths + 1) * Math.log(2);
      for (int age = 0; size - 1 - age >= earliest(); age = older(age)) {
        int start = size - 1 - age;
        double share = whitened.changedAt(start, offset);
        total += share;
        if (starts != null) {
          starts[start - oldest] += share;
        }
      }
    }
    return total;
  }

  private int earliest() {
    return Math.max(firstStart, oldest + 1);
  }

  /// The next older start that is looked at: every one of the newest 16, then those whose distance
  /// from the first is even, a multiple of 4, and so on with each doubling of age. A start once
  /// left out never comes back.
  private int older(int age) {
    int next = age + 1;
    int spacing = 1;
    while (next >= DENSE * spacing) {
      spacing *= 2;
    }
    int off = Math.floorMod(size - 1 - next - firstStart, spacing);
    return next + off;
  }

  /// The series with autocorrelation taken out.
  private final class Whitened {
    final double rho;
    final double rest;
    final double aa;
    final double ay;
    final double residual;
    final double base;
    final double unchanged;

    Whitened(int tenths) {
      int at = size - 1 - oldest;
      rho = tenths / 10.0;
      rest = 1 - rho;
      double own = 1 - rho * rho;
      aa = own + (size - 1) * rest * rest;
      ay = own * first + rest * (sums[at] - first - rho * (sums[at] - x[at]));
      double yy =
          own * first * first
              + (squares[at] - first * first)
              - 2 * rho * products[at]
              + rho * rho * (squares[at] - x[at] * x[at]);
      residual = yy - ay * ay / aa;
      base = 0.5 * Math.log(own) - 0.5 * Math.log(aa);
      unchanged = base - (size - 1) / 2.0 * Math.log(residual);
    }

    /// The density with a change at `start`, times e to the `offset`.
    double changedAt(int start, double offset) {
      int at = start - oldest;
      int last = size - 1 - oldest;
      double after = last - at;
      double bb = 1 + after * rest * rest;
      double ab = rest + after * rest * rest;
      double by = x[at] - rho * x[at - 1];
      if (after > 0) {
        by += rest * (sums[last] - sums[at] - rho * (sums[last] - x[last] - sums[at] + x[at]));
      }
      double alone = Math.max(0, bb - ab * ab / aa);
      double along = by - ab * ay / aa;
      double shrink = 1 + EFFECT * alone;
      double left = Math.max(1e-12 * residual, residual - EFFECT / shrink * along * along);
      return Math.exp(offset + base - (size - 1) / 2.0 * Math.log(left)) / Math.sqrt(shrink);
    }
  }

  /// Where the series changed.
  ///
  /// @param start the likeliest first window of what is new
  /// @param low the first window of the confidence set
  /// @param high its last
  /// @param shift how far the mean since `start` lies above that before it
  record Place(long start, long low, long high, double shift) {}

  /// Where the series changed, at the last window's knowledge.
  Place locate(int limit) {
    double[] starts = new double[size - oldest];
    total(limit, starts);
    ChangePoint point = new ChangePoint(size);
    for (int age = 0; size - 1 - age >= earliest(); age = older(age)) {
      int start = size - 1 - age;
      point.place(start, Math.log(starts[start - oldest]));
    }
    Alarm found = point.alarm(Signal.CHANGE, 0);
    int best = (int) (found.changePoint() - oldest);
    int last = size - 1 - oldest;
    double since = (sums[last] - sums[best - 1]) / (last - best + 1);
    double before = sums[best - 1] / (best + oldest);
    return new Place(found.changePoint(), found.changeLow(), found.changeHigh(), since - before);
  }

  int firstStart() {
    return firstStart;
  }

  /// The same windows as (x − center)/spread, at most `clip` from 0. Nothing must be forgotten yet.
  WindowEvidence standardized(double center, double spread, double clip) {
    WindowEvidence copy = new WindowEvidence(firstStart);
    for (int at = 0; at < size; at++) {
      copy.add(Math.min(clip, Math.max(-clip, (x[at] - center) / spread)));
    }
    return copy;
  }

  /// The kept windows before this one as a reference.
  WindowEvidence before(int end) {
    int windows = Math.max(2, end - oldest);
    WindowEvidence copy = new WindowEvidence(windows);
    for (int at = 0; at < windows; at++) {
      copy.add(x[at]);
    }
    return copy;
  }

  /// Mean of all windows.
  double mean() {
    return sums[size - 1 - oldest] / size;
  }

  /// Standard deviation of all windows.
  double deviation() {
    double mean = mean();
    return Math.sqrt(
        Math.max(0, squares[size - 1 - oldest] - size * mean * mean) / Math.max(1, size - 1));
  }

  /// An upper limit for the autocorrelation, in tenths: the estimate of all windows, less its bias
  /// of about (1 + 3ρ)/n (Marriott & Pope 1954), plus 1.64 standard errors √((1 − ρ²)/n); at least
  /// 0, at most 9, which is more than can be allowed for.
  int autocorrelationLimit() {
    int at = size - 1 - oldest;
    double mean = mean();
    double spread = squares[at] - size * mean * mean;
    if (size < 4 || !(spread > 0)) {
      return 0;
    }
    double lagged = products[at] - mean * (2 * sums[at] - first - x[at]) + (size - 1) * mean * mean;
    double r = lagged / spread;
    double rho = Math.min(0.99, Math.max(-0.99, r + (1 + 3 * r) / size));
    double limit = rho + 1.64 * Math.sqrt((1 - rho * rho) / size);
    return (int) Math.min(AUTOCORRELATIONS, Math.max(0, Math.ceil(10 * limit - 1e-9)));
  }

  void write(StateWriter out) {
    int kept = size - oldest;
    out.put(first).put((long) size).put((long) oldest);
    out.put(x, kept).put(sums, kept).put(squares, kept).put(products, kept);
  }

  void read(StateReader in) {
    first = in.number();
    size = in.count(Integer.MAX_VALUE);
    oldest = in.count(size);
    int kept = size - oldest;
    x = in.numbers(kept);
    sums = in.numbers(kept);
    squares = in.numbers(kept);
    products = in.numbers(kept);
    int room = 64;
    while (room < kept) {
      room *= 2;
    }
    if (room > CAPACITY) {
      throw StateReader.damaged();
    }
    resize(room);
  }
}
