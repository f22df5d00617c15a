package dev.leeway.app.server.ingest;

import java.util.List;

/// What was read from a request.
///
/// @param batch the rows that are right; perhaps none
/// @param indexes where each of them stands in the request, from 0
/// @param rejected the others
/// @param unknownFields names of what the model does not have, and is left out; not more than
///   [#MOST_UNKNOWN]
/// @param duplicates rows that are left out because an earlier one of the request has their id and
///   version
public record Received<T>(
    T batch, int[] indexes, List<Rejection> rejected, List<String> unknownFields, int duplicates) {

  /// How many unknown fields are named at most.
  public static final int MOST_UNKNOWN = 50;

  /// What was read from a request without duplicates.
  public Received(T batch, int[] indexes, List<Rejection> rejected, List<String> unknownFields) {
    this(batch, indexes, rejected, unknownFields, 0);
  }

  public Received {
    rejected = List.copyOf(rejected);
    unknownFields = List.copyOf(unknownFields);
  }
}
