package dev.leeway.app.demo;

import dev.leeway.app.connect.prometheus.MonitorMetrics;
import dev.leeway.app.demo.Simulation.Labelled;
import dev.leeway.app.report.Json;
import dev.leeway.core.BatchMetrics;
import dev.leeway.core.DataDrift;
import dev.leeway.core.ModelMonitor;
import dev.leeway.core.MonitorAlert;
import dev.leeway.core.MonitoringReport;
import dev.leeway.core.profile.Counted;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/// A model is trained and watched through one batch as usual and one that drifted. The calls of
/// [ModelMonitor] are those of `examples/Quickstart.java`, and so are the numbers.
public final class Quickstart {

  private static final long SEED = 42;
  private static final int STEPS = 5;

  private final PrintWriter out;
  private final InstantSource clock;
  private int step;

  /// @param out where the story is told
  /// @param clock the time that batches and alerts get
  public Quickstart(PrintWriter out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
  }

  /// Tells the story and writes `report.json` into the folder, which is made if need be.
  ///
  /// @param version of Leeway, to be shown
  public void run(String version, Path folder) throws IOException {
    out.println("Leeway quickstart: one model, one batch as usual, one that drifted");
    begin("System");
    out.printf(
        Locale.ROOT,
        "  Leeway %s on Java %s, %s%n",
        version,
        Runtime.version(),
        System.getProperty("os.name"));

    begin("Baseline");
    Simulation world = new Simulation(SEED);
    ModelMonitor monitor = monitor(world);

    begin("Simulation");
    batch(monitor, "as usual", world.usual(500));
    batch(monitor, "drifted", world.drifted(500));
    MonitoringReport report = monitor.monitoringReport();
    out.printf(Locale.ROOT, "  %s%n", Counted.of(report.alerts().size(), "alert"));
    report.alerts().forEach(this::alert);

    begin("Prometheus text");
    out.print(MonitorMetrics.text(report, "quickstart", "1"));

    begin("Report");
    summary(report);
    Files.createDirectories(folder);
    Path file = folder.resolve("report.json");
    Files.writeString(file, Json.text(report.toMap()));
    out.printf(Locale.ROOT, "  written to %s%n", file);
  }

  private ModelMonitor monitor(Simulation world) {
    Labelled training = world.usual(2000);
    StandardScaler scaler = StandardScaler.fit(training.rows());
    LogisticRegression model =
        LogisticRegression.train(scaler.transform(training.rows()), training.classes());
    Labelled baseline = world.usual(1000);
    ModelMonitor monitor =
        ModelMonitor.builder(model)
            .scaler(scaler)
            .clock(clock)
            .logger(new PrintingLogger(out))
            .build(baseline.rows(), baseline.classes());
    out.printf(
        Locale.ROOT,
        "  model     logistic regression, trained on %,d rows of its own%n",
        training.rows().length);
    out.printf(
        Locale.ROOT,
        "  baseline  %,d rows x %d features that it has not seen%n",
        monitor.baseline().rows(),
        monitor.baseline().features().size());
    out.printf(Locale.ROOT, "  accuracy  %.3f%n", monitor.baseline().accuracy());
    return monitor;
  }

  private void batch(ModelMonitor monitor, String name, Labelled batch) {
    int[] predicted = monitor.predict(batch.rows());
    BatchMetrics metrics = monitor.logPredictions(batch.rows(), batch.classes(), predicted);
    out.printf(
        Locale.ROOT,
        "  batch %s: %d rows, accuracy %.3f, precision %.3f, recall %.3f, f1 %.3f%n",
        name,
        metrics.samples(),
        metrics.accuracy(),
        metrics.precision(),
        metrics.recall(),
        metrics.f1());
    DataDrift drift = monitor.detectDataDrift(batch.rows());
    boolean output = monitor.detectOutputDrift(predicted).detected();
    boolean worse = monitor.detectPerformanceDegradation(batch.classes(), predicted).detected();
    out.printf(
        Locale.ROOT,
        "    data drift in %d of %d features; output drift: %s; performance degradation: %s%n",
        drift.driftedFeatures().size(),
        monitor.baseline().features().size(),
        output ? "yes" : "no",
        worse ? "yes" : "no");
  }

  private void alert(MonitorAlert alert) {
    String what =
        switch (alert) {
          case MonitorAlert.OfData data -> Counted.of(data.driftedFeatures().size(), "feature");
          case MonitorAlert.OfOutput output ->
              String.format(
                  Locale.ROOT,
                  "chi-square %.1f, p %.1e",
                  output.chi2Statistic(),
                  output.pValue().value());
          case MonitorAlert.OfPerformance performance ->
              String.format(
                  Locale.ROOT,
                  "accuracy %.3f, was %.3f",
                  performance.currentAccuracy(),
                  performance.baselineAccuracy());
        };
    out.printf(
        Locale.ROOT,
        "    %-8s  %-23s  %-27s  %s%n",
        alert.severity().id(),
        alert.type(),
        what,
        alert.severity().action());
  }

  private void summary(MonitoringReport report) {
    MonitoringReport.PerformanceSummary performance = report.performance();
    out.printf(
        Locale.ROOT,
        "  %d batches with %,d predictions%n",
        report.period().batches(),
        report.period().predictions());
    out.printf(
        Locale.ROOT,
        "  accuracy  average %.3f, lowest %.3f, highest %.3f, standard deviation %.3f%n",
        performance.averageAccuracy(),
        performance.lowestAccuracy(),
        performance.highestAccuracy(),
        performance.standardDeviation());
    out.printf(
        Locale.ROOT,
        "  alerts    data drift %d, output drift %d, performance %d%n",
        report.drift().dataDriftAlerts(),
        report.drift().outputDriftAlerts(),
        report.drift().performanceAlerts());
  }

  private void begin(String title) {
    step++;
    out.println();
    out.printf(Locale.ROOT, "[%d/%d] %s%n", step, STEPS, title);
  }
}
