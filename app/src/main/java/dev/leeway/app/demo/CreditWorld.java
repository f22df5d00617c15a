package dev.leeway.app.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// The applicants of a lender, day by day. Made up, but with real units, missing values, weekdays,
/// days that differ a little from each other, and defaults that depend on the applicant with
/// interactions. What happens follows a [Storyline].
///
/// A day depends on the seed and its date alone, so that any days can be drawn in any order.
final class CreditWorld {

  private static final double[] WEEKDAYS = {1.15, 1.1, 1.05, 1.05, 1, 0.85, 0.8};
  private static final String[] CHANNELS = {"branch", "web", "app", "partner"};
  private static final double[] CHANNEL_SHARES = {0.34, 0.36, 0.12, 0.18};
  private static final double APP_GROWTH = 0.33;
  private static final String[] HOUSING = {"rent", "mortgage", "own", "family"};
  private static final double[] HOUSING_SHARES = {0.47, 0.26, 0.18, 0.09};
  private static final String[] PURPOSES = {"car", "home", "debt", "furniture", "education"};
  private static final double[] PURPOSE_SHARES = {0.32, 0.24, 0.21, 0.15, 0.08};
  private static final String[] REGIONS = {"north", "east", "south", "west", "capital"};
  private static final double[] REGION_SHARES = {0.22, 0.15, 0.24, 0.25, 0.14};
  private static final int[] TERMS = {12, 24, 36, 48, 60, 72, 84};

  private final long seed;
  private final double perDay;
  private final Storyline story;

  /// @param perDay how many applications come on an ordinary day
  CreditWorld(long seed, double perDay, Storyline story) {
    this.seed = seed;
    this.perDay = perDay;
    this.story = story;
  }

  /// The applications from `first` on and before `end`, in the order of time.
  List<Application> between(LocalDate first, LocalDate end) {
    return first.datesUntil(end).flatMap(day -> day(day).stream()).toList();
  }

  /// The applications of a day, in the order of time.
  List<Application> day(LocalDate date) {
    return new Day(date).applications();
  }

  /// A day with its own luck.
  private final class Day {

    private final LocalDate date;
    private final SplittableRandom random;
    private final double richer;
    private final double older;
    private final double larger;
    private final double slower;
    private final double[] channels;

    Day(LocalDate date) {
      this.date = date;
      this.random = new SplittableRandom(seed * 1_000_003 + date.toEpochDay());
      this.richer = 0.01 * random.nextGaussian();
      this.older = 0.3 * random.nextGaussian();
      this.larger = 0.02 * random.nextGaussian();
      this.slower = 0.02 * random.nextGaussian();
      this.channels = channels();
    }

    private double[] channels() {
      double[] shares = CHANNEL_SHARES.clone();
      double growth = APP_GROWTH * story.growth(date);
      double others = 1 - shares[2];
      for (int at = 0; at < shares.length; at++) {
        shares[at] += at == 2 ? growth : -growth * shares[at] / others;
        shares[at] *= Math.exp(0.03 * random.nextGaussian());
      }
      double sum = Arrays.stream(shares).sum();
      return Arrays.stream(shares).map(share -> share / sum).toArray();
    }

    List<Application> applications() {
      DayOfWeek weekday = date.getDayOfWeek();
      double expected =
          perDay * WEEKDAYS[weekday.getValue() - 1] * Math.exp(0.05 * random.nextGaussian());
      int count =
          (int) Math.max(1, Math.round(expected + Math.sqrt(expected) * random.nextGaussian()));
      List<Application> applications = new ArrayList<>(count);
      for (int at = 0; at < count; at++) {
        String id =
            String.format(Locale.ROOT, "L%s-%04d", date.toString().replace("-", ""), at + 1);
        applications.add(application(id, time((at + random.nextDouble()) / count)));
      }
      return applications;
    }

    /// Applications come round the clock, at noon nearly twice as many as at midnight.
    private LocalDateTime time(double share) {
      double warped = share + 0.3 / (2 * Math.PI) * Math.sin(2 * Math.PI * share);
      return date.atStartOfDay().plusSeconds((long) (86_400 * warped));
    }

    private Application application(String id, LocalDateTime at) {
      String channel = pick(CHANNELS, channels);
      boolean app = channel.equals("app");
      int age = (int) clipped(41 + older + 12.5 * random.nextGaussian(), 18, 79);
      double employed = Math.min(age - 17, -5.5 * Math.log(1 - random.nextDouble()));
      double years = Math.round(10 * employed) / 10.0;
      double career = 0.012 * Math.min(20, age - 18) + 0.01 * Math.min(10, years);
      double income =
          100 * Math.round(245 * Math.exp(richer + career + 0.38 * random.nextGaussian()));
      String housing = pick(HOUSING, HOUSING_SHARES);
      String purpose = pick(PURPOSES, PURPOSE_SHARES);
      double size = Math.exp(larger + (app ? -0.55 : 0.07) + 0.6 * random.nextGaussian());
      int amount = (int) clipped(100 * Math.round(90 * size), 1000, 60_000);
      int term =
          TERMS[(int) clipped(2.6 + 1.4 * Math.log(size) + 1.1 * random.nextGaussian(), 0, 6)];
      double debtRatio =
          clipped(0.28 + 0.13 * random.nextGaussian() - 0.05 * Math.log(income / 32_000), 0, 0.9);
      int credits = poisson(1.2);
      int delinquencies = poisson(0.25 + 0.12 * credits);
      int months = (int) clipped(-48 * Math.log(1 - random.nextDouble()), 0, 12 * (age - 16.0));
      int dependants = poisson(0.9);

      double steady = story.conceptChange().isOn(date) ? 0.2 : 1 - Math.exp(-years / 4);
      double logOdds =
          -1.05
              - 2.9 * steady
              - 0.9 * Math.log(income / 32_000)
              + 4.0 * (debtRatio - 0.28)
              + 0.55 * Math.min(3, delinquencies)
              + 0.15 * credits
              + 0.35 * Math.log(amount / 9000.0)
              - 0.01 * (age - 41)
              - 0.004 * Math.min(120, months)
              + (housing.equals("rent") ? 0.2 : 0)
              + (purpose.equals("debt") ? 0.35 : 0)
              + (debtRatio > 0.4 && income < 26_000 ? 0.7 : 0)
              + (age < 26 && amount > 10_000 ? 0.6 : 0);
      boolean defaulted = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));

      boolean perMonth = channel.equals("partner") && story.unitChange().isOn(date);
      double logged = perMonth ? Math.round(income / 12) : income;
      double latency = 0.045 * Math.exp(slower + 0.3 * random.nextGaussian());
      return new Application(
          id,
          at,
          age,
          random.nextDouble() < 0.02 ? OptionalDouble.empty() : OptionalDouble.of(logged),
          random.nextDouble() < 0.04 ? OptionalDouble.empty() : OptionalDouble.of(years),
          housing,
          purpose,
          pick(REGIONS, REGION_SHARES),
          channel,
          amount,
          term,
          debtRatio,
          credits,
          delinquencies,
          months,
          dependants,
          story.latencyRise().isOn(date) ? 1.4 * latency : latency,
          defaulted);
    }

    private String pick(String[] names, double[] shares) {
      double rest = random.nextDouble();
      int at = 0;
      while (at < names.length - 1 && rest >= shares[at]) {
        rest -= shares[at];
        at++;
      }
      return names[at];
    }

    private int poisson(double mean) {
      double limit = Math.exp(-mean);
      double product = random.nextDouble();
      int count = 0;
      while (product > limit) {
        product *= random.nextDouble();
        count++;
      }
      return count;
    }

    private double clipped(double value, double low, double high) {
      return Math.min(high, Math.max(low, value));
    }
  }
}
