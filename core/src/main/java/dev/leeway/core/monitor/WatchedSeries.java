package dev.leeway.core.monitor;

import dev.leeway.core.performance.Metric;
import dev.leeway.core.profile.CategoricalProfile;
import dev.leeway.core.profile.CategoricalReference;
import dev.leeway.core.profile.ColumnReference;
import dev.leeway.core.profile.NumericReference;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.RowReference;
import dev.leeway.core.profile.TextReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One statistic that is followed from window to window: a column's mean rank, a category's share,
/// a metric.
///
/// @param quantity what it measures
/// @param column the column, or the metric's id
/// @param category the category whose share it is; empty for other quantities
/// @param role the column's; null for a metric
public record WatchedSeries(
    Quantity quantity, String column, String category, @Nullable Role role) {

  /// Of more categories, these many with most rows are followed; the rest is left to the verdicts
  /// of each window.
  public static final int CATEGORIES = 4;

  /// From so many bins on, that values spread out is more than a change of their shares.
  private static final int BINS_TO_SPREAD = 10;

  private static final String BETWEEN = "\u001f";

  /// What a series measures.
  public enum Quantity {
    /// The mean rank of the values among the reference's, from 0 to 1; of texts, of their lengths.
    LOCATION,
    /// How far the values' ranks lie from the middle, from 0 to 1.
    SPREAD,
    /// A category's share of the values.
    SHARE,
    /// The share of the rows without a value that can be used.
    MISSING,
    /// The main metric.
    METRIC;

    /// The name used in reports.
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What is followed of data that are compared with `reference`, by it alone: for numbers (and the
  /// lengths of texts) location and, from 10 different values on, spread; for categories the shares
  /// of the [#CATEGORIES] largest, of two the larger; the missing share where some values are
  /// missing in the reference, but not of labels, which may be late; and the main metric. What is
  /// the same in every row of the reference is not followed.
  public static List<WatchedSeries> of(Reference reference, Optional<Metric> main) {
    List<WatchedSeries> series = new ArrayList<>();
    for (ColumnReference column : reference.columns()) {
      if (column instanceof NumericReference numbers) {
        ofNumbers(series, column, numbers);
      } else if (column instanceof TextReference text) {
        ofNumbers(series, column, text.lengths());
      } else if (column instanceof CategoricalReference categories) {
        ofCategories(series, categories);
      }
      if (!(column instanceof RowReference) && column.column().role() != Role.LABEL) {
        double missing = WindowStatistics.missing(column.profile());
        if (missing > 0 && missing < 1) {
          series.add(of(Quantity.MISSING, column, ""));
        }
      }
    }
    main.ifPresent(metric -> series.add(new WatchedSeries(Quantity.METRIC, metric.id(), "", null)));
    return series;
  }

  private static void ofNumbers(
      List<WatchedSeries> series, ColumnReference column, NumericReference numbers) {
    long bins = Arrays.stream(numbers.profile().counts()).filter(rows -> rows > 0).count();
    if (bins > 1) {
      series.add(of(Quantity.LOCATION, column, ""));
    }
    if (bins >= BINS_TO_SPREAD) {
      series.add(of(Quantity.SPREAD, column, ""));
    }
  }

  private static void ofCategories(List<WatchedSeries> series, CategoricalReference column) {
    CategoricalProfile profile = column.profile();
    int followed = profile.counts().length < 3 ? profile.counts().length - 1 : CATEGORIES;
    for (int at = 0; at < Math.min(followed, profile.counts().length); at++) {
      series.add(of(Quantity.SHARE, column, column.names().get(at)));
    }
  }

  private static WatchedSeries of(Quantity quantity, ColumnReference column, String category) {
    return new WatchedSeries(quantity, column.column().name(), category, column.column().role());
  }

  /// A name that no other series of the reference has, the same in every run.
  public String key() {
    return String.join(BETWEEN, quantity.id(), column, category);
  }

  /// What it is called: `income`, `income (spread)`, `region = north`, `income (missing)`.
  public String title() {
    return switch (quantity) {
      case LOCATION -> column;
      case SPREAD -> column + " (spread)";
      case SHARE -> column + " = " + category;
      case MISSING -> column + " (missing)";
      case METRIC -> metric().map(MetricWords::inSentence).orElse(column);
    };
  }

  /// What a rise, or a fall, of it means, to follow the title.
  public String movement(boolean rise) {
    return switch (quantity) {
      case LOCATION -> rise ? "values rose" : "values fell";
      case SPREAD -> rise ? "values spread out" : "values drew together";
      case SHARE -> rise ? "more often" : "less often";
      case MISSING -> rise ? "more are missing" : "fewer are missing";
      case METRIC -> rise ? "rose" : "fell";
    };
  }

  /// A value as it is shown: ranks and shares in percent.
  public String words(double value) {
    return quantity == Quantity.METRIC && metric().isPresent()
        ? MetricWords.value(metric().get(), value)
        : String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }

  /// The metric it is of.
  public Optional<Metric> metric() {
    return quantity == Quantity.METRIC ? Metric.ofId(column) : Optional.empty();
  }
}
