package dev.leeway.core.performance;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a class, the same whichever type it was read from: the number 1, the number 1.0 and
/// the texts `1` and `1.0` are one label.
///
/// A text counts as a number when it is a plain decimal one without leading zeros, so that codes
/// such as `007` stay apart; other texts are kept as they are, case and blanks included. Numbers
/// come first, by value; then texts, by code unit.
public final class ClassLabel implements Comparable<ClassLabel> {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(0|[1-9]\\d{0,99})(\\.\\d{1,100})?([eE][+-]?\\d{1,3})?");

  /// How numbers of that pattern, and doubles, are written in full.
  private static final Pattern PLAIN = Pattern.compile("-?\\d{1,1200}(\\.\\d{1,1200})?");

  private static final Comparator<ClassLabel> ORDER =
      Comparator.<ClassLabel, Boolean>comparing(label -> label.number.isEmpty())
          .thenComparing(label -> label.number.orElse(BigDecimal.ZERO))
          .thenComparing(label -> label.name);

  private final String name;
  private final Optional<BigDecimal> number;

  private ClassLabel(String name, Optional<BigDecimal> number) {
    this.name = name;
    this.number = number;
  }

  /// The label that this text names.
  public static ClassLabel of(String text) {
    return NUMBER.matcher(text).matches()
        ? ofNumber(new BigDecimal(text))
        : new ClassLabel(text, Optional.empty());
  }

  /// The label that is this text, even where it looks like a number.
  static ClassLabel text(String name) {
    return new ClassLabel(name, Optional.empty());
  }

  /// The label of the number of this name, in the form of [#name()]; empty when it has another.
  static Optional<ClassLabel> number(String name) {
    if (!PLAIN.matcher(name).matches()) {
      return Optional.empty();
    }
    return Optional.of(ofNumber(new BigDecimal(name))).filter(label -> label.name.equals(name));
  }

  boolean isNumber() {
    return number.isPresent();
  }

  /// The label of an integer class.
  public static ClassLabel of(long number) {
    return ofNumber(BigDecimal.valueOf(number));
  }

  /// The label of a class that is a number, which must be finite: NaN stands for no label at all.
  public static ClassLabel of(double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException("a class label must be finite, was " + number);
    }
    return ofNumber(BigDecimal.valueOf(number));
  }

  private static ClassLabel ofNumber(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return new ClassLabel(stripped.toPlainString(), Optional.of(stripped));
  }

  /// The label in its one written form, such as `1`, `0.5` or `setosa`.
  public String name() {
    return name;
  }

  @Override
  public int compareTo(ClassLabel other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassLabel label && name.equals(label.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
