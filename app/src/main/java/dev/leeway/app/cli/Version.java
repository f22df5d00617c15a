package dev.leeway.app.cli;

import picocli.CommandLine.IVersionProvider;

/// The version from the jar's manifest.
final class Version implements IVersionProvider {

  static String text() {
    String version = Leeway.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /// What `--version` prints.
  static String line() {
    return "leeway " + text();
  }

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }
}
