package dev.leeway.core.profile;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first reading of reference data that are too large for memory: batch by batch it collects
/// what guesses a schema, the extremes of every column, and a uniform sample of rows from which the
/// edges of bins come. A [ReferenceBuilder] then counts all rows in a second reading.
///
/// Memory depends on columns and on the size of the sample, not on rows. One writer.
public final class ReferenceSurvey {

  private @Nullable RowSample open;
  private @Nullable Batch sample;
  private long rows;
  private final Map<String, ColumnSurvey> columns = new LinkedHashMap<>();

  /// @param sampleRows most rows in the sample, at least 1; more rows than there are keep them all
  /// @param seed of the sample; the same seed and rows give the same sample, however the rows are
  ///   divided into batches
  public ReferenceSurvey(int sampleRows, long seed) {
    this.open = new RowSample(sampleRows, seed);
  }

  /// Looks at the rows of a batch. All batches have the same columns; one without any value yet may
  /// go from numbers to strings.
  ///
  /// @throws IllegalArgumentException if the columns differ from those of the batch before
  /// @throws IllegalStateException if the sample was taken
  public void add(Batch batch) {
    if (open == null) {
      throw new IllegalStateException("the survey has ended, as its sample was taken");
    }
    if (rows > 0 && !columns.keySet().equals(Set.copyOf(batch.names()))) {
      throw new IllegalArgumentException(
          "batches must have the same columns, had %s and %s"
              .formatted(columns.keySet(), batch.names()));
    }
    for (int at = 0; at < batch.names().size(); at++) {
      columns
          .computeIfAbsent(
              batch.names().get(at), name -> new ColumnSurvey(SchemaInference.TOO_MANY_STRINGS))
          .add(batch.columns().get(at));
    }
    open.add(batch);
    rows += batch.rows();
  }

  /// The number of rows so far.
  public long rows() {
    return rows;
  }

  /// The schema that [SchemaInference] gives for all rows. Where a column has more than 10,000
  /// distinct strings, their number in the reason is an estimate.
  ///
  /// @param roles roles that are known, by column name
  /// @param kinds kinds that are known, by column name
  /// @param datetimeColumns columns whose numbers are seconds since 1970
  public Schema schema(
      Map<String, Role> roles, Map<String, Kind> kinds, Set<String> datetimeColumns) {
    return SchemaInference.infer(columns, roles, kinds, datetimeColumns);
  }

  /// The sampled rows, in the order in which they came; all rows while there are no more than
  /// sampled. Taking it ends the survey.
  public Batch sample() {
    if (sample == null) {
      sample = Objects.requireNonNull(open).batch();
      open = null;
    }
    return sample;
  }

  /// Counts all rows in a second reading, on bins of the sample. Ends the survey.
  ///
  /// @param schema columns of the batches
  public ReferenceBuilder builder(Schema schema) {
    return new ReferenceBuilder(schema, sample(), columns);
  }
}
