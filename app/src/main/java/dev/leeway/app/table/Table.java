package dev.leeway.app.table;

import dev.leeway.core.profile.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A data set that was read.
///
/// @param batch the columns
/// @param files the files, in the order they were read
/// @param datetimes names of the columns that are dates or times
/// @param unreadable the first value of a column that is not of the type it was read as, and where,
///   by column name
/// @param mixed the first value, and where, that made a column text which began as numbers or
///   dates, by column name
public record Table(
    Batch batch,
    List<Path> files,
    Set<String> datetimes,
    Map<String, String> unreadable,
    Map<String, String> mixed) {

  public Table {
    files = List.copyOf(files);
    datetimes = Set.copyOf(datetimes);
    unreadable = Map.copyOf(unreadable);
    mixed = Map.copyOf(mixed);
  }

  /// What is known of the data set without its rows.
  public TableScan scan() {
    return new TableScan(batch.names(), batch.rows(), files, datetimes, unreadable, mixed);
  }
}
