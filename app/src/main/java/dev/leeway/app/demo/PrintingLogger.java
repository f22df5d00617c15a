package dev.leeway.app.demo;

import java.io.PrintWriter;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// Prints what a monitor logs among the demo's own lines.
record PrintingLogger(PrintWriter out) implements System.Logger {

  @Override
  public String getName() {
    return "dev.leeway";
  }

  @Override
  public boolean isLoggable(Level level) {
    return true;
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
    out.printf("    %-5s  %s%n", level == Level.WARNING ? "WARN" : level.getName(), message);
  }

  @Override
  public void log(
      Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... parameters) {
    log(level, bundle, format, (Throwable) null);
  }
}
