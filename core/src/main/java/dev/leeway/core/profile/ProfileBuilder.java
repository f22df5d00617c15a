package dev.leeway.core.profile;

import java.util.ArrayList;
import java.util.List;

/// Counts the rows of a window on the bins of a reference. One writer at a time; [#build()] may be
/// called again and again while counting goes on.
public final class ProfileBuilder {

  private final Reference reference;
  private final List<Counter> counters = new ArrayList<>();
  private long rows;

  ProfileBuilder(Reference reference) {
    this.reference = reference;
    for (ColumnReference column : reference.columns()) {
      counters.add(Counter.of(column));
    }
  }

  /// Counts the rows of `batch`. Columns are matched by name; a column of the reference that the
  /// batch lacks is counted as absent for its rows, and a column that the reference lacks is passed
  /// over.
  public void add(Batch batch) {
    add(batch, Work.inOrder());
  }

  /// The same, its columns being `work`.
  public void add(Batch batch, Work work) {
    rows += batch.rows();
    work.each(
        counters.size(),
        at -> {
          String name = reference.columns().get(at).column().name();
          batch
              .column(name)
              .ifPresentOrElse(
                  counters.get(at)::add, () -> counters.get(at).addAbsent(batch.rows()));
        });
  }

  /// What was counted so far.
  public Profile build() {
    return new Profile(reference, rows, counters.stream().map(Counter::build).toList());
  }

  /// Counts one column.
  private interface Counter {

    void add(ColumnData data);

    void addAbsent(long rows);

    ColumnProfile build();

    static Counter of(ColumnReference column) {
      if (column instanceof NumericReference numeric) {
        return new Numbers(numeric.counter());
      }
      if (column instanceof CategoricalReference categorical) {
        return new Categories(categorical.counter());
      }
      if (column instanceof TextReference text) {
        return new Texts(text.lengths().counter(), new DistinctSketch());
      }
      return new Rows();
    }
  }

  private record Numbers(NumericCounter counter) implements Counter {

    @Override
    public void add(ColumnData data) {
      counter.add(data);
    }

    @Override
    public void addAbsent(long rows) {
      counter.addAbsent(rows);
    }

    @Override
    public ColumnProfile build() {
      return counter.build();
    }
  }

  private record Categories(CategoricalCounter counter) implements Counter {

    @Override
    public void add(ColumnData data) {
      counter.add(data);
    }

    @Override
    public void addAbsent(long rows) {
      counter.addAbsent(rows);
    }

    @Override
    public ColumnProfile build() {
      return counter.build();
    }
  }

  private record Texts(NumericCounter lengths, DistinctSketch strings) implements Counter {

    @Override
    public void add(ColumnData data) {
      lengths.add(Lengths.of(data));
      TextReference.addStrings(strings, data);
    }

    @Override
    public void addAbsent(long rows) {
      lengths.addAbsent(rows);
    }

    @Override
    public ColumnProfile build() {
      return new TextProfile(lengths.build(), strings.hashes());
    }
  }

  private static final class Rows implements Counter {

    private RowProfile counted = new RowProfile(0, 0, 0);

    @Override
    public void add(ColumnData data) {
      counted = (RowProfile) counted.merge(RowReference.count(data));
    }

    @Override
    public void addAbsent(long rows) {
      counted = (RowProfile) counted.merge(new RowProfile(0, 0, rows));
    }

    @Override
    public ColumnProfile build() {
      return counted;
    }
  }
}
