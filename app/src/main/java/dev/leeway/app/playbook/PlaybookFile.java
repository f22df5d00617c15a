package dev.leeway.app.playbook;

import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Playbook;
import dev.leeway.core.alert.Playbook.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Playbooks in YAML: alert types with severities, and of these a list of steps.
///
/// ```yaml
/// output_drift:
///   medium:
///     - text: Compare the last two releases on the same rows.
///       owner: ml engineer
///       link: https://wiki.example.com/rollback
/// ```
public final class PlaybookFile {

  private static final String RESOURCE = "playbook.yaml";

  private PlaybookFile() {}

  /// The playbook that the program brings along.
  public static Playbook standard() {
    return new Playbook(new PlaybookReader(RESOURCE).read(standardText()));
  }

  /// The same as people edit it, with its comments.
  public static String standardText() {
    try (InputStream resource =
        Objects.requireNonNull(PlaybookFile.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The standard playbook with the file's entries in place of its own; what the file does not name
  /// stays.
  ///
  /// @throws PlaybookException with every problem of the file
  public static Playbook read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new PlaybookException("there is no playbook " + file);
    } catch (CharacterCodingException e) {
      throw new PlaybookException("cannot read " + file + ": it is not written in UTF-8");
    } catch (IOException e) {
      throw new PlaybookException("cannot read " + file + ": " + e.getMessage());
    }
    List<Entry> changes = new PlaybookReader(file.toString()).read(text);
    return standard().with(changes);
  }

  /// A playbook in YAML, which read again gives the same.
  public static String write(Playbook playbook) {
    StringBuilder yaml = new StringBuilder();
    AlertType type = null;
    for (Entry entry : playbook.entries()) {
      if (entry.type() != type) {
        yaml.append(type == null ? "" : "\n").append(entry.type().id()).append(":\n");
        type = entry.type();
      }
      yaml.append("  ").append(entry.severity().id()).append(":\n");
      for (Playbook.Step step : entry.steps()) {
        yaml.append("    - text: ").append(quoted(step.text())).append('\n');
        yaml.append("      owner: ").append(quoted(step.owner())).append('\n');
        if (step.link() != null) {
          yaml.append("      link: ").append(quoted(step.link())).append('\n');
        }
      }
    }
    return yaml.toString();
  }

  /// A double-quoted scalar, in which YAML escapes as JSON does.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            default -> {
              if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
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
