package dev.leeway.app.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is known of a data set whose rows were handed on and not kept.
///
/// @param names the columns
/// @param rows the number of rows
/// @param files the files, in the order they were read
/// @param datetimes names of the columns that are dates or times
/// @param unreadable the first value of a column that is not of the type it was read as, and where,
///   by column name
/// @param mixed the first value, and where, that made a column text which began as numbers or
///   dates, by column name
public record TableScan(
    List<String> names,
    long rows,
    List<Path> files,
    Set<String> datetimes,
    Map<String, String> unreadable,
    Map<String, String> mixed) {

  public TableScan {
    names = List.copyOf(names);
    files = List.copyOf(files);
    datetimes = Set.copyOf(datetimes);
    unreadable = Map.copyOf(unreadable);
    mixed = Map.copyOf(mixed);
  }
}
