package dev.leeway.app.cli;

import dev.leeway.app.server.model.ServerConfigReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `leeway.yaml`: the long options of a command as keys, without the dashes. What the command line
/// says wins.
///
/// ```yaml
/// prediction: approved
/// label: defaulted
/// ignore: [customer_id, batch]
/// kind: {postcode: categorical}
/// ```
///
/// The keys `server` and `models` are what `leeway serve` reads, and left to it.
final class ConfigFile implements IDefaultValueProvider {

  /// The file that is read without being asked for.
  static final String NAME = "leeway.yaml";

  private record Entry(String value, String place) {}

  private final Map<String, Entry> entries;

  private ConfigFile(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /// Reads the file for a command.
  ///
  /// @throws UsageException with every problem of the file, one a line
  static ConfigFile read(Path file, CommandSpec command) {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no configuration file " + file);
    } catch (CharacterCodingException e) {
      throw new UsageException("cannot read " + file + ": it is not written in UTF-8");
    } catch (IOException e) {
      throw new UsageException("cannot read " + file + ": " + e.getMessage());
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    try {
      LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root instanceof MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
          read(file, command, entry, entries, problems);
        }
      } else if (root != null) {
        problems.add(at(file, root) + "must hold keys and values, like `label: defaulted`");
      }
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new UsageException(file + line + ": is not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new UsageException(file + ": is not valid YAML: " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      throw new UsageException(String.join(System.lineSeparator(), problems));
    }
    return new ConfigFile(entries);
  }

  private static void read(
      Path file,
      CommandSpec command,
      NodeTuple entry,
      Map<String, Entry> entries,
      List<String> problems) {
    if (!(entry.getKeyNode() instanceof ScalarNode keyNode)) {
      problems.add(at(file, entry.getKeyNode()) + "a key must be a word");
      return;
    }
    String key = keyNode.getValue();
    if (ServerConfigReader.KEYS.contains(key)) {
      return;
    }
    OptionSpec option = command.findOption("--" + key);
    if (option == null || option.usageHelp() || option.versionHelp() || key.equals("config")) {
      problems.add(at(file, keyNode) + "unknown key `" + key + "`; known are " + known(command));
      return;
    }
    String value = value(entry.getValueNode());
    if (value == null) {
      problems.add(
          at(file, entry.getValueNode())
              + key
              + " must be a value, a list of values, or"
              + " names with values");
    } else if (entries.put(key, new Entry(value, at(file, keyNode))) != null) {
      problems.add(at(file, keyNode) + "the key `" + key + "` stands here for the second time");
    }
  }

  private static String known(CommandSpec command) {
    TreeSet<String> names = new TreeSet<>();
    for (OptionSpec option : command.options()) {
      if (!option.usageHelp()
          && !option.versionHelp()
          && !option.longestName().equals("--config")) {
        names.add(option.longestName().replaceFirst("^--", ""));
      }
    }
    return String.join(", ", names);
  }

  private static @Nullable String value(Node node) {
    if (node instanceof ScalarNode scalar) {
      boolean nothing = scalar.getValue().isEmpty() && scalar.getScalarStyle() == ScalarStyle.PLAIN;
      return nothing ? null : scalar.getValue();
    }
    List<String> parts = new ArrayList<>();
    if (node instanceof SequenceNode sequence) {
      for (Node item : sequence.getValue()) {
        if (!(item instanceof ScalarNode scalar)) {
          return null;
        }
        parts.add(quoted(scalar.getValue()));
      }
    } else if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (!(entry.getKeyNode() instanceof ScalarNode name)
            || !(entry.getValueNode() instanceof ScalarNode scalar)) {
          return null;
        }
        parts.add(quoted(name.getValue() + "=" + scalar.getValue()));
      }
    } else {
      return null;
    }
    return String.join(",", parts);
  }

  private static String quoted(String part) {
    return part.contains(",") || part.isEmpty() ? '"' + part + '"' : part;
  }

  private static String at(Path file, Node node) {
    return node.getStartMark()
        .map(mark -> file + ":" + (mark.getLine() + 1) + ": ")
        .orElse(file + ": ");
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      Entry entry = entries.get(option.longestName().replaceFirst("^--", ""));
      return entry == null ? null : entry.value();
    }
    return null;
  }

  /// Where the value of an option stands in the file, as `leeway.yaml:3: `; empty when it is not
  /// from there.
  String place(@Nullable ArgSpec argument, @Nullable String value) {
    if (argument instanceof OptionSpec option && value != null) {
      Entry entry = entries.get(option.longestName().replaceFirst("^--", ""));
      if (entry != null && entry.value().equals(value)) {
        return entry.place();
      }
    }
    return "";
  }
}
