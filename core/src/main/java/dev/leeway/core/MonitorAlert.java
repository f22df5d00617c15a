package dev.leeway.core;

import dev.leeway.core.alert.Severity;
import dev.leeway.core.stats.PValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something a [ModelMonitor] detected that asks for action.
public sealed interface MonitorAlert {

  /// When it was detected.
  Instant timestamp();

  /// How urgent it is.
  Severity severity();

  /// Its kind, as in reports.
  String type();

  /// The alert under its names in reports: `timestamp, severity, type, action`, then what its type
  /// adds.
  Map<String, @Nullable Object> toMap();

  private static ReportMap head(MonitorAlert alert) {
    return new ReportMap()
        .put("timestamp", alert.timestamp().toString())
        .put("severity", alert.severity().id())
        .put("type", alert.type())
        .put("action", alert.severity().action());
  }

  /// Features are distributed differently than in the baseline.
  record OfData(Instant timestamp, Severity severity, List<FeatureDrift> driftedFeatures)
      implements MonitorAlert {

    public OfData {
      driftedFeatures = List.copyOf(driftedFeatures);
    }

    @Override
    public String type() {
      return "data_drift";
    }

    @Override
    public Map<String, @Nullable Object> toMap() {
      return MonitorAlert.head(this)
          .put("drifted_features", driftedFeatures.stream().map(FeatureDrift::toMap).toList())
          .put("n_drifted", driftedFeatures.size())
          .build();
    }
  }

  /// Classes are predicted in other shares than in the baseline.
  record OfOutput(Instant timestamp, Severity severity, double chi2Statistic, PValue pValue)
      implements MonitorAlert {

    @Override
    public String type() {
      return "output_drift";
    }

    @Override
    public Map<String, @Nullable Object> toMap() {
      return MonitorAlert.head(this)
          .put("chi2_statistic", chi2Statistic)
          .put("p_value", pValue.value())
          .build();
    }
  }

  /// Accuracy is below the baseline's.
  record OfPerformance(
      Instant timestamp,
      Severity severity,
      double baselineAccuracy,
      double currentAccuracy,
      double degradation)
      implements MonitorAlert {

    @Override
    public String type() {
      return "performance_degradation";
    }

    @Override
    public Map<String, @Nullable Object> toMap() {
      return MonitorAlert.head(this)
          .put("baseline_accuracy", baselineAccuracy)
          .put("current_accuracy", currentAccuracy)
          .put("degradation", degradation)
          .build();
    }
  }
}
