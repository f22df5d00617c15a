package dev.leeway.core.drift;

import java.util.Locale;

/// Why a number or a verdict is not there. The ids are part of the report format.
public enum Reason {
  /// The column is not in the current data.
  ABSENT("the column is not in the current data"),
  /// No row has a value, on one side at least.
  ALL_MISSING("no value is present"),
  /// Every value on both sides is the same, so nothing can be compared.
  CONSTANT("all values are the same in both data sets"),
  /// Fewer present values than [DriftPolicy#MINIMUM_ROWS] on one side.
  TOO_FEW_ROWS("fewer than " + DriftPolicy.MINIMUM_ROWS + " present values on one side"),
  /// The reference has no spread, so a distance cannot be expressed in it.
  NO_SPREAD("the reference has no spread"),
  /// The number is beyond what a double can hold.
  OVERFLOW("the values are too large to be summed"),
  /// No value of the current data can be read as the reference's kind.
  UNREADABLE("no current value can be read as the kind of the reference"),
  /// The method needs the values, and only counts are at hand.
  NO_VALUES("only counts are at hand, and this method needs the values"),
  /// The method compares two categories, and there are more.
  NOT_TWO_CATEGORIES("this method compares two categories, and there are more"),
  /// By the rule of another tool: it has none for this kind of column, or one not reproduced here.
  NOT_COVERED("the other tool's rule for such columns is not reproduced"),
  /// By the rule of another tool: its method ends in an error or has no number for these values.
  NOT_DEFINED("the other tool's method fails on these values");

  private final String words;

  Reason(String words) {
    this.words = words;
  }

  /// The name used in reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The reason in words, to follow "because".
  public String words() {
    return words;
  }
}
