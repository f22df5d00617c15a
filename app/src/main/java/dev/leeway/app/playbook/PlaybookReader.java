package dev.leeway.app.playbook;

import dev.leeway.core.alert.AlertType;
import dev.leeway.core.alert.Playbook.Entry;
import dev.leeway.core.alert.Playbook.Step;
import dev.leeway.core.alert.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads the entries of one playbook file and collects what is wrong with it.
final class PlaybookReader {

  private static final List<String> KEYS = List.of("text", "owner", "link");

  private record Problem(int line, String words) {}

  private final String label;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  /// @param label the file's name, for messages
  PlaybookReader(String label) {
    this.label = label;
  }

  /// @throws PlaybookException with every problem
  List<Entry> read(String text) {
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(label).setAllowNonScalarKeys(true).build();
      Node root = new Compose(settings).composeString(text).orElse(null);
      if (root == null) {
        throw new PlaybookException(label + ": is empty; expected alert types, like `data_drift:`");
      }
      types(root);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new PlaybookException(label + line + ": is not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new PlaybookException(label + ": is not valid YAML: " + e.getMessage());
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingInt(Problem::line));
      throw new PlaybookException(
          problems.stream()
              .map(problem -> label + ":" + problem.line() + ": " + problem.words())
              .toList());
    }
    return entries;
  }

  private void types(Node root) {
    each(
        root,
        "a playbook must hold alert types, like `data_drift:`",
        (typeNode, severities) -> {
          AlertType type = known(typeNode, "alert type", AlertType.values(), AlertType::id);
          String where = typeNode.getValue();
          each(
              severities,
              where + " must hold severities, like `high:`",
              (severityNode, steps) -> {
                Severity severity =
                    known(severityNode, "severity", Severity.values(), Severity::id);
                List<Step> read = steps(where + ", " + severityNode.getValue(), steps);
                if (type != null && severity != null && !read.isEmpty()) {
                  entries.add(new Entry(type, severity, read));
                }
              });
        });
  }

  private <T> @Nullable T known(ScalarNode node, String what, T[] values, Function<T, String> id) {
    for (T value : values) {
      if (id.apply(value).equals(node.getValue())) {
        return value;
      }
    }
    List<String> names = Arrays.stream(values).map(id).toList();
    problem(
        node,
        "unknown %s `%s`; known are %s".formatted(what, node.getValue(), String.join(", ", names)));
    return null;
  }

  private List<Step> steps(String where, Node node) {
    if (!(node instanceof SequenceNode sequence) || sequence.getValue().isEmpty()) {
      problem(node, where + " must be a list of steps, like `- text: …`");
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      Step step = step(where, item);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private @Nullable Step step(String where, Node node) {
    int before = problems.size();
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> given = new HashSet<>();
    each(
        node,
        "a step of " + where + " must have a text and an owner",
        (key, value) -> {
          given.add(key.getValue());
          if (!KEYS.contains(key.getValue())) {
            problem(
                key,
                "unknown key `%s` in a step; known are %s"
                    .formatted(key.getValue(), String.join(", ", KEYS)));
          } else if (!(value instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            problem(value, key.getValue() + " of a step must be a text");
          } else if (key.getValue().equals("link") && !Step.isLink(scalar.getValue().strip())) {
            problem(value, "link must start with https:// or http://, was " + scalar.getValue());
          } else {
            values.put(key.getValue(), scalar.getValue().strip());
          }
        });
    if (!given.isEmpty()) {
      for (String needed : List.of("text", "owner")) {
        if (!given.contains(needed)) {
          problem(node, "a step of %s has no %s".formatted(where, needed));
        }
      }
    }
    return problems.size() > before
        ? null
        : new Step(
            values.getOrDefault("text", ""), values.getOrDefault("owner", ""), values.get("link"));
  }

  /// Hands on each key that is a word and given once, with its value.
  private void each(Node node, String otherwise, BiConsumer<ScalarNode, Node> use) {
    if (!(node instanceof MappingNode mapping) || mapping.getValue().isEmpty()) {
      problem(node, otherwise);
      return;
    }
    Set<String> seen = new HashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problem(tuple.getKeyNode(), "a key must be a word");
      } else if (!seen.add(key.getValue())) {
        problem(key, "the key `" + key.getValue() + "` stands here for the second time");
      } else {
        use.accept(key, tuple.getValueNode());
      }
    }
  }

  private void problem(Node node, String words) {
    int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    problems.add(new Problem(line, words));
  }
}
