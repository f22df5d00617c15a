package dev.leeway.core.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What to do about alerts: ordered steps by type and severity of the alert. Every type has an
/// entry, so every alert has steps. Immutable.
///
/// @param entries the entries, by type and then from the lowest severity up
public record Playbook(List<Entry> entries) {

  /// One thing to do.
  ///
  /// @param text what to do, a sentence or a few
  /// @param owner who does it
  /// @param link where to read on or to act, an address of the web; null when there is none
  public record Step(String text, String owner, @Nullable String link) {

    public Step {
      requireText("text", text);
      requireText("owner", owner);
      if (link != null && !isLink(link)) {
        throw new IllegalArgumentException(
            "a step's link must start with https:// or http://, was " + link);
      }
    }

    /// Whether a step may link there: reports make links of them, which must not run scripts.
    public static boolean isLink(String address) {
      return address.startsWith("https://") || address.startsWith("http://");
    }

    private static void requireText(String what, String value) {
      if (value.isBlank()) {
        throw new IllegalArgumentException("a step's " + what + " must not be blank");
      }
    }
  }

  /// The steps for one type of alert at one severity.
  ///
  /// @param steps in the order of doing, at least one
  public record Entry(AlertType type, Severity severity, List<Step> steps) {

    public Entry {
      if (steps.isEmpty()) {
        throw new IllegalArgumentException(
            "%s, %s needs at least one step".formatted(type.id(), severity.id()));
      }
      steps = List.copyOf(steps);
    }
  }

  /// @throws IllegalArgumentException if a type has no entry, or two for one severity
  public Playbook {
    Map<AlertType, Map<Severity, Entry>> sorted = sorted(entries);
    for (AlertType type : AlertType.values()) {
      if (!sorted.containsKey(type)) {
        throw new IllegalArgumentException("the playbook needs an entry for " + type.id());
      }
    }
    entries = sorted.values().stream().flatMap(of -> of.values().stream()).toList();
  }

  private static Map<AlertType, Map<Severity, Entry>> sorted(List<Entry> entries) {
    Map<AlertType, Map<Severity, Entry>> sorted = new EnumMap<>(AlertType.class);
    for (Entry entry : entries) {
      Map<Severity, Entry> same = sorted.computeIfAbsent(entry.type(), type -> new TreeMap<>());
      if (same.put(entry.severity(), entry) != null) {
        throw new IllegalArgumentException(
            "the playbook has two entries for %s, %s"
                .formatted(entry.type().id(), entry.severity().id()));
      }
    }
    return sorted;
  }

  /// This with the entries of the same type and severity replaced by those given, and others added.
  public Playbook with(List<Entry> changes) {
    List<Entry> merged = new ArrayList<>(changes);
    for (Entry entry : entries) {
      boolean replaced =
          changes.stream()
              .anyMatch(c -> c.type() == entry.type() && c.severity() == entry.severity());
      if (!replaced) {
        merged.add(entry);
      }
    }
    return new Playbook(merged);
  }

  /// What to do about this alert.
  public List<Step> steps(Alert alert) {
    return steps(alert.type(), alert.severity());
  }

  /// What to do about an alert of that type and severity. Without an entry for the severity, those
  /// for the next lower one of the type count, and without a lower one those for the lowest there
  /// is.
  public List<Step> steps(AlertType type, Severity severity) {
    List<Entry> same = entries.stream().filter(entry -> entry.type() == type).toList();
    return same.stream()
        .filter(entry -> entry.severity().compareTo(severity) <= 0)
        .max(Comparator.comparing(Entry::severity))
        .orElse(same.get(0))
        .steps();
  }
}
