package dev.leeway.app.report;

import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnProfile;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericProfile;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.RowProfile;
import dev.leeway.core.profile.TextProfile;
import dev.leeway.core.profile.TextReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The statistics of one column of one data set, in the order and with the names of the report.
public final class ColumnSummary {

  private static final int CATEGORIES = 50;

  private ColumnSummary() {}

  /// The summary of `profile`, which was counted on `reference`; its own profile gives the
  /// reference's summary.
  public static Map<String, @Nullable Object> of(ColumnReference reference, ColumnProfile profile) {
    return of(reference, profile, false);
  }

  /// The summary of the reference itself, with quantiles.
  public static Map<String, @Nullable Object> ofReference(ColumnReference reference) {
    return of(reference, reference.profile(), true);
  }

  private static Map<String, @Nullable Object> of(
      ColumnReference reference, ColumnProfile profile, boolean own) {
    Map<String, @Nullable Object> summary = new LinkedHashMap<>();
    switch (profile) {
      case NumericProfile numeric -> {
        numbers(summary, numeric, reference.column().kind());
        if (own && reference instanceof NumericReference numbers) {
          quantiles(summary, numbers);
        }
      }
      case CategoricalProfile categorical ->
          categories(summary, (CategoricalReference) reference, categorical);
      case TextProfile text -> {
        summary.put("present", text.present());
        summary.put("missing", text.missing() + text.absent());
        summary.put("distinct", text.distinct());
        summary.put("distinct_exact", text.distinct() < 1024);
        Map<String, @Nullable Object> lengths = new LinkedHashMap<>();
        numbers(lengths, text.lengths(), Kind.NUMERIC);
        if (own && reference instanceof TextReference texts) {
          quantiles(lengths, texts.lengths());
        }
        summary.put("length", lengths);
      }
      case RowProfile rows -> {
        summary.put("present", rows.present());
        summary.put("missing", rows.missing() + rows.absent());
      }
    }
    return summary;
  }

  private static void numbers(
      Map<String, @Nullable Object> summary, NumericProfile numeric, Kind kind) {
    summary.put("present", numeric.finite());
    summary.put("missing", numeric.missing() + numeric.absent());
    summary.put("nan", numeric.notANumber());
    summary.put("infinite", numeric.infinite());
    summary.put("unreadable", numeric.unreadable());
    summary.put("out_of_range", numeric.outOfRange());
    put(summary, "mean", numeric.mean());
    put(summary, "std", numeric.standardDeviation());
    put(summary, "min", numeric.min());
    put(summary, "max", numeric.max());
    if (numeric.finite() > 0 && numeric.mean().isEmpty()) {
      summary.put("reason", "overflow");
    } else if (numeric.finite() == 0) {
      summary.put("reason", "all_missing");
    }
    if (kind == Kind.DATETIME && numeric.min().isPresent()) {
      summary.put("first", instant(numeric.min().getAsDouble()));
      summary.put("last", instant(numeric.max().orElseThrow()));
    }
  }

  private static String instant(double seconds) {
    return Instant.ofEpochSecond((long) Math.floor(seconds)).toString();
  }

  private static void quantiles(Map<String, @Nullable Object> summary, NumericReference reference) {
    Map<String, @Nullable Object> quantiles = new LinkedHashMap<>();
    for (double p : new double[] {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99}) {
      put(quantiles, String.valueOf(p), reference.quantile(p));
    }
    summary.put("quantiles", quantiles);
  }

  private static void put(
      Map<String, @Nullable Object> summary, String name, OptionalDouble value) {
    summary.put(name, value.isPresent() ? (Object) value.getAsDouble() : null);
  }

  private static void categories(
      Map<String, @Nullable Object> summary,
      CategoricalReference reference,
      CategoricalProfile profile) {
    summary.put("present", profile.present());
    summary.put("missing", profile.missing() + profile.absent());
    long[] counts = profile.counts();
    summary.put(
        "distinct",
        Arrays.stream(counts).filter(count -> count > 0).count() + profile.unseen().size());
    List<Map<String, Object>> categories = new ArrayList<>();
    for (int code = 0; code < Math.min(CATEGORIES, counts.length); code++) {
      categories.add(category(reference.names().get(code), counts[code]));
    }
    summary.put("categories", categories);
    summary.put(
        "other_rows",
        IntStream.range(Math.min(CATEGORIES, counts.length), counts.length)
            .mapToLong(code -> counts[code])
            .sum());
    ToDoubleFunction<Map.Entry<String, Long>> fewerRows = entry -> -entry.getValue();
    List<Map<String, Object>> unseen =
        profile.unseen().entrySet().stream()
            .sorted(Comparator.comparingDouble(fewerRows).thenComparing(Map.Entry.comparingByKey()))
            .map(entry -> category(entry.getKey(), entry.getValue()))
            .toList();
    summary.put("new_categories", unseen);
    summary.put("new_rows", profile.unseenRows());
  }

  private static Map<String, Object> category(String name, long rows) {
    Map<String, Object> category = new LinkedHashMap<>();
    category.put("name", name);
    category.put("rows", rows);
    return category;
  }
}
