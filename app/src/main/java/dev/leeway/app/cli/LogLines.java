package dev.leeway.app.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/// What a server tells its operator while it runs: one line an event, as `key=value` pairs.
///
/// `time=2026-03-01T08:15:00.123Z level=INFO logger=leeway.audit message="PUT /v1/models/credit …"`
final class LogLines extends Formatter {

  private LogLines() {}

  /// Sends everything that is logged to `out`; of the HTTP library only warnings.
  static void install(PrintStream out) {
    LogManager.getLogManager().reset();
    Handler handler =
        new StreamHandler(out, new LogLines()) {
          @Override
          public synchronized void publish(LogRecord event) {
            super.publish(event);
            flush();
          }
        };
    Logger.getLogger("").addHandler(handler);
    HELIDON.setLevel(Level.WARNING);
  }

  /// Held, for a logger that nobody holds is forgotten with its level.
  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  @Override
  public String format(LogRecord event) {
    StringBuilder line = new StringBuilder();
    line.append("time=").append(event.getInstant().truncatedTo(ChronoUnit.MILLIS));
    line.append(" level=").append(event.getLevel().getName());
    line.append(" logger=").append(event.getLoggerName());
    line.append(" message=").append(quoted(formatMessage(event)));
    if (event.getThrown() != null) {
      StringWriter trace = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(trace, true));
      line.append(" failure=").append(quoted(trace.toString()));
    }
    return line.append('\n').toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
              if (Character.isISOControl(c)) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
