package dev.leeway.app.report;

import dev.leeway.app.check.CheckResult;

/// x
public final class HtmlReport {
  private HtmlReport() {}

  /// x
  public static String write(CheckResult check) {
    return check.headline();
  }
}
