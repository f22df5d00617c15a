package dev.leeway.app.server.ingest;

import java.util.List;

/// What came of a request, once all that was accepted is on disk.
///
/// @param accepted how many rows were taken
/// @param duplicate how many were known already
/// @param rejected rows that are wrong
/// @param unknownFields names of features that the model does not have, and are left out
/// @param offset the place in the log from which on everything accepted so far is known
public record Answer(
    int accepted,
    int duplicate,
    List<Rejection> rejected,
    List<String> unknownFields,
    long offset) {

  public Answer {
    rejected = List.copyOf(rejected);
    unknownFields = List.copyOf(unknownFields);
  }
}
