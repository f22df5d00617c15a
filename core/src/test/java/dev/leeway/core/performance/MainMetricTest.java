package dev.leeway.core.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leeway.core.performance.ClassificationState.Recorder;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainMetricTest {

  private static final ClassLabel NO = ClassLabel.of(0);
  private static final ClassLabel YES = ClassLabel.of(1);

  private static Metric chosen(Recorder recorder, int positives, int rows) {
    for (int row = 0; row < rows; row++) {
      recorder.add(row < positives ? YES : NO, NO);
    }
    return MainMetric.of(recorder.snapshot()).metric();
  }

  @Test
  void balancedClassesAreJudgedByAccuracy() {
    assertThat(chosen(Recorder.ofLabels(YES), 20, 100)).isEqualTo(Metric.ACCURACY);
    assertThat(chosen(Recorder.ofLabels(YES), 80, 100)).isEqualTo(Metric.ACCURACY);
    assertThat(chosen(Recorder.ofLabels(), 1, 5)).isEqualTo(Metric.ACCURACY);
  }

  @Test
  void aRareClassIsJudgedByF1WithoutScores() {
    assertThat(chosen(Recorder.ofLabels(YES), 19, 100)).isEqualTo(Metric.F1);
    assertThat(chosen(Recorder.ofLabels(YES), 81, 100)).isEqualTo(Metric.F1);
    assertThat(chosen(Recorder.ofLabels(), 19, 100)).isEqualTo(Metric.F1_MACRO);
  }

  @Test
  void aRareClassIsJudgedByTheAreaWithScores() {
    Recorder binary = Recorder.ofScores(YES, Resolution.EXACT);
    binary.add(YES, YES, 0.5);
    assertThat(chosen(binary, 10, 100)).isEqualTo(Metric.ROC_AUC);
    Recorder several = Recorder.ofScores(List.of(NO, YES), Resolution.EXACT);
    several.add(YES, YES, new double[] {0.5, 0.5});
    assertThat(chosen(several, 10, 100)).isEqualTo(Metric.ROC_AUC_MACRO);
  }

  @Test
  void otherTasksHaveOneEach() {
    assertThat(MainMetric.of(new RegressionState.Recorder().snapshot()).metric())
        .isEqualTo(Metric.RMSE);
    assertThat(MainMetric.of(new RankingState.Recorder(5).snapshot()).metric())
        .isEqualTo(Metric.NDCG);
    assertThat(MainMetric.of(new ServingState.Recorder(Resolution.EXACT).snapshot()).metric())
        .isEqualTo(Metric.LATENCY_P95);
  }

  @Test
  void theMainMetricIsOneThatTheStateHas() {
    Recorder recorder = Recorder.ofLabels();
    recorder.add(YES, YES);
    ClassificationState state = recorder.snapshot();
    MainMetric main = MainMetric.of(state);
    assertThat(state.metric(main.metric()).value()).isNotNull();
    assertThat(main.why()).isEqualTo("every class has at least 20 % of the reference's rows");
  }
}
