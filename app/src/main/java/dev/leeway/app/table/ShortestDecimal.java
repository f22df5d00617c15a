package dev.leeway.app.table;

/// The double that a float's decimal digits stand for.
///
/// A float 0.1 is 0.10000000149 when widened. Written as text it is `0.1` in any program, and as
/// that it is read here, so that a column of floats meets its twin in text, or in doubles, value
/// for value. The order of floats is kept.
final class ShortestDecimal {

  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

  /// Up to here a float times a power of ten is a whole number that a float's 24 bits tell apart.
  private static final double EXACT = 1 << 24;

  private ShortestDecimal() {}

  /// The double nearest to the shortest decimal that is read back as `value`; NaN and infinities
  /// are themselves.
  static double of(float value) {
    double wide = value;
    for (double power : POWERS) {
      double digits = Math.rint(wide * power);
      if (Math.abs(digits) > EXACT) {
        break;
      }
      // Both are whole and small, so that the quotient is the double nearest to the decimal.
      double decimal = digits / power;
      if ((float) decimal == value) {
        return decimal;
      }
    }
    return Double.isNaN(wide) ? wide : Double.parseDouble(Float.toString(value));
  }
}
