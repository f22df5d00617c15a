package dev.leeway.app.cli;

import dev.leeway.core.drift.Method;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The values of `--methods`.
final class Methods {

  private Methods() {}

  /// @param names ids of methods, or `all` for every one that is not computed anyway
  /// @throws UsageException naming all unknown ones, and the known
  static Set<Method> parse(List<String> names) {
    Set<Method> methods = EnumSet.noneOf(Method.class);
    List<String> unknown =
        names.stream().filter(name -> !name.equals("all") && known(name).isEmpty()).toList();
    if (!unknown.isEmpty()) {
      throw new UsageException(
          "--methods knows no %s; it knows all, %s"
              .formatted(
                  String.join(", ", unknown),
                  Stream.of(Method.values())
                      .filter(method -> !method.isPeer())
                      .map(Method::id)
                      .collect(Collectors.joining(", "))));
    }
    if (names.contains("all")) {
      methods.addAll(Method.allOnDemand());
    }
    names.forEach(name -> known(name).ifPresent(methods::add));
    return methods;
  }

  /// What other tools compute is there with their policies only.
  private static Optional<Method> known(String name) {
    return Method.of(name).filter(method -> !method.isPeer());
  }
}
