package dev.leeway.app.check;

import dev.leeway.core.alert.Alert;
import dev.leeway.core.alert.Alerts;
import dev.leeway.core.monitor.Evaluation;
import dev.leeway.core.monitor.Monitor;
import dev.leeway.core.profile.Batch;
import dev.leeway.core.profile.ColumnData;
import dev.leeway.core.profile.ColumnSpec;
import dev.leeway.core.profile.Role;
import dev.leeway.core.profile.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What was found of one segment: its current rows against its own reference rows.
///
/// @param column the segment column
/// @param value its value in these rows
/// @param referenceRows rows of the reference in the segment
/// @param currentRows current rows in the segment
/// @param evaluation everything found; empty where one side has fewer than [#MINIMUM_ROWS]
/// @param alerts what a person should know of this segment, which its summary names
public record SegmentResult(
    String column,
    String value,
    int referenceRows,
    int currentRows,
    Optional<Evaluation> evaluation,
    List<Alert> alerts) {

  /// A segment with fewer rows on one side is counted and not judged.
  public static final int MINIMUM_ROWS = 50;

  private record Piece(String column, String value, Batch reference, Batch current) {

    boolean isLargeEnough() {
      return Math.min(reference.rows(), current.rows()) >= MINIMUM_ROWS;
    }
  }

  static List<SegmentResult> judge(
      CheckRequest request, DataSets.Sides sides, Instant now, List<String> notes) {
    List<Piece> pieces = new ArrayList<>();
    for (ColumnSpec column : sides.schema().columns(Role.SEGMENT)) {
      Optional<ColumnData> current = sides.current().batch().column(column.name());
      if (current.isPresent()) {
        pieces.addAll(pieces(sides, column.name(), current.get(), notes));
      }
    }
    List<Piece> judged = pieces.stream().filter(Piece::isLargeEnough).toList();
    Schema schema = sides.schema();
    List<Monitor.Case> cases =
        judged.stream()
            .map(piece ->
                new Monitor.Case(
                    Monitor.of(request.spec(schema), piece.reference(), List.of()),
                    piece.current()))
            .toList();
    List<Evaluation> evaluations = Monitor.evaluateAll(cases, Threads.WORK);
    List<SegmentResult> results = new ArrayList<>();
    for (Piece piece : pieces) {
      int at = judged.indexOf(piece);
      results.add(
          new SegmentResult(
              piece.column(),
              piece.value(),
              piece.reference().rows(),
              piece.current().rows(),
              at < 0 ? Optional.empty() : Optional.of(evaluations.get(at)),
              at < 0 ? List.of() : alerts(piece, evaluations.get(at), now)));
    }
    return results;
  }

  /// The segments' alerts that tell more than `known` ones: of another type, or more severe. A
  /// drift of all data is one of most segments too, and is said once.
  static List<Alert> telling(List<SegmentResult> segments, List<Alert> known) {
    return segments.stream()
        .flatMap(segment -> segment.alerts().stream())
        .filter(alert ->
            known.stream()
                .noneMatch(other ->
                    other.type() == alert.type()
                        && other.severity().compareTo(alert.severity()) >= 0))
        .toList();
  }

  private static List<Piece> pieces(
      DataSets.Sides sides, String column, ColumnData current, List<String> notes) {
    ColumnData reference = sides.reference().batch().column(column).orElseThrow();
    List<Piece> pieces = new ArrayList<>();
    for (RowGroup group : Segments.of(current)) {
      BitSet before = Segments.rows(reference, group.name());
      pieces.add(
          new Piece(
              column,
              group.name(),
              sides.reference().batch().select(before),
              sides.current().batch().select(group.rows())));
    }
    int distinct = Segments.distinct(current);
    if (distinct > pieces.size()) {
      notes.add(
          "of %,d segments of column %s the %d with most rows are looked at by themselves"
              .formatted(distinct, column, pieces.size()));
    }
    return pieces;
  }

  private static List<Alert> alerts(Piece piece, Evaluation evaluation, Instant now) {
    return Alerts.of(evaluation, now).stream()
        .map(alert ->
            new Alert(
                alert.timestamp(),
                alert.severity(),
                alert.type(),
                alert.columns(),
                "in %s = %s: %s".formatted(piece.column(), piece.value(), alert.summary())))
        .toList();
  }
}
