package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The second reading of reference data that are too large for memory: counts all rows, batch by
/// batch, on bins whose edges come from the sample of a [ReferenceSurvey].
///
/// The bins' counts, the moments, the extremes and the categories are those of all rows, exactly.
/// Only where the edges lie, and the quantiles between them, is known from the sample: bins hold
/// about equal mass and not as equal as can be, and a value with the mass of a bin has one to
/// itself when the sample shows it. The outermost edges are the extremes of all rows, so that the
/// reference has nothing outside its range. Where the sample holds all rows, the edges are those of
/// [Reference#of].
///
/// Memory depends on columns, bins and categories, not on rows. One writer.
public final class ReferenceBuilder {

  /// More categories of one column than this are not counted.
  public static final int MOST_CATEGORIES = 100_000;

  private final Schema schema;
  private final List<Counter> counters = new ArrayList<>();
  private long rows;

  ReferenceBuilder(Schema schema, Batch sample, Map<String, ColumnSurvey> surveys) {
    this.schema = schema;
    for (ColumnSpec column : schema.columns()) {
      ColumnSurvey survey = surveys.get(column.name());
      if (survey == null) {
        throw new IllegalArgumentException(
            "the reference data must have the schema's column " + column.name());
      }
      counters.add(counter(column, sample.column(column.name()).orElseThrow(), survey));
    }
  }

  private static Counter counter(ColumnSpec column, ColumnData sample, ColumnSurvey survey) {
    if (!column.role().isCompared()) {
      return new Rows(column);
    }
    return switch (column.kind()) {
      case NUMERIC, DATETIME -> new Numbers(NumericReference.Bins.of(column, sample, survey));
      case CATEGORICAL, BOOLEAN -> new Categories(column, survey.names());
      case TEXT ->
          new Texts(
              NumericReference.Bins.of(column, Lengths.of(sample), survey), new DistinctSketch());
    };
  }

  /// Counts the rows of a batch, which must have all columns of the schema.
  public void add(Batch batch) {
    for (int at = 0; at < counters.size(); at++) {
      String name = schema.columns().get(at).name();
      counters
          .get(at)
          .add(
              batch
                  .column(name)
                  .orElseThrow(() ->
                      new IllegalArgumentException("a batch lacks the schema's column " + name)));
    }
    rows += batch.rows();
  }

  /// A column with more than [#MOST_CATEGORIES] categories, whose reference cannot be built.
  public Optional<String> overfull() {
    return counters.stream()
        .filter(counter -> counter instanceof Categories full && full.isFull())
        .map(counter -> ((Categories) counter).column.name())
        .findFirst();
  }

  /// The reference of all rows that were counted. Before the first one it has all edges and names
  /// and no rows, which is enough to find out how rows are to be measured.
  ///
  /// @throws IllegalStateException if a column is [#overfull()]
  public Reference build() {
    overfull()
        .ifPresent(name -> {
          throw new IllegalStateException("column " + name + " has too many categories");
        });
    return Reference.of(schema, rows, counters.stream().map(Counter::build).toList());
  }

  /// Counts one column.
  private interface Counter {

    void add(ColumnData data);

    ColumnReference build();
  }

  private static final class Numbers implements Counter {

    private final NumericReference.Bins bins;
    private final NumericCounter counter;

    Numbers(NumericReference.Bins bins) {
      this.bins = bins;
      this.counter = bins.counter();
    }

    @Override
    public void add(ColumnData data) {
      counter.add(data);
    }

    @Override
    public NumericReference build() {
      return bins.reference(counter.build());
    }
  }

  private record Texts(Numbers lengths, DistinctSketch strings) implements Counter {

    Texts(NumericReference.Bins bins, DistinctSketch strings) {
      this(new Numbers(bins), strings);
    }

    @Override
    public void add(ColumnData data) {
      lengths.add(Lengths.of(data));
      TextReference.addStrings(strings, data);
    }

    @Override
    public TextReference build() {
      return TextReference.of(lengths.build(), strings);
    }
  }

  private static final class Categories implements Counter {

    private final ColumnSpec column;
    private final Map<String, Long> names = new HashMap<>();
    private long missing;

    /// @param known categories that will come
    Categories(ColumnSpec column, Set<String> known) {
      this.column = column;
      known.forEach(name -> names.put(CategoryNames.of(name, column.kind()), 0L));
    }

    boolean isFull() {
      return names.size() > MOST_CATEGORIES;
    }

    @Override
    public void add(ColumnData data) {
      missing += CategoricalReference.count(column, data, names);
    }

    @Override
    public CategoricalReference build() {
      return CategoricalReference.of(column, names, missing);
    }
  }

  private static final class Rows implements Counter {

    private final ColumnSpec column;
    private RowProfile counted = new RowProfile(0, 0, 0);

    Rows(ColumnSpec column) {
      this.column = column;
    }

    @Override
    public void add(ColumnData data) {
      counted = (RowProfile) counted.merge(RowReference.count(data));
    }

    @Override
    public RowReference build() {
      return new RowReference(column, Objects.requireNonNull(counted));
    }
  }
}
