package dev.leeway.core.drift;

import dev.leeway.core.drift.parity.EvidentlyMethod;
import dev.leeway.core.drift.parity.NannyMlMethod;
import dev.leeway.core.drift.parity.PeerColumn;
import dev.leeway.core.drift.parity.PeerScore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The methods of other tools by their names there.
final class Peers {

  /// Methods that exist there and not here, and why.
  private static final Map<String, String> LEFT_OUT =
      Map.of(
          "TVD", "its p-value changes with the order of Python's sets, from run to run",
          "empirical_mmd", "its p-value comes from random permutations without a seed",
          "perc_text_content_drift", "it trains a classifier on texts",
          "abs_text_content_drift", "it trains a classifier on texts");

  /// A column's score and the method it is of.
  record Scored(Method method, PeerScore score) {}

  private Peers() {}

  /// @throws IllegalArgumentException when the tool has no such method
  static void requireKnown(DriftPolicy.Name name, List<String> methods) {
    List<String> known = known(name);
    for (String method : methods) {
      if (!known.contains(method)) {
        String leftOut = name == DriftPolicy.Name.EVIDENTLY ? LEFT_OUT.get(method) : null;
        throw new IllegalArgumentException(
            leftOut != null
                ? "%s's %s is not reproduced: %s".formatted(name.tool(), method, leftOut)
                : "%s has no method %s; it has %s"
                    .formatted(
                        name.id(),
                        method.isEmpty() ? "without a name" : method,
                        String.join(", ", known)));
      }
    }
  }

  private static List<String> known(DriftPolicy.Name name) {
    return switch (name) {
      case CALIBRATED, TEXTBOOK -> List.of();
      case EVIDENTLY -> Arrays.stream(EvidentlyMethod.values()).map(EvidentlyMethod::id).toList();
      case NANNYML -> Arrays.stream(NannyMlMethod.values()).map(NannyMlMethod::id).toList();
    };
  }

  /// What the tool of that policy says of a column.
  static Scored score(DriftPolicy policy, PeerColumn column) {
    if (policy.name() == DriftPolicy.Name.EVIDENTLY) {
      EvidentlyMethod method =
          EvidentlyMethod.choose(
              column,
              policy.methods().stream()
                  .map(EvidentlyMethod::of)
                  .flatMap(Optional::stream)
                  .collect(Collectors.toList()));
      return new Scored(Method.of("evidently-" + method.id()).orElseThrow(), method.score(column));
    }
    NannyMlMethod method =
        NannyMlMethod.choose(
            column,
            policy.methods().stream().map(NannyMlMethod::of).flatMap(Optional::stream).toList());
    return new Scored(Method.of("nannyml-" + method.id()).orElseThrow(), method.score(column));
  }
}
