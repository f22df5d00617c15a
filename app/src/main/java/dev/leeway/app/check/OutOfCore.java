package dev.leeway.app.check;

import dev.leeway.app.table.DataException;
import dev.leeway.app.table.DataFiles;
import dev.leeway.app.table.TableReader;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Whether a check keeps the rows in memory, or reads them as often as it needs them.
public enum OutOfCore {
  /// Reads them again when they would not fit.
  AUTO,
  /// Reads them again, however few there are.
  ALWAYS,
  /// Keeps them, whether they fit or not.
  NEVER;

  /// Memory that a check in memory needs for each byte of cells: a side is read, and its columns
  /// are sorted; a data set that is cut in two is also copied.
  private static final double REFERENCE = 2.5;

  private static final double CURRENT = 1.5;
  private static final double COPIED = 1;

  /// The part of the heap that cells may take.
  private static final double PART = 0.8;

  /// Fewer bytes on disk, relative to the heap, are not looked into: hardly anything is packed a
  /// thousand times.
  private static final long PACKED = 1_000;

  /// Whether the rows of a check are to be read again instead of kept.
  ///
  /// @throws DataException if they are, and the check asks for something that needs them all
  static boolean applies(CheckRequest request) {
    if (request.outOfCore() == NEVER) {
      return false;
    }
    if (request.outOfCore() == ALWAYS) {
      require(request, "out of core");
      return true;
    }
    long available = Runtime.getRuntime().maxMemory();
    double needed = needed(request, available);
    if (needed <= PART * available) {
      return false;
    }
    require(
        request,
        "now, for in memory the data would take about %s and this program has %s, so that they are"
                .formatted(gigabytes(needed), gigabytes(available))
            + " read out of core (LEEWAY_JAVA_OPTS=-Xmx%dg gives it more, --out-of-core never tries"
                .formatted(Math.round(Math.ceil(needed / PART / (1L << 30))))
            + " all the same)");
    return true;
  }

  private static double needed(CheckRequest request, long available) {
    List<Path> reference = DataFiles.find(request.reference());
    List<Path> current = DataFiles.find(request.current());
    long onDisk = TableReader.bytes(reference) + TableReader.bytes(current);
    if (onDisk < available / PACKED) {
      return 0;
    }
    double factor =
        REFERENCE + (request.split().isPresent() || request.window().isPresent() ? COPIED : 0);
    return factor * TableReader.memory(reference, request.format())
        + (current.isEmpty() ? 0 : CURRENT * TableReader.memory(current, request.format()));
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / (1L << 30));
  }

  /// @param where in words, to follow "is not possible"
  private static void require(CheckRequest request, String where) {
    if (!request.labels().isEmpty()) {
      throw refused("--labels", where, "put the labels beside the rows first");
    }
    if (request.split().isPresent()) {
      throw refused("--split-at", where, "cut the data into two files first");
    }
    if (request.window().isPresent()) {
      throw refused("--window", where, "check the rows of each window by themselves");
    }
    if (request.roles().containsValue(Role.SEGMENT)) {
      throw refused("--segment", where, "check the rows of each segment by themselves");
    }
    if (request.policy().name().isPeer()) {
      throw refused(
          "--policy " + request.policy().name().id(), where, "take the policy calibrated");
    }
    boolean ranking =
        request.scoring().task().map(Task.RANKING::equals).orElse(false)
            || request.roles().containsValue(Role.QUERY);
    if (ranking) {
      throw refused("a ranking", where, "leave out --query and --task to compare the columns only");
    }
  }

  private static DataException refused(String what, String where, String instead) {
    return new DataException("%s is not possible %s; %s".formatted(what, where, instead));
  }
}
