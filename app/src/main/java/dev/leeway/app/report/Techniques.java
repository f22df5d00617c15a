package dev.leeway.app.report;

import dev.leeway.core.drift.ColumnDrift;
import dev.leeway.core.drift.DriftKind;
import dev.leeway.core.drift.Method;
import dev.leeway.core.drift.Statistic;
import dev.leeway.core.stats.PValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The five techniques that everybody looks for, with a reading of each in plain words, and the
/// table of all statistics of a column.
final class Techniques {

  /// Numbers below 10 to minus this are 0.
  private static final int SMALLEST = 323;

  private static final List<Method> FIVE =
      List.of(
          Method.KOLMOGOROV_SMIRNOV,
          Method.POPULATION_STABILITY,
          Method.CHI_SQUARE,
          Method.WASSERSTEIN,
          Method.JENSEN_SHANNON);

  private Techniques() {}

  static void write(Html page, ColumnDrift column) {
    page.raw("<dl class=\"techniques\">\n");
    for (Method method : FIVE) {
      page.raw("<div><dt>").text(method.title()).raw("</dt><dd>");
      Optional<Statistic> statistic = column.statistic(method);
      Double value = statistic.map(Statistic::value).orElse(null);
      if (statistic.isEmpty() || value == null) {
        page.raw("<span class=\"note\">").text(absence(column, method, statistic)).raw("</span>");
      } else {
        page.raw("<b>").text(Histogram.number(value)).raw("</b> ");
        page.text(reading(column, statistic.get(), value));
      }
      page.raw("</dd></div>\n");
    }
    page.raw("</dl>\n");
  }

  private static String absence(ColumnDrift column, Method method, Optional<Statistic> statistic) {
    String reason =
        statistic
            .map(Statistic::reason)
            .or(() -> Optional.ofNullable(column.reason()))
            .map(why -> why.words())
            .orElse("");
    if (statistic.isPresent() || !reason.isEmpty()) {
      return reason.isEmpty() ? "not defined" : reason;
    }
    return switch (method) {
      case CHI_SQUARE -> "is for categories";
      default -> "is for numbers";
    };
  }

  private static String reading(ColumnDrift column, Statistic statistic, double value) {
    return switch (statistic.method()) {
      case KOLMOGOROV_SMIRNOV ->
          Html.format("the distributions lie up to %.1f points apart", 100 * value)
              + chance(statistic);
      case CHI_SQUARE ->
          "the larger, the less alike the shares of the categories" + chance(statistic);
      case POPULATION_STABILITY ->
          statistic.constants().get("customary_reading")
              + " by the customary marks 0.1 and 0.25"
              + expected(statistic);
      case WASSERSTEIN -> wasserstein(column, value) + expected(statistic);
      case JENSEN_SHANNON -> "from 0, alike, to 1, nothing in common" + expected(statistic);
      default -> "";
    };
  }

  private static String wasserstein(ColumnDrift column, double value) {
    return column
        .statistic(Method.WASSERSTEIN_NORMED)
        .map(Statistic::value)
        .map(normed ->
            Html.format(
                "values moved by that much on average, %s standard deviations",
                Histogram.number(normed)))
        .orElse(Html.format("values moved by %s on average", Histogram.number(value)));
  }

  private static String chance(Statistic statistic) {
    PValue p = statistic.pValue();
    return p == null ? "" : "; by chance alone so much has probability " + shown(p);
  }

  private static String expected(Statistic statistic) {
    Double expected = statistic.expected();
    return expected == null ? "" : "; chance alone gives about " + Histogram.number(expected);
  }

  /// Small ones by their power of ten.
  static String shown(PValue p) {
    if (p.log10() >= -4) {
      return Histogram.number(p.value());
    }
    return Double.isInfinite(p.log10()) ? "0" : power(-p.log10());
  }

  /// A q-value, small ones by their power of ten; one that became 0 though its p-value is not, as
  /// less than any number.
  static String shown(double q, PValue p) {
    if (q >= 1e-4) {
      return Histogram.number(q);
    }
    if (q > 0) {
      return power(-Math.log10(q));
    }
    return Double.isInfinite(p.log10()) ? "0" : "< " + power(SMALLEST);
  }

  private static String power(double minusLog10) {
    StringBuilder power = new StringBuilder("10⁻");
    String.valueOf(Math.round(minusLog10))
        .chars()
        .forEach(digit -> power.append("⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(digit - '0')));
    return power.toString();
  }

  /// Every statistic with its numbers.
  static void all(Html page, ColumnDrift column) {
    page.raw("<details><summary>All statistics</summary><div class=\"scroll\"><table><thead><tr>");
    page.raw("<th>Statistic<th>Value<th>Without drift<th>p<th>q<th>Effect<th>Floor</thead>\n");
    page.raw("<tbody>\n");
    column.statistics().forEach(statistic -> row(page, statistic));
    page.raw("</tbody></table></div></details>\n");
  }

  private static void row(Html page, Statistic statistic) {
    page.raw("<tr><td>").text(statistic.method().title());
    if (statistic.kind() != DriftKind.DISTRIBUTION) {
      page.raw(" <small>").text(statistic.kind().words()).raw("</small>");
    }
    if (statistic.reason() != null) {
      page.raw("<td colspan=\"6\" class=\"reason\">").text(statistic.reason().words()).raw("\n");
      return;
    }
    PValue p = statistic.pValue();
    cell(page, number(statistic.value()));
    cell(page, number(statistic.expected()));
    cell(page, p == null ? "" : shown(p));
    Double q = statistic.qValue();
    cell(page, p == null || q == null ? number(q) : shown(q, p));
    cell(page, percent(statistic.effect()));
    cell(page, percent(statistic.threshold()));
    page.raw("\n");
  }

  private static void cell(Html page, String text) {
    page.raw("<td>").text(text);
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : Histogram.number(value);
  }

  private static String percent(@Nullable Double share) {
    return share == null ? "" : Html.percent(share);
  }
}
