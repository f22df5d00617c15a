package dev.leeway.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreditWorldTest {

  private static final Storyline STORY = Storyline.standard();
  private static final CreditWorld WORLD = new CreditWorld(3, 100, STORY);

  private static double mean(
      LocalDate first, Predicate<Application> which, ToDoubleFunction<Application> what) {
    return WORLD.between(first, first.plusWeeks(3)).stream()
        .filter(which)
        .mapToDouble(what)
        .average()
        .orElseThrow();
  }

  private static boolean isPartner(Application application) {
    return application.channel().equals("partner");
  }

  private static double income(Application application) {
    return application.income().orElse(30_000);
  }

  @Test
  void aDayDependsOnTheSeedAndItsDateAlone() {
    LocalDate day = STORY.unitChange().start();

    assertThat(new CreditWorld(3, 100, STORY).day(day)).isEqualTo(WORLD.day(day));
    assertThat(new CreditWorld(4, 100, STORY).day(day)).isNotEqualTo(WORLD.day(day));
    assertThat(WORLD.between(day.minusDays(1), day.plusDays(1))).containsAll(WORLD.day(day));
  }

  @Test
  void applicationsAreInTheOrderOfTimeAndWithinTheirDay() {
    List<Application> day = WORLD.day(Storyline.REFERENCE);

    assertThat(day).extracting(Application::at).isSorted();
    assertThat(day)
        .allSatisfy(row -> assertThat(row.at().toLocalDate()).isEqualTo(Storyline.REFERENCE));
  }

  @Test
  void onlyPartnersSendIncomePerMonthAndOnlyForThreeWeeks() {
    LocalDate start = STORY.unitChange().start();
    double before = mean(start.minusWeeks(3), CreditWorldTest::isPartner, CreditWorldTest::income);
    double during = mean(start, CreditWorldTest::isPartner, CreditWorldTest::income);
    double after = mean(start.plusWeeks(3), CreditWorldTest::isPartner, CreditWorldTest::income);
    double others =
        mean(start, row -> !isPartner(row), CreditWorldTest::income)
            / mean(start.minusWeeks(3), row -> !isPartner(row), CreditWorldTest::income);

    assertThat(during / before).isBetween(0.07, 0.13);
    assertThat(after / before).isBetween(0.9, 1.1);
    assertThat(others).isBetween(0.95, 1.05);
  }

  @Test
  void theRecessionChangesDefaultsOfThoseLongEmployedAndNoInput() {
    LocalDate start = STORY.conceptChange().start();
    Predicate<Application> steady = row -> row.employmentYears().orElse(0) > 8;
    ToDoubleFunction<Application> defaults = row -> row.defaulted() ? 1 : 0;
    ToDoubleFunction<Application> years = row -> row.employmentYears().orElse(0);

    assertThat(mean(start, steady, defaults))
        .isGreaterThan(2 * mean(start.minusWeeks(3), steady, defaults));
    assertThat(mean(start, row -> true, years) / mean(start.minusWeeks(3), row -> true, years))
        .isBetween(0.93, 1.07);
  }

  @Test
  void theAppGrowsWithSmallerLoans() {
    LocalDate start = STORY.covariateDrift().start();
    ToDoubleFunction<Application> app = row -> row.channel().equals("app") ? 1 : 0;
    LocalDate grown = start.plusWeeks(6);

    assertThat(mean(start.minusWeeks(3), row -> true, app)).isBetween(0.09, 0.15);
    assertThat(mean(grown, row -> true, app)).isBetween(0.40, 0.50);
    assertThat(mean(grown, row -> true, Application::loanAmount))
        .isLessThan(0.95 * mean(start.minusWeeks(3), row -> true, Application::loanAmount));
    assertThat(STORY.growth(start.minusDays(1))).isZero();
    assertThat(STORY.growth(grown)).isEqualTo(1);
  }

  @Test
  void theScorecardRanksDefaultsItHasNotSeen() {
    Scorecard scorecard = Scorecard.train(WORLD.between(Storyline.TRAINING, Storyline.REFERENCE));
    List<Application> unseen = WORLD.between(Storyline.REFERENCE, Storyline.REFERENCE.plusWeeks(4));
    double[] good =
        unseen.stream()
            .filter(row -> !row.defaulted())
            .mapToDouble(scorecard::probability)
            .toArray();
    double[] bad =
        unseen.stream()
            .filter(Application::defaulted)
            .mapToDouble(scorecard::probability)
            .toArray();
    double wins = 0;
    for (double one : bad) {
      for (double other : good) {
        wins += one > other ? 1 : one == other ? 0.5 : 0;
      }
    }

    assertThat(wins / bad.length / good.length).isGreaterThan(0.7);
  }

  @Test
  void labelsAreWrittenOnlyOnceKnown(@TempDir Path folder) throws IOException {
    LocalDate first = Storyline.PRODUCTION;
    List<Application> week = WORLD.between(first, first.plusDays(7));
    CreditFiles files = new CreditFiles(folder, Scorecard.train(week));
    files.production(week);
    files.labels(week, first.plusDays(Storyline.LABEL_DAYS + 1));

    assertThat(Files.readAllLines(folder.resolve("labels.csv")))
        .hasSize(1 + WORLD.day(first).size())
        .element(1)
        .asString()
        .endsWith(",2026-02-04");
    assertThat(Files.readAllLines(folder.resolve("production/2026-01.csv")))
        .hasSize(1 + week.size());
  }
}
