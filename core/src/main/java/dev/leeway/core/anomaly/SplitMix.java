package dev.leeway.core.anomaly;

/// Pseudo-random numbers whose sequence is fixed by the seed on every Java, so that a forest's
/// bytes are too. Steele, Lea, Flood (2014), Fast splittable pseudorandom number generators; the
/// mixer is Stafford's variant 13. One thread.
final class SplitMix {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  SplitMix(long seed) {
    state = mix(seed);
  }

  /// The generator number `stream` of a family with one seed; streams start far apart.
  static SplitMix stream(long seed, int stream) {
    return new SplitMix(mix(seed) + stream);
  }

  long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /// Uniform on [0, 1), a multiple of 2⁻⁵³.
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /// Uniform on 0 … `bound` − 1; chances differ by less than `bound` · 2⁻⁵³.
  int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
