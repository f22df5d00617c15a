package dev.leeway.app.detect;

import dev.leeway.app.table.CsvFormat;
import dev.leeway.core.sequential.ClassicDetector;
import dev.leeway.core.sequential.Side;
import java.util.List;
import java.util.Optional;

/// What a detection is asked to do.
///
/// @param input files, folders or globs, one after the other in the order of time
/// @param column the column to watch
/// @param time the column that says when a row happened
/// @param format how the files are written
/// @param classic the classic detector; empty for the one with a budget
/// @param side which changes alarm; with a budget only
/// @param baseline rows to learn the unchanged state from; with a budget only
/// @param chance of one or more false alarms in a period; with a budget only
/// @param period in rows; with a budget only
/// @param tolerance how far the mean may move; with a budget only
/// @param mute rows after an alarm in which there is no other; classic only
public record DetectRequest(
    List<String> input,
    String column,
    Optional<String> time,
    CsvFormat format,
    Optional<ClassicDetector> classic,
    Side side,
    int baseline,
    double chance,
    long period,
    double tolerance,
    long mute) {}
