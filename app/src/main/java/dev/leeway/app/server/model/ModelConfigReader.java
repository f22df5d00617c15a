package dev.leeway.app.server.model;

import dev.leeway.core.drift.DriftPolicy;
import dev.leeway.core.drift.Method;
import dev.leeway.core.monitor.Scoring;
import dev.leeway.core.monitor.WindowSpec;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.performance.Task;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads what is monitored of a model from YAML or JSON. Columns and scoring have the keys that the
/// options of `leeway check` have.
public final class ModelConfigReader {

  private ModelConfigReader() {}

  /// @param name the model's name
  /// @param text the configuration
  /// @param label what the text is called in messages
  /// @param folder where files are looked for that are named without a folder
  /// @throws ConfigException with every problem
  public static ModelConfig read(String name, String text, String label, Path folder) {
    YamlMap map = YamlMap.read(text, label);
    ModelConfig config = read(name, map, folder);
    map.end();
    return config;
  }

  /// What stands under a model's name; problems are collected in the map.
  static ModelConfig read(String name, YamlMap map, Path folder) {
    if (!ModelConfig.NAME.matcher(name).matches()) {
      map.problem(
          null, "a model's name must be 1 to 100 letters, digits, '.', '_' and '-', was " + name);
      name = "model";
    }
    Map<String, Role> roles = roles(map);
    YamlMap kinds = map.map("kind");
    Set<String> ignored = new LinkedHashSet<>(map.list("ignore", text -> text));
    for (String column : ignored) {
      if (roles.containsKey(column)) {
        map.problem("ignore", "column %s cannot be ignored and have a role".formatted(column));
      }
    }
    Scoring scoring = scoring(map);
    WindowSpec window = map.value("window", WindowSpec::parse).orElse(day());
    Lateness lateness = lateness(map);
    LabelSettings labels = labels(map.map("labels"));
    BudgetSettings budget = budget(map.map("budget"));
    DriftPolicy policy = map.value("policy", DriftPolicy::parse).orElseGet(DriftPolicy::calibrated);
    Set<Method> methods = methods(map);
    ReferenceSource reference = reference(map, folder);
    Retention retention = retention(map.map("retention"));
    Map<String, Kind> kindsByName = kinds.values(constant("a kind", Kind.values(), Kind::id));
    map.onlyAsked();
    if (learns(reference) && kindsByName.isEmpty()) {
      map.problem(
          "reference",
          "a reference that is learnt from the first predictions needs the kinds of all columns"
              + " under `kind`, such as {income: numeric}");
    }
    return new ModelConfig(
        name,
        roles,
        kindsByName,
        ignored,
        scoring,
        window,
        lateness,
        labels,
        budget,
        policy,
        methods,
        reference,
        retention);
  }

  private static WindowSpec day() {
    return new WindowSpec.Span(1, WindowSpec.Unit.DAY);
  }

  private static boolean learns(ReferenceSource source) {
    return source instanceof ReferenceSource.FirstRows
        || source instanceof ReferenceSource.FirstSpan;
  }

  private static Map<String, Role> roles(YamlMap map) {
    Map<String, Role> roles = new LinkedHashMap<>();
    for (Role role :
        List.of(
            Role.PREDICTION,
            Role.SCORE,
            Role.LABEL,
            Role.LATENCY,
            Role.TIME,
            Role.ID,
            Role.QUERY,
            Role.SEGMENT)) {
      List<String> columns = map.list(role.id(), text -> text);
      boolean several = role == Role.SCORE || role == Role.SEGMENT;
      if (!several && columns.size() > 1) {
        map.problem(role.id(), role.id() + " must be one column");
      }
      for (String column : columns) {
        Role before = roles.put(column, role);
        if (before != null) {
          map.problem(
              role.id(),
              before == role
                  ? "column %s is named twice by %s".formatted(column, role.id())
                  : "column %s cannot be both %s and %s".formatted(column, before.id(), role.id()));
        }
      }
    }
    return roles;
  }

  private static Scoring scoring(YamlMap map) {
    Optional<Task> task =
        map.value(
            "task",
            constant(
                "a task",
                new Task[] {Task.CLASSIFICATION, Task.REGRESSION, Task.RANKING},
                Task::id));
    Optional<String> positive = map.value("positive", text -> text);
    double threshold = map.value("threshold", ModelConfigReader::finite).orElse(0.5);
    int top = map.value("top", text -> whole(text, 1)).orElse(10);
    Optional<Metric> metric = map.value("main-metric", ModelConfigReader::metric);
    return new Scoring(task, positive, threshold, top, metric);
  }

  private static Metric metric(String text) {
    return Metric.ofId(text)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be one of %s; was %s"
                    .formatted(
                        Arrays.stream(Metric.values())
                            .filter(known -> known.scale() != Metric.Scale.NONE)
                            .map(Metric::id)
                            .collect(Collectors.joining(", ")),
                        text)));
  }

  private static Lateness lateness(YamlMap map) {
    YamlMap under = map.map("lateness");
    Lateness standard = Lateness.standard();
    Lateness lateness =
        new Lateness(
            under.value("allowed", Spans::parse).orElse(standard.allowed()),
            under.value("correction", Spans::parse).orElse(standard.correction()),
            under.value("ahead", Spans::parse).orElse(standard.ahead()));
    under.onlyAsked();
    return lateness;
  }

  private static LabelSettings labels(YamlMap map) {
    LabelSettings standard = LabelSettings.standard();
    LabelSettings labels =
        new LabelSettings(
            map.value("horizon", Spans::parse).orElse(standard.horizon()),
            map.value("coverage", text -> share(text, true)).orElse(standard.coverage()));
    map.onlyAsked();
    return labels;
  }

  private static BudgetSettings budget(YamlMap map) {
    BudgetSettings standard = BudgetSettings.standard();
    BudgetSettings budget =
        new BudgetSettings(
            map.value("chance", text -> share(text, false)).orElse(standard.chance()),
            map.value("period", ModelConfigReader::positive).orElse(standard.period()));
    map.onlyAsked();
    return budget;
  }

  private static Retention retention(YamlMap map) {
    Retention standard = Retention.standard();
    Retention retention =
        new Retention(
            map.value("rows", ModelConfigReader::positive).orElse(standard.rows()),
            map.value("raw-rows", ModelConfigReader::truth).orElse(standard.rawRows()),
            map.value("windows", ModelConfigReader::positive).orElse(standard.windows()));
    map.onlyAsked();
    return retention;
  }

  /// A file's name, or `{first-rows: 5000}`, or `{first: 7d}`.
  private static ReferenceSource reference(YamlMap map, Path folder) {
    if (!map.isMap("reference")) {
      return map.<ReferenceSource>value(
              "reference", text -> new ReferenceSource.File(folder.resolve(text)))
          .orElseGet(ReferenceSource.Uploaded::new);
    }
    YamlMap under = map.map("reference");
    Optional<ReferenceSource> rows =
        under.value("first-rows", text -> new ReferenceSource.FirstRows(whole(text, 100)));
    Optional<ReferenceSource> span =
        under.value("first", text -> new ReferenceSource.FirstSpan(positive(text)));
    under.onlyAsked();
    if (rows.isPresent() && span.isPresent()) {
      map.problem("reference", "reference must have first-rows or first, not both");
    }
    return rows.or(() -> span).orElseGet(ReferenceSource.Uploaded::new);
  }

  private static Set<Method> methods(YamlMap map) {
    Set<Method> methods = EnumSet.noneOf(Method.class);
    for (Set<Method> some : map.list("methods", ModelConfigReader::method)) {
      methods.addAll(some);
    }
    return methods;
  }

  private static Set<Method> method(String text) {
    if (text.equals("all")) {
      return Method.allOnDemand();
    }
    return Method.of(text)
        .filter(known -> !known.isPeer())
        .map(Set::of)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be all or one of %s; was %s"
                    .formatted(
                        Arrays.stream(Method.values())
                            .filter(known -> !known.isPeer())
                            .map(Method::id)
                            .collect(Collectors.joining(", ")),
                        text)));
  }

  private static <E> Function<String, E> constant(
      String what, E[] constants, Function<E, String> id) {
    return text ->
        Arrays.stream(constants)
            .filter(one -> id.apply(one).equals(text.toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s must be one of %s; was %s"
                        .formatted(
                            what,
                            Arrays.stream(constants).map(id).collect(Collectors.joining(", ")),
                            text)));
  }

  private static double finite(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException ignored) {
      // said below
    }
    throw new IllegalArgumentException("must be a finite number, was " + text);
  }

  private static double share(String text, boolean closed) {
    double value = finite(text);
    if (closed ? value >= 0 && value <= 1 : value > 0 && value < 1) {
      return value;
    }
    throw new IllegalArgumentException(
        "must be in %s, was %s".formatted(closed ? "[0, 1]" : "(0, 1)", text));
  }

  static int whole(String text, int least) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least) {
        return value;
      }
    } catch (NumberFormatException ignored) {
      // said below
    }
    throw new IllegalArgumentException(
        "must be a whole number from %d on, was %s".formatted(least, text));
  }

  private static Duration positive(String text) {
    Duration span = Spans.parse(text);
    if (span.isZero()) {
      throw new IllegalArgumentException("must be more than nothing, was " + text);
    }
    return span;
  }

  static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new IllegalArgumentException("must be true or false, was " + text);
    };
  }
}
