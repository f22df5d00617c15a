package dev.leeway.core.stats;

import java.util.SplittableRandom;

/// Draws from the hypergeometric distribution: how many of `marked` marked items are among `draws`
/// taken without replacement from `all`. Item by item where few are marked, else by inversion from
/// the mode outwards, which needs about one standard deviation of steps.
final class HypergeometricSampler {

  private static final long FEW = 48;

  private final SplittableRandom random;

  HypergeometricSampler(SplittableRandom random) {
    this.random = random;
  }

  long draw(long marked, long draws, long all) {
    if (draws == 0 || marked == 0) {
      return 0;
    }
    if (draws == all) {
      return marked;
    }
    // Marked and drawn are symmetric: either set may be thought of as chosen at random from all.
    long fewer = Math.min(marked, draws);
    long more = Math.max(marked, draws);
    return fewer <= FEW ? itemByItem(fewer, more, all) : fromMode(fewer, more, all);
  }

  private long itemByItem(long marked, long draws, long all) {
    long taken = 0;
    for (long item = 0; item < marked; item++) {
      if (random.nextDouble() * (all - item) < draws - taken) {
        taken++;
      }
    }
    return taken;
  }

  private long fromMode(long marked, long draws, long all) {
    long least = Math.max(0, draws + marked - all);
    long most = Math.min(marked, draws);
    double modal = (draws + 1.0) * (marked + 1.0) / (all + 2.0);
    long mode = Math.max(least, Math.min(most, (long) modal));
    double density = Math.exp(Densities.lnHypergeometric(mode, marked, all - marked, draws));
    double left = random.nextDouble() - density;
    double below = density;
    double above = density;
    long down = mode;
    long up = mode;
    while (left > 0 && (down > least || up < most)) {
      if (up < most) {
        above *=
            (double) (marked - up)
                * (draws - up)
                / ((up + 1.0) * (all - marked - draws + up + 1.0));
        up++;
        left -= above;
        if (left <= 0) {
          return up;
        }
      }
      if (down > least) {
        below *=
            (double) down
                * (all - marked - draws + down)
                / ((marked - down + 1.0) * (draws - down + 1.0));
        down--;
        left -= below;
        if (left <= 0) {
          return down;
        }
      }
      if (above + below < 1e-300) {
        break;
      }
    }
    return mode;
  }
}
