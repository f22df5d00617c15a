package dev.leeway.app.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// A model of default as banks build them: every feature cut into bins, each bin worth its weight
/// of evidence, and a logistic regression over those. Siddiqi (2006), Credit Risk Scorecards.
///
/// The weight of evidence of a bin is the logarithm of its share of the defaults by its share of
/// the rest, each bin with half a row more, so that an empty one is worth about nothing.
final class Scorecard {

  private static final int BINS = 8;

  private static final List<ToDoubleFunction<Application>> NUMBERS =
      List.of(
          Application::age,
          application -> application.income().orElse(Double.NaN),
          application -> application.employmentYears().orElse(Double.NaN),
          Application::loanAmount,
          Application::termMonths,
          Application::debtRatio,
          Application::openCredits,
          Application::delinquencies,
          Application::accountMonths,
          Application::dependants);

  private final List<double[]> edges;
  private final List<Map<String, Double>> evidence = new ArrayList<>();
  private final StandardScaler scaler;
  private final LogisticRegression model;

  private Scorecard(List<Application> training) {
    edges = NUMBERS.stream().map(number -> quantiles(training, number)).toList();
    List<List<String>> bins = training.stream().map(this::features).toList();
    int[] classes = training.stream().mapToInt(row -> row.defaulted() ? 1 : 0).toArray();
    for (int feature = 0; feature < bins.get(0).size(); feature++) {
      evidence.add(evidence(bins, classes, feature));
    }
    double[][] rows = bins.stream().map(this::weights).toArray(double[][]::new);
    scaler = StandardScaler.fit(rows);
    model = LogisticRegression.train(scaler.transform(rows), classes);
  }

  /// Learns from applications whose outcome is known; some defaulted and some did not.
  static Scorecard train(List<Application> applications) {
    return new Scorecard(applications);
  }

  /// The probability of default.
  double probability(Application application) {
    return model.probability(scaler.transform(new double[][] {weights(features(application))})[0]);
  }

  private static double[] quantiles(
      List<Application> training, ToDoubleFunction<Application> number) {
    double[] sorted =
        training.stream().mapToDouble(number).filter(Double::isFinite).sorted().toArray();
    double[] edges = new double[BINS - 1];
    Arrays.setAll(edges, bin -> sorted[(bin + 1) * sorted.length / BINS]);
    return Arrays.stream(edges).distinct().toArray();
  }

  /// The bin of each feature, by name.
  private List<String> features(Application application) {
    List<String> bins = new ArrayList<>();
    for (int number = 0; number < edges.size(); number++) {
      double value = NUMBERS.get(number).applyAsDouble(application);
      int at = 0;
      while (at < edges.get(number).length && value >= edges.get(number)[at]) {
        at++;
      }
      bins.add(Double.isNaN(value) ? "missing" : "bin " + at);
    }
    bins.add(application.housing());
    bins.add(application.purpose());
    bins.add(application.region());
    bins.add(application.channel());
    return bins;
  }

  private static Map<String, Double> evidence(List<List<String>> bins, int[] classes, int feature) {
    Map<String, double[]> counts = new HashMap<>();
    double[] all = new double[2];
    for (int row = 0; row < classes.length; row++) {
      String bin = bins.get(row).get(feature);
      counts.computeIfAbsent(bin, name -> new double[] {0.5, 0.5})[classes[row]]++;
      all[classes[row]]++;
    }
    Map<String, Double> weights = new HashMap<>();
    counts.forEach((bin, count) ->
        weights.put(bin, Math.log(count[1] / all[1]) - Math.log(count[0] / all[0])));
    return weights;
  }

  private double[] weights(List<String> bins) {
    double[] weights = new double[bins.size()];
    Arrays.setAll(weights, at -> evidence.get(at).getOrDefault(bins.get(at), 0.0));
    return weights;
  }
}
