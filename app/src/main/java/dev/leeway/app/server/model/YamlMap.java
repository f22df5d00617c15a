package dev.leeway.app.server.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
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

/// Keys and values of YAML, and of JSON, which is YAML too. What is asked for is known; whatever
/// was not asked for when reading ends is an unknown key. Problems are collected with their line.
final class YamlMap {

  private record Problem(int line, String words) {}

  private record Entry(ScalarNode key, Node value) {}

  private final String label;
  private final String path;
  private final List<Problem> problems;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();

  private YamlMap(String label, String path, List<Problem> problems) {
    this.label = label;
    this.path = path;
    this.problems = problems;
  }

  /// Reads a document whose top is keys and values.
  ///
  /// @param label the file's name, for messages
  /// @throws ConfigException if it is no YAML, or its top is something else
  static YamlMap read(String text, String label) {
    YamlMap map = new YamlMap(label, "", new ArrayList<>());
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(label)
              .setAllowNonScalarKeys(true)
              .setCodePointLimit(1 << 20)
              .build();
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root instanceof MappingNode mapping) {
        map.fill(mapping);
      } else if (root != null) {
        map.problem(line(root), "must hold keys and values, like `window: 1d`");
        map.end();
      }
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new ConfigException(List.of(label + line + ": is not valid YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      throw new ConfigException(List.of(label + ": is not valid YAML: " + e.getMessage()));
    }
    return map;
  }

  private void fill(MappingNode mapping) {
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(line(tuple.getKeyNode()), "a key must be a word");
      } else if (entries.putIfAbsent(key.getValue(), new Entry(key, tuple.getValueNode()))
          != null) {
        problem(line(key), "the key `%s` stands here for the second time".formatted(named(key)));
      }
    }
  }

  private String named(ScalarNode key) {
    return path + key.getValue();
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }

  private void problem(int line, String words) {
    problems.add(new Problem(line, words));
  }

  private Optional<Entry> entry(String key) {
    asked.add(key);
    Entry entry = entries.get(key);
    return entry == null || isNothing(entry.value()) ? Optional.empty() : Optional.of(entry);
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.getScalarStyle() == ScalarStyle.PLAIN
        && (scalar.getValue().isEmpty()
            || scalar.getValue().equals("null")
            || scalar.getValue().equals("~"));
  }

  /// The value of a key, read by `reader`, whose [IllegalArgumentException] says what is wrong.
  <T> Optional<T> value(String key, Function<String, T> reader) {
    Optional<Entry> entry = entry(key);
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    if (!(entry.get().value() instanceof ScalarNode scalar)) {
      problem(line(entry.get().value()), path + key + " must be one value");
      return Optional.empty();
    }
    return read(path + key, scalar, reader);
  }

  private <T> Optional<T> read(String name, ScalarNode scalar, Function<String, T> reader) {
    try {
      return Optional.of(reader.apply(scalar.getValue()));
    } catch (IllegalArgumentException e) {
      problem(line(scalar), name + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  /// The values of a key that may be one value or a list of them.
  <T> List<T> list(String key, Function<String, T> reader) {
    Optional<Entry> entry = entry(key);
    List<T> values = new ArrayList<>();
    if (entry.isEmpty()) {
      return values;
    }
    Node node = entry.get().value();
    List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    for (Node item : items) {
      if (item instanceof ScalarNode scalar) {
        read(path + key, scalar, reader).ifPresent(values::add);
      } else {
        problem(line(item), path + key + " must be a value or a list of values");
      }
    }
    return values;
  }

  /// The keys and values under a key; empty ones where it is not there.
  YamlMap map(String key) {
    YamlMap under = new YamlMap(label, path + key + ".", problems);
    Optional<Entry> entry = entry(key);
    if (entry.isPresent()) {
      if (entry.get().value() instanceof MappingNode mapping) {
        under.fill(mapping);
      } else {
        problem(line(entry.get().value()), path + key + " must hold keys and values");
      }
    }
    return under;
  }

  /// Whether a key has keys and values under it.
  boolean isMap(String key) {
    Entry entry = entries.get(key);
    return entry != null && entry.value() instanceof MappingNode;
  }

  /// Whether a key is there with something under it.
  boolean has(String key) {
    return entry(key).isPresent();
  }

  /// The keys that nobody asked for.
  List<String> unasked() {
    return entries.keySet().stream().filter(key -> !asked.contains(key)).toList();
  }

  /// All of it as JSON, values as texts, so that it reads back as it is.
  String json() {
    StringBuilder json = new StringBuilder("{");
    entries.forEach((key, entry) -> {
      separate(json);
      text(json, key);
      json.append(':');
      write(json, entry.value());
    });
    return json.append('}').toString();
  }

  private static void write(StringBuilder json, Node node) {
    if (node instanceof MappingNode mapping) {
      json.append('{');
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
          separate(json);
          text(json, key.getValue());
          json.append(':');
          write(json, tuple.getValueNode());
        }
      }
      json.append('}');
    } else if (node instanceof SequenceNode sequence) {
      json.append('[');
      for (Node item : sequence.getValue()) {
        separate(json);
        write(json, item);
      }
      json.append(']');
    } else if (isNothing(node)) {
      json.append("null");
    } else {
      text(json, ((ScalarNode) node).getValue());
    }
  }

  /// A text between quotes, as JSON and YAML read it back.
  static String quoted(String text) {
    StringBuilder json = new StringBuilder();
    text(json, text);
    return json.toString();
  }

  private static void separate(StringBuilder json) {
    char last = json.charAt(json.length() - 1);
    if (last != '{' && last != '[') {
      json.append(',');
    }
  }

  private static void text(StringBuilder json, String text) {
    json.append('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c >= 0x7f) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /// The names of all keys, each with the keys under it, where these are names that the user chose.
  void eachMap(BiConsumer<String, YamlMap> user) {
    for (String key : List.copyOf(entries.keySet())) {
      user.accept(key, map(key));
    }
  }

  /// The keys, where they are names that the user chose, with their values.
  <T> Map<String, T> values(Function<String, T> reader) {
    Map<String, T> values = new LinkedHashMap<>();
    for (String key : List.copyOf(entries.keySet())) {
      value(key, reader).ifPresent(value -> values.put(key, value));
    }
    return values;
  }

  /// Reports a problem with a key, or with the whole where there is no such key.
  void problem(@Nullable String key, String words) {
    Entry entry = key == null ? null : entries.get(key);
    problem(entry == null ? 1 : line(entry.key()), words);
  }

  /// Says that everything that is known was asked for: other keys are problems.
  void onlyAsked() {
    entries.forEach((key, entry) -> {
      if (!asked.contains(key)) {
        problem(
            line(entry.key()),
            "unknown key `%s%s`; known are %s".formatted(path, key, String.join(", ", asked)));
      }
    });
  }

  /// Ends reading.
  ///
  /// @throws ConfigException with every problem
  void end() {
    if (!problems.isEmpty()) {
      throw new ConfigException(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line))
              .map(problem -> label + ":" + problem.line() + ": " + problem.words())
              .toList());
    }
  }
}
