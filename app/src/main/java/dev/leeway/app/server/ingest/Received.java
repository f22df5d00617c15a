package dev.leeway.app.server.ingest;

import java.util.List;

/// What was read from a request.
///
/// @param batch the rows that are right; perhaps none
/// @param indexes where each of them stands in the request, from 0
/// @param rejected the others
/// @param unknownFields names of features that the model does not have, and are left out
public record Received<T>(
    T batch, int[] indexes, List<Rejection> rejected, List<String> unknownFields) {

  public Received {
    rejected = List.copyOf(rejected);
    unknownFields = List.copyOf(unknownFields);
  }
}
