package dev.leeway.core.alert;

import java.time.Instant;
import java.util.List;

/// Something a person should know, with what to do about it.
///
/// @param timestamp when it was found
/// @param severity how urgent it is
/// @param type what it is about
/// @param columns the columns concerned, worst first
/// @param summary the finding in one sentence
public record Alert(
    Instant timestamp, Severity severity, AlertType type, List<String> columns, String summary) {

  public Alert {
    columns = List.copyOf(columns);
  }

  /// What the severity asks people to do.
  public String action() {
    return severity.action();
  }
}
