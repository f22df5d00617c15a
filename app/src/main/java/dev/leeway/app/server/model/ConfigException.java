package dev.leeway.app.server.model;

import java.util.List;

/// A configuration is wrong; all that is wrong with it is named at once.
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ConfigException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  /// The problems, each with its place.
  public List<String> problems() {
    return problems;
  }
}
