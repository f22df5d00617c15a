package dev.leeway.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the map form of a report: names in the order put, null for what cannot be computed.
final class ReportMap {

  private final Map<String, @Nullable Object> entries = new LinkedHashMap<>();

  ReportMap put(String name, @Nullable Object value) {
    entries.put(name, value);
    return this;
  }

  /// Puts why a value beside it is null; nothing when there is no reason.
  ReportMap putReason(@Nullable String reason) {
    return reason == null ? this : put("reason", reason);
  }

  Map<String, @Nullable Object> build() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }
}
