package dev.leeway.app.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes the applications as a lender's systems would have them: the reference with its labels,
/// production by month without them, and the labels by the day on which each was known.
final class CreditFiles {

  /// From this probability of default on an application is flagged.
  private static final double FLAGGED = 0.3;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);

  private static final String COLUMNS =
      "application,applied_at,age,income,employment_years,housing,purpose,region,channel,loan_amount,"
          + "term_months,debt_ratio,open_credits,delinquencies,account_months,dependants,latency,"
          + "default_probability,flagged";

  private final Path folder;
  private final Scorecard scorecard;

  /// @param folder where the files go; it is made if need be
  CreditFiles(Path folder, Scorecard scorecard) {
    this.folder = folder;
    this.scorecard = scorecard;
  }

  /// `reference.csv`.
  void reference(List<Application> applications) throws IOException {
    Files.createDirectories(folder);
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("reference.csv"))) {
      out.write(COLUMNS + ",defaulted\n");
      for (Application application : applications) {
        out.write(row(application) + ',' + label(application) + '\n');
      }
    }
  }

  /// `production/YYYY-MM.csv` for each month.
  void production(List<Application> applications) throws IOException {
    Path production = Files.createDirectories(folder.resolve("production"));
    Map<YearMonth, List<Application>> months =
        applications.stream()
            .collect(
                Collectors.groupingBy(
                    application -> YearMonth.from(application.at()),
                    TreeMap::new,
                    Collectors.toList()));
    for (Map.Entry<YearMonth, List<Application>> month : months.entrySet()) {
      Path file = production.resolve(month.getKey() + ".csv");
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        out.write(COLUMNS + '\n');
        for (Application application : month.getValue()) {
          out.write(row(application) + '\n');
        }
      }
    }
  }

  /// `labels.csv`: of the applications whose label is known before `today`.
  void labels(List<Application> applications, LocalDate today) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("labels.csv"))) {
      out.write("application,defaulted,known_on\n");
      for (Application application : applications) {
        LocalDate known = known(application.at());
        if (known.isBefore(today)) {
          out.write(application.id() + ',' + label(application) + ',' + known + '\n');
        }
      }
    }
  }

  private static LocalDate known(LocalDateTime at) {
    return at.toLocalDate().plusDays(Storyline.LABEL_DAYS);
  }

  private String row(Application application) {
    double probability = scorecard.probability(application);
    return String.join(
        ",",
        application.id(),
        TIME.format(application.at()),
        Integer.toString(application.age()),
        number("%.0f", application.income()),
        number("%.1f", application.employmentYears()),
        application.housing(),
        application.purpose(),
        application.region(),
        application.channel(),
        Integer.toString(application.loanAmount()),
        Integer.toString(application.termMonths()),
        String.format(Locale.ROOT, "%.3f", application.debtRatio()),
        Integer.toString(application.openCredits()),
        Integer.toString(application.delinquencies()),
        Integer.toString(application.accountMonths()),
        Integer.toString(application.dependants()),
        String.format(Locale.ROOT, "%.4f", application.latency()),
        String.format(Locale.ROOT, "%.4f", probability),
        probability >= FLAGGED ? "yes" : "no");
  }

  private static String label(Application application) {
    return application.defaulted() ? "yes" : "no";
  }

  private static String number(String format, OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
  }
}
