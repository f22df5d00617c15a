package dev.leeway.app.server.window;

import dev.leeway.app.server.model.ModelConfig;
import dev.leeway.app.server.model.ModelSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A model while the server runs: its configuration, and of each of its versions the one whose
/// reference is in force. Safe for several threads.
public final class ModelState {

  /// The name of the version whose reference serves versions without one of their own.
  public static final String DEFAULT = "";

  private final int number;
  private final Map<String, VersionState> versions = new TreeMap<>();
  private ModelConfig config;
  private String written;

  ModelState(int number, ModelConfig config, String written) {
    this.number = number;
    this.config = config;
    this.written = written;
  }

  /// Names it in the store.
  public int number() {
    return number;
  }

  /// Its name.
  public String name() {
    return config().name();
  }

  /// What is monitored.
  public synchronized ModelConfig config() {
    return config;
  }

  /// The configuration as it was written.
  public synchronized String written() {
    return written;
  }

  synchronized void configure(ModelConfig newConfig, String newWritten) {
    config = newConfig;
    written = newWritten;
  }

  /// The versions by name.
  public synchronized List<VersionState> versions() {
    return List.copyOf(versions.values());
  }

  /// The version of that name, if it has sent rows or was given a reference.
  public synchronized Optional<VersionState> version(String name) {
    return Optional.ofNullable(versions.get(name));
  }

  /// The version with that number, if its reference is in force.
  public synchronized Optional<VersionState> version(int versionNumber) {
    return versions.values().stream().filter(one -> one.number() == versionNumber).findFirst();
  }

  /// A version that was replaced by one with a new reference does not come back, though rows of it
  /// were on their way.
  synchronized void put(VersionState version) {
    versions.merge(
        version.name(), version, (known, put) -> put.number() >= known.number() ? put : known);
  }

  /// The columns that rows of any version may have: those of all versions, each as the first that
  /// has it reads it; empty when no version's columns are known.
  public synchronized Optional<ModelSchema> schema() {
    Map<String, ModelSchema> known = new LinkedHashMap<>();
    VersionState standard = versions.get(DEFAULT);
    if (standard != null) {
      standard.schema().ifPresent(schema -> known.put(DEFAULT, schema));
    }
    versions.forEach((name, version) -> version.schema().ifPresent(s -> known.put(name, s)));
    return ModelSchema.union(new ArrayList<>(known.values()));
  }
}
