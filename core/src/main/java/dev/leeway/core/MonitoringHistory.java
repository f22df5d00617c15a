package dev.leeway.core;

import dev.leeway.core.MonitoringReport.DriftSummary;
import dev.leeway.core.MonitoringReport.PerformanceSummary;
import dev.leeway.core.MonitoringReport.Period;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a monitor remembers: totals over all batches, and the latest entries up to a limit. For one
/// thread at a time.
final class MonitoringHistory {

  private final int limit;
  private final Deque<BatchMetrics> batches = new ArrayDeque<>();
  private final Deque<MonitorAlert> alerts = new ArrayDeque<>();

  private @Nullable Instant first;
  private @Nullable Instant last;
  private long batchCount;
  private long predictions;
  private double meanAccuracy;
  private double squaredDeviations;
  private double lowestAccuracy = Double.POSITIVE_INFINITY;
  private double highestAccuracy = Double.NEGATIVE_INFINITY;
  private double meanF1;
  private long dataDriftAlerts;
  private long outputDriftAlerts;
  private long performanceAlerts;

  MonitoringHistory(int limit) {
    this.limit = limit;
  }

  void add(BatchMetrics batch) {
    append(batches, batch);
    first = first == null ? batch.timestamp() : first;
    last = batch.timestamp();
    batchCount++;
    predictions += batch.samples();
    double deviation = batch.accuracy() - meanAccuracy;
    meanAccuracy += deviation / batchCount;
    squaredDeviations += deviation * (batch.accuracy() - meanAccuracy); // Welford (1962)
    lowestAccuracy = Math.min(lowestAccuracy, batch.accuracy());
    highestAccuracy = Math.max(highestAccuracy, batch.accuracy());
    meanF1 += (batch.f1() - meanF1) / batchCount;
  }

  void add(MonitorAlert alert) {
    append(alerts, alert);
    if (alert instanceof MonitorAlert.OfData) {
      dataDriftAlerts++;
    } else if (alert instanceof MonitorAlert.OfOutput) {
      outputDriftAlerts++;
    } else {
      performanceAlerts++;
    }
  }

  private <T> void append(Deque<T> entries, T entry) {
    if (entries.size() == limit) {
      entries.removeFirst();
    }
    entries.addLast(entry);
  }

  MonitoringReport report(@Nullable DataDrift latestDataDrift, List<String> warnings) {
    return new MonitoringReport(
        new Period(first, last, batchCount, predictions),
        performance(),
        new DriftSummary(dataDriftAlerts, outputDriftAlerts, performanceAlerts),
        new ArrayList<>(batches),
        new ArrayList<>(alerts),
        latestDataDrift,
        warnings);
  }

  private PerformanceSummary performance() {
    if (batchCount == 0) {
      return new PerformanceSummary(null, null, null, null, null, "no batch was logged");
    }
    return new PerformanceSummary(
        meanAccuracy,
        lowestAccuracy,
        highestAccuracy,
        batchCount == 1 ? null : Math.sqrt(squaredDeviations / batchCount),
        meanF1,
        batchCount == 1 ? "one batch was logged, a standard deviation needs two" : null);
  }
}
