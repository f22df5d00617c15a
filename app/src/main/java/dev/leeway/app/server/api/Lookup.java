package dev.leeway.app.server.api;

import dev.leeway.app.server.store.Windows;
import dev.leeway.app.server.window.ModelState;
import dev.leeway.app.server.window.VersionState;
import dev.leeway.core.monitor.WindowSpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;

/// What requests name: models, versions, and windows by where they start.
final class Lookup {

  private static final int LONGEST_VERSION = 200;

  private final Engine engine;

  Lookup(Engine engine) {
    this.engine = engine;
  }

  /// @throws Problem if there is no such model
  ModelState model(Request request) {
    String name = request.parameter("model");
    return engine
        .models()
        .find(name)
        .orElseThrow(() ->
            Problem.notFound(
                "there is no model %s; PUT /v1/models/{model} adds one".formatted(Shown.of(name))));
  }

  /// The version that `version` names; without, the one whose rows are the latest.
  ///
  /// @throws Problem if there is none
  VersionState version(Request request, ModelState model) {
    Optional<String> name = request.query("version");
    if (name.isPresent()) {
      return model
          .version(name.get())
          .orElseThrow(() ->
              Problem.notFound(
                  "model %s has no version %s".formatted(model.name(), Shown.of(name.get()))));
    }
    return model.versions().stream()
        .max(Comparator.comparingLong(VersionState::latest).thenComparing(VersionState::since))
        .orElseThrow(() ->
            Problem.notFound(
                "model %s has neither a reference nor rows yet".formatted(model.name())));
  }

  /// A version's name that a client chooses, in `version`; the model's default without.
  static String versionName(Request request) {
    String name = request.query("version").orElse(ModelState.DEFAULT);
    if (name.length() > LONGEST_VERSION || name.chars().anyMatch(Character::isISOControl)) {
      throw Problem.badRequest(
          "version must have at most %d characters and no control characters, was %s"
              .formatted(LONGEST_VERSION, Shown.of(name)));
    }
    return name;
  }

  /// The window that `{start}` in the path or a parameter names.
  ///
  /// @throws Problem if there is none
  Windows.Window window(ModelState model, VersionState version, String text) {
    long start = start(model, text);
    return engine
        .store()
        .read(session -> session.windows().find(version.number(), start))
        .orElseThrow(() ->
            Problem.notFound(
                "version %s of model %s has no window that starts at %s"
                    .formatted(Shown.of(version.name()), model.name(), Shown.of(text))));
  }

  /// Where a window starts, as it is stored: an instant, or the number of a row.
  ///
  /// @throws Problem if it is neither
  static long start(ModelState model, String text) {
    boolean rows = isRows(model);
    try {
      return rows ? Long.parseLong(text) : ChronoUnit.MICROS.between(Instant.EPOCH, time(text));
    } catch (NumberFormatException | DateTimeException | ArithmeticException ignored) {
      throw Problem.badRequest(
          rows
              ? "a window of rows starts with the number of a row, was " + Shown.of(text)
              : "a window starts at a time such as 2026-02-01T00:00:00Z, was " + Shown.of(text));
    }
  }

  private static Instant time(String text) {
    return text.length() == 10 ? Instant.parse(text + "T00:00:00Z") : Instant.parse(text);
  }

  /// Where a window starts or ends, as answers have it.
  static Object shown(ModelState model, long place) {
    return isRows(model) ? (Object) place : instant(place);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static boolean isRows(ModelState model) {
    return model.config().window() instanceof WindowSpec.Rows;
  }
}
