package dev.leeway.app.playbook;

import java.util.List;

/// A playbook that cannot be used. The message has all problems, one a line, each with file and
/// line where it has one.
public final class PlaybookException extends RuntimeException {

  PlaybookException(String problem) {
    super(problem);
  }

  PlaybookException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
