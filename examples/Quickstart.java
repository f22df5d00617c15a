// Watches a small model through one batch as usual and one that drifted. From the root of the checkout:
//
//   ./leeway --version                                        # builds app/target/leeway.jar
//   java -cp app/target/leeway.jar examples/Quickstart.java   # Java 25; report.json into leeway-out
//
// Monitoring itself needs dev.leeway.core only; the two imports from dev.leeway.app write its report.

import dev.leeway.app.connect.prometheus.MonitorMetrics;
import dev.leeway.app.report.Json;
import dev.leeway.core.ModelMonitor;

static final int FEATURES = 20;
static final SplittableRandom RANDOM = new SplittableRandom(42);

void main(String[] arguments) throws IOException {
  // A model: any function from rows to classes; here logistic regression with scaled inputs.
  Labelled training = usual(2000);
  double[] means = new double[FEATURES];
  double[] deviations = new double[FEATURES];
  fitScaler(training.rows(), means, deviations);
  double[] weights = train(scale(training.rows(), means, deviations), training.classes());

  // A baseline: data that the model was not trained on.
  Labelled baseline = usual(1000);
  ModelMonitor monitor =
      ModelMonitor.of(
          rows -> predict(rows, weights),
          rows -> scale(rows, means, deviations),
          baseline.rows(),
          baseline.classes());
  IO.println("baseline accuracy %.3f".formatted(monitor.baseline().accuracy()));

  // Production: one batch as usual, one with doubled features and random classes.
  check(monitor, "as usual", usual(500));
  check(monitor, "drifted", drifted(500));

  // What Prometheus would read, and the report.
  var report = monitor.monitoringReport();
  IO.print(MonitorMetrics.text(report, "quickstart", "1"));
  Path folder = Path.of(arguments.length > 0 ? arguments[0] : "leeway-out");
  Files.createDirectories(folder);
  Files.writeString(folder.resolve("report.json"), Json.text(report.toMap()));
  IO.println("written to " + folder.resolve("report.json"));
}

void check(ModelMonitor monitor, String name, Labelled batch) {
  int[] predicted = monitor.predict(batch.rows());
  var metrics = monitor.logPredictions(batch.rows(), batch.classes(), predicted);
  var data = monitor.detectDataDrift(batch.rows());
  var output = monitor.detectOutputDrift(predicted);
  var performance = monitor.detectPerformanceDegradation(batch.classes(), predicted);
  IO.println(
      "%s: accuracy %.3f, f1 %.3f, %d features drifted, output drift %b, degradation %b"
          .formatted(
              name,
              metrics.accuracy(),
              metrics.f1(),
              data.driftedFeatures().size(),
              output.detected(),
              performance.detected()));
}

// The world: normal features, classes whose log odds are linear in them.

record Labelled(double[][] rows, int[] classes) {}

static Labelled usual(int count) {
  double[][] rows = new double[count][FEATURES];
  int[] classes = new int[count];
  for (int row = 0; row < count; row++) {
    double logOdds = 0;
    for (int feature = 0; feature < FEATURES; feature++) {
      double normal = RANDOM.nextGaussian();
      rows[row][feature] = feature % 5 + (1 + feature % 3) * normal;
      logOdds += (feature % 2 == 0 ? 1 : -1) * normal;
    }
    classes[row] = RANDOM.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  return new Labelled(rows, classes);
}

static Labelled drifted(int count) {
  double[][] rows = usual(count).rows();
  for (double[] row : rows) {
    Arrays.setAll(row, feature -> 2 * row[feature]);
  }
  return new Labelled(rows, RANDOM.ints(count, 0, 2).toArray());
}

// The model: a scaler and a logistic regression by gradient descent; the last weight is the intercept.

static void fitScaler(double[][] rows, double[] means, double[] deviations) {
  for (int feature = 0; feature < FEATURES; feature++) {
    int j = feature;
    means[j] = Arrays.stream(rows).mapToDouble(row -> row[j]).average().orElseThrow();
    deviations[j] =
        Math.sqrt(
            Arrays.stream(rows)
                .mapToDouble(row -> (row[j] - means[j]) * (row[j] - means[j]))
                .average()
                .orElseThrow());
  }
}

static double[][] scale(double[][] rows, double[] means, double[] deviations) {
  double[][] scaled = new double[rows.length][FEATURES];
  for (int row = 0; row < rows.length; row++) {
    double[] values = rows[row];
    Arrays.setAll(scaled[row], feature -> (values[feature] - means[feature]) / deviations[feature]);
  }
  return scaled;
}

static double[] train(double[][] rows, int[] classes) {
  double[] weights = new double[FEATURES + 1];
  for (int step = 0; step < 200; step++) {
    double[] slope = new double[FEATURES + 1];
    for (int row = 0; row < rows.length; row++) {
      double error = probability(rows[row], weights) - classes[row];
      for (int feature = 0; feature < FEATURES; feature++) {
        slope[feature] += error * rows[row][feature];
      }
      slope[FEATURES] += error;
    }
    Arrays.setAll(weights, j -> weights[j] - slope[j] / rows.length);
  }
  return weights;
}

static int[] predict(double[][] rows, double[] weights) {
  return Arrays.stream(rows).mapToInt(row -> probability(row, weights) > 0.5 ? 1 : 0).toArray();
}

static double probability(double[] row, double[] weights) {
  double logOdds = weights[FEATURES];
  for (int feature = 0; feature < FEATURES; feature++) {
    logOdds += weights[feature] * row[feature];
  }
  return 1 / (1 + Math.exp(-logOdds));
}
