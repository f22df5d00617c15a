package dev.leeway.core.sequential;

import java.util.Arrays;

/// The generator of Python's `random.Random(seed)` for seeds in [0, 2³²), so that a detector that
/// draws samples draws river's. Matsumoto & Nishimura (1998), Mersenne Twister; their
/// `init_by_array` with a key of one word.
final class MersenneTwister {

  private static final int SIZE = 624;
  private static final int SHIFT = 397;

  private final int[] words = new int[SIZE];
  private int at;

  MersenneTwister(int seed) {
    words[0] = 19_650_218;
    for (int i = 1; i < SIZE; i++) {
      words[i] = 1_812_433_253 * mixed(i - 1) + i;
    }
    int i = 1;
    for (int step = 0; step < SIZE; step++) {
      words[i] = (words[i] ^ (mixed(i - 1) * 1_664_525)) + seed;
      i = next(i);
    }
    for (int step = 0; step < SIZE - 1; step++) {
      words[i] = (words[i] ^ (mixed(i - 1) * 1_566_083_941)) - i;
      i = next(i);
    }
    words[0] = 0x8000_0000;
    at = SIZE;
  }

  private int mixed(int i) {
    return words[i] ^ (words[i] >>> 30);
  }

  private int next(int i) {
    if (i + 1 < SIZE) {
      return i + 1;
    }
    words[0] = words[SIZE - 1];
    return 1;
  }

  /// The next 32 bits.
  private int nextWord() {
    if (at == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int joined = (words[i] & 0x8000_0000) | (words[(i + 1) % SIZE] & 0x7fff_ffff);
        words[i] = words[(i + SHIFT) % SIZE] ^ (joined >>> 1) ^ ((joined & 1) * 0x9908_b0df);
      }
      at = 0;
    }
    int word = words[at++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c_5680;
    word ^= (word << 15) & 0xefc6_0000;
    return word ^ (word >>> 18);
  }

  /// A number in [0, bound): as many high bits as the bound has, drawn until they are below it.
  int below(int bound) {
    int spare = Integer.numberOfLeadingZeros(bound);
    int drawn = nextWord() >>> spare;
    while (drawn >= bound) {
      drawn = nextWord() >>> spare;
    }
    return drawn;
  }

  /// The order of draws of `random.sample(range(population), count)` where Python keeps a pool,
  /// which it does for a small population.
  int[] sample(int population, int count) {
    int[] pool = new int[population];
    Arrays.setAll(pool, i -> i);
    int[] drawn = new int[count];
    for (int i = 0; i < count; i++) {
      int chosen = below(population - i);
      drawn[i] = pool[chosen];
      pool[chosen] = pool[population - i - 1];
    }
    return drawn;
  }

  void write(StateWriter out) {
    double[] exact = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      exact[i] = words[i];
    }
    out.put(exact).put((long) at);
  }

  void read(StateReader in) {
    double[] exact = in.numbers(SIZE);
    for (int i = 0; i < SIZE; i++) {
      words[i] = (int) exact[i];
    }
    at = in.count(SIZE);
  }
}
