package dev.leeway.app.check;

import dev.leeway.core.profile.Work;
import java.util.stream.IntStream;

/// The threads that a check lends to core: as many as there are processors.
final class Threads {

  static final Work WORK = (count, piece) -> IntStream.range(0, count).parallel().forEach(piece);

  private Threads() {}
}
