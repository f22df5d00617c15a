package dev.leeway.app.detect;

import dev.leeway.core.sequential.AlarmBudget;
import dev.leeway.core.sequential.ClassicDetector;
import dev.leeway.core.sequential.RowSpec;
import java.util.List;
import java.util.Optional;

/// What a detection found.
///
/// @param request what was asked
/// @param files that were read
/// @param scale what the values are to the detector with a budget
/// @param rows of the files
/// @param skipped rows without a value
/// @param values of the column by row, NaN where there is none
/// @param alarms in the order of rows
/// @param delays about how long a change would take to be found; empty for classic detectors
public record DetectResult(
    DetectRequest request,
    List<String> files,
    RowSpec.Scale scale,
    long rows,
    long skipped,
    double[] values,
    List<Detection.Found> alarms,
    List<Detection.Delay> delays) {

  public DetectResult {
    files = List.copyOf(files);
    alarms = List.copyOf(alarms);
    delays = List.copyOf(delays);
  }

  /// The detector's name in options and reports.
  public String detector() {
    return request.classic().map(ClassicDetector::id).orElse("budget");
  }

  /// The evidence from which on there is an alarm; empty for classic detectors.
  public Optional<Double> threshold() {
    return request.classic().isPresent()
        ? Optional.empty()
        : Optional.of(new AlarmBudget(request.chance(), request.period(), 1).threshold());
  }

  /// Why the detector should page no one, where that is so.
  public Optional<String> caution() {
    return request.classic().flatMap(ClassicDetector::caution);
  }
}
