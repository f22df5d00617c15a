package dev.leeway.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leeway.core.drift.parity.EvidentlyMethod;
import dev.leeway.core.drift.parity.NannyMlMethod;
import dev.leeway.core.drift.parity.PeerCase;
import dev.leeway.core.drift.parity.PeerScore;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Kind;
import dev.leeway.core.profile.NumericData;
import dev.leeway.core.profile.ProfileBuilder;
import dev.leeway.core.profile.Reference;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import dev.leeway.core.profile.TextData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerRuleTest {

  private static final DriftPolicy EVIDENTLY = DriftPolicy.parse("evidently");
  private static final DriftPolicy NANNYML = DriftPolicy.parse("nannyml");

  @Test
  void dataSetDriftAgreesWithEvidentlysReports() {
    Map<String, PeerCase> cases = PeerCase.all();
    for (Map<String, String> golden : PeerCase.rows("evidently-datasets")) {
      List<PeerCase> columns = new ArrayList<>();
      for (String name : golden.getOrDefault("columns", "").split(" ", -1)) {
        columns.add(Objects.requireNonNull(cases.get(name)));
      }
      DriftResult result = compare(columns, EVIDENTLY);

      assertThat(result.drifted().size() / (double) columns.size())
          .isEqualTo(Double.parseDouble(golden.getOrDefault("share", "")));
      assertThat(result.dataSetDrifted()).isEqualTo(Boolean.parseBoolean(golden.get("drifted")));
    }
  }

  @Test
  void thePeersScoreDecidesAndLeewaysOwnStatisticsStayBeside() {
    PeerCase shifted = Objects.requireNonNull(PeerCase.all().get("facts"));
    ColumnDrift column =
        compare(List.of(shifted), DriftPolicy.parse("evidently:psi")).columns().get(0);

    assertThat(column.verdict()).isEqualTo(Verdict.DRIFTED);
    assertThat(column.decidedBy()).isEqualTo(Method.EVIDENTLY_PSI);
    assertThat(column.kinds()).containsExactly(DriftKind.DISTRIBUTION);
    assertThat(column.explanation()).isEqualTo("evidently-psi 0.654, threshold 0.100");
    Statistic deciding = column.statistics().get(0);
    assertThat(deciding.value()).isCloseTo(0.6537442325131569, within(1e-12));
    assertThat(deciding.threshold()).isEqualTo(0.1);
    assertThat(deciding.constants()).containsEntry("rule", "statistic >= 0.1");
    assertThat(column.statistics().stream().filter(Statistic::decides)).containsExactly(deciding);
    assertThat(column.statistic(Method.KOLMOGOROV_SMIRNOV).orElseThrow().qValue()).isNotNull();
    assertThat(column.effect()).isPositive();
  }

  @Test
  void aProbabilityOfNothingIsZeroWithoutDigits() {
    PeerScore none = new PeerScore(40.0, 0.0, 0.05, true, "p_value < 0.05", null);
    PeerScore tiny = new PeerScore(40.0, 2.5e-20, 0.05, true, "p_value < 0.05", null);

    assertThat(Explanation.ofPeer(Method.EVIDENTLY_Z, none))
        .isEqualTo("evidently-z p = 0, threshold 0.050");
    assertThat(Explanation.ofPeer(Method.EVIDENTLY_Z, tiny))
        .isEqualTo("evidently-z p = 2.5e-20, threshold 0.050");
  }

  @Test
  void nannyMlComparesTheCurrentDataWithChunksOfTheReference() {
    PeerCase shifted = Objects.requireNonNull(PeerCase.all().get("facts"));
    ColumnDrift column = compare(List.of(shifted), NANNYML).columns().get(0);

    assertThat(column.decidedBy()).isEqualTo(Method.NANNYML_JENSEN_SHANNON);
    assertThat(column.statistics().get(0).value()).isCloseTo(0.27066608027190003, within(1e-12));
    assertThat(column.statistics().get(0).threshold()).isCloseTo(0.1359502015857408, within(1e-12));
  }

  @Test
  void onlyTheDistributionDecides() {
    double[] values = IntStream.range(0, 400).mapToDouble(i -> i * 37 % 401 / 10.0).toArray();
    BitSet missing = new BitSet();
    missing.set(40, 400);
    double[] holed = values.clone();
    missing.stream().forEach(row -> holed[row] = Double.NaN);
    PeerCase column =
        new PeerCase(
            "x", Kind.NUMERIC, NumericData.of(values), new NumericData(holed, 400, missing, null));

    assertThat(compare(List.of(column), DriftPolicy.calibrated()).columns().get(0).kinds())
        .contains(DriftKind.MISSING);
    assertThat(compare(List.of(column), EVIDENTLY).columns().get(0).verdict())
        .isEqualTo(Verdict.STABLE);
  }

  @Test
  void whatEndsThePeersReportIsOneInconclusiveColumn() {
    Map<String, PeerCase> cases = PeerCase.all();
    PeerCase empty = Objects.requireNonNull(cases.get("all-missing-now"));
    PeerCase constant = Objects.requireNonNull(cases.get("constant"));
    PeerCase letters = Objects.requireNonNull(cases.get("letters"));
    BitSet unreadable = new BitSet();
    unreadable.set(1);
    PeerCase mixed =
        new PeerCase(
            "mixed",
            Kind.NUMERIC,
            NumericData.of(1, 2, 3),
            new NumericData(new double[] {1, Double.NaN, 3}, 3, null, unreadable));
    PeerCase text =
        new PeerCase("text", Kind.TEXT, TextData.of("one text", "two"), TextData.of("three"));
    PeerCase time =
        new PeerCase("time", Kind.DATETIME, NumericData.of(1, 2, 3), NumericData.of(4, 5));

    assertThat(reason(empty, EVIDENTLY)).isEqualTo(Reason.ALL_MISSING);
    assertThat(reason(empty, NANNYML)).isEqualTo(Reason.ALL_MISSING);
    assertThat(reason(constant, DriftPolicy.parse("evidently:t_test")))
        .isEqualTo(Reason.NOT_DEFINED);
    assertThat(reason(letters, DriftPolicy.parse("evidently:g_test")))
        .isEqualTo(Reason.NOT_DEFINED);
    assertThat(reason(mixed, EVIDENTLY)).isEqualTo(Reason.UNREADABLE);
    assertThat(reason(text, EVIDENTLY)).isEqualTo(Reason.NOT_COVERED);
    assertThat(reason(time, NANNYML)).isEqualTo(Reason.NOT_COVERED);
    Reference reference =
        Reference.of(
            new Schema(List.of(new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, ""))),
            new Batch(List.of("x"), List.of(NumericData.of(1, 2, 3)), 3));
    Batch without = new Batch(List.of("y"), List.of(NumericData.of(1, 2, 3)), 3);
    ProfileBuilder builder = reference.newProfile();
    builder.add(without);
    assertThat(
            DriftDetection.compare(
                    reference,
                    new Batch(List.of("x"), List.of(NumericData.of(1, 2, 3)), 3),
                    builder.build(),
                    without,
                    EVIDENTLY,
                    Set.of())
                .columns()
                .get(0)
                .reason())
        .isEqualTo(Reason.ABSENT);
  }

  @Test
  void stringsOfAnyNumberAreCategoriesInNannyMl() {
    List<String> texts = IntStream.range(0, 100).mapToObj(i -> "text " + i % 50).toList();
    TextData data = TextData.of(texts.toArray(String[]::new));
    PeerCase text = new PeerCase("text", Kind.TEXT, data, data);

    assertThat(compare(List.of(text), NANNYML).columns().get(0).verdict())
        .isEqualTo(Verdict.STABLE);
  }

  @Test
  void everyMethodOfThePeersHasAnId() {
    for (EvidentlyMethod method : EvidentlyMethod.values()) {
      assertThat(Method.of("evidently-" + method.id()).orElseThrow().name())
          .endsWith(method.name());
    }
    for (NannyMlMethod method : NannyMlMethod.values()) {
      assertThat(Method.of("nannyml-" + method.id()).orElseThrow().name()).endsWith(method.name());
    }
  }

  @Test
  void policiesAreParsedAndBadNamesSayWhatThereIs() {
    assertThat(DriftPolicy.parse("Calibrated")).isEqualTo(DriftPolicy.calibrated());
    assertThat(DriftPolicy.parse("nannyml:wasserstein,chi2").methods())
        .containsExactly("wasserstein", "chi2");
    assertThatThrownBy(() -> DriftPolicy.parse("gut feeling"))
        .hasMessage(
            "policy must be calibrated, textbook, evidently, nannyml, or a tool's name with methods"
                + " of it such as evidently:psi; was gut feeling");
    assertThatThrownBy(() -> DriftPolicy.parse("textbook:ks"))
        .hasMessage("textbook takes no methods, was textbook:ks");
    assertThatThrownBy(() -> DriftPolicy.parse("nannyml:psi"))
        .hasMessageStartingWith("nannyml has no method psi; it has jensen_shannon,");
    assertThatThrownBy(() -> DriftPolicy.parse("evidently:"))
        .hasMessageStartingWith("evidently has no method without a name; it has ks,");
    assertThatThrownBy(() -> DriftPolicy.parse("evidently:psi,TVD"))
        .hasMessageStartingWith("Evidently's TVD is not reproduced: its p-value changes with");
  }

  @Test
  void aPeersPolicyNeedsTheRowsOfBothSides() {
    Batch rows = new Batch(List.of("x"), List.of(NumericData.of(1, 2, 3)), 3);
    Reference reference =
        Reference.of(
            new Schema(List.of(new ColumnSpec("x", Kind.NUMERIC, Role.FEATURE, ""))), rows);
    assertThatThrownBy(
            () -> DriftDetection.compare(reference, reference.newProfile().build(), EVIDENTLY))
        .hasMessage("the policy evidently needs the rows of reference and window");
  }

  private static Reason reason(PeerCase column, DriftPolicy policy) {
    ColumnDrift drift = compare(List.of(column), policy).columns().get(0);
    assertThat(drift.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(drift.decidedBy()).isNull();
    return Objects.requireNonNull(drift.reason());
  }

  /// The columns as one data set, the shorter ones with missing values at their end.
  private static DriftResult compare(List<PeerCase> columns, DriftPolicy policy) {
    List<ColumnSpec> specs =
        columns.stream().map(c -> new ColumnSpec(c.name(), c.kind(), Role.FEATURE, "")).toList();
    Batch before = batch(columns, columns.stream().map(PeerCase::reference).toList());
    Batch now = batch(columns, columns.stream().map(PeerCase::current).toList());
    Reference reference = Reference.of(new Schema(specs), before);
    ProfileBuilder builder = reference.newProfile();
    builder.add(now);
    return DriftDetection.compare(reference, before, builder.build(), now, policy, Set.of());
  }

  private static Batch batch(List<PeerCase> columns, List<ColumnData> data) {
    int rows = Collections.max(data.stream().map(ColumnData::size).toList());
    return new Batch(
        columns.stream().map(PeerCase::name).toList(),
        data.stream().map(column -> padded(column, rows)).toList(),
        rows);
  }

  private static ColumnData padded(ColumnData column, int rows) {
    if (column instanceof TextData text) {
      int[] codes = new int[rows];
      for (int row = 0; row < rows; row++) {
        codes[row] = row < text.size() ? text.codes()[row] : TextData.MISSING;
      }
      return new TextData(codes, rows, text.dictionary());
    }
    NumericData numbers = (NumericData) column;
    double[] values = new double[rows];
    BitSet missing = new BitSet();
    for (int row = 0; row < rows; row++) {
      boolean there = row < numbers.size();
      values[row] = there ? numbers.values()[row] : Double.NaN;
      missing.set(row, !there || numbers.isMissing(row));
    }
    return new NumericData(values, rows, missing, numbers.unreadable());
  }
}
