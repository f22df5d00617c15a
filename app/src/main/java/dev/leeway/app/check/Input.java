package dev.leeway.app.check;

import java.util.List;

/// One side of a comparison.
///
/// @param files the files it was read from, as the user named them
/// @param rows rows used
/// @param part which rows were used where a file was split, in words; empty when all were
public record Input(List<String> files, long rows, String part) {

  public Input {
    files = List.copyOf(files);
  }
}
