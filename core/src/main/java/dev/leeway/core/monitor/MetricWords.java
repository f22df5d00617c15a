package dev.leeway.core.monitor;

import dev.leeway.core.performance.Degradation;
import dev.leeway.core.performance.Metric;
import dev.leeway.core.profile.Counted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// How metrics and their losses are put into words.
public final class MetricWords {

  private MetricWords() {}

  /// A value in the metric's customary unit: shares in percent, times in seconds, others as
  /// numbers.
  public static String value(Metric metric, double value) {
    return switch (metric) {
      case ACCURACY,
          BALANCED_ACCURACY,
          PRECISION,
          RECALL,
          PRECISION_MACRO,
          RECALL_MACRO,
          PRECISION_WEIGHTED,
          RECALL_WEIGHTED,
          HIT_RATE,
          MAPE ->
          String.format(Locale.ROOT, "%.1f %%", 100 * value);
      case F1,
          F1_MACRO,
          F1_WEIGHTED,
          MCC,
          KAPPA,
          ROC_AUC,
          ROC_AUC_MACRO,
          ROC_AUC_WEIGHTED,
          PR_AUC,
          R2,
          NDCG,
          MAP,
          MRR,
          ECE,
          BRIER,
          LOG_LOSS ->
          String.format(Locale.ROOT, "%.3f", value);
      case MAE, RMSE, BIAS, MAX_ERROR -> number(value);
      case LATENCY_P50, LATENCY_P95, LATENCY_P99 -> number(value) + " s";
      case THROUGHPUT -> number(value) + "/s";
    };
  }

  /// Four digits, without exponent where a person would write none.
  private static String number(double value) {
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e9)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  /// The metric's name within a sentence: in lower case, but for names such as ROC AUC.
  public static String inSentence(Metric metric) {
    String title = metric.title();
    return switch (metric) {
      case F1,
          F1_MACRO,
          F1_WEIGHTED,
          MCC,
          KAPPA,
          ROC_AUC,
          ROC_AUC_MACRO,
          ROC_AUC_WEIGHTED,
          PR_AUC,
          BRIER,
          R2,
          NDCG ->
          title;
      default -> title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    };
  }

  /// A loss as it is spoken of: points of a share, percent of the reference's value, or the unit
  /// itself.
  public static String loss(Degradation degradation) {
    double scaled = degradation.scaledLoss();
    return switch (degradation.metric().scale()) {
      case POINTS -> String.format(Locale.ROOT, "%.1f points", 100 * Math.abs(scaled));
      case RELATIVE ->
          Double.isInfinite(scaled)
              ? "from nothing"
              : String.format(Locale.ROOT, "%.1f %%", 100 * Math.abs(scaled));
      case NONE -> value(degradation.metric(), Math.abs(degradation.loss()));
    };
  }

  /// Before and after, and what is to be made of it.
  public static String compared(Degradation degradation) {
    return degradation.metric().title()
        + " "
        + value(degradation.metric(), degradation.reference())
        + " → "
        + value(degradation.metric(), degradation.current())
        + state(degradation);
  }

  private static String state(Degradation degradation) {
    String five = degradation.metric().scale() == Metric.Scale.RELATIVE ? "5 %" : "5 points";
    Long needed = degradation.rowsNeeded();
    return switch (degradation.state()) {
      case NONE -> ", no confirmed loss";
      case CONFIRMED -> ", a confirmed loss of " + five + " or less";
      case CRITICAL -> ", a confirmed loss of more than " + five;
      case PENDING ->
          ", a loss of more than "
              + five
              + " that is not yet confirmed"
              + (needed == null ? "" : ": about " + Counted.of(needed, "more row") + " needed");
    };
  }
}
