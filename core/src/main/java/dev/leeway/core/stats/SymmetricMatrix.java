package dev.leeway.core.stats;

/// Eigenvalues and eigenvectors of small symmetric matrices.
final class SymmetricMatrix {
  private static final int MOST_SWEEPS = 60;

  /// @param values eigenvalues, in no order
  /// @param vectors in its columns the unit eigenvectors, in the same order
  record Eigen(double[] values, double[][] vectors) {}

  private SymmetricMatrix() {}

  /// By Jacobi's rotations, which keep small eigenvalues accurate to about 1e-16 of the largest;
  /// O(n³) for a few sweeps. Golub & Van Loan (2013), algorithm 8.5.2.
  static Eigen eigen(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = matrix[i].clone();
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(a); sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p][q] != 0) {
            rotate(a, v, p, q);
          }
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return new Eigen(values, v);
  }

  private static boolean isDiagonal(double[][] a) {
    double off = 0;
    double on = 0;
    for (int i = 0; i < a.length; i++) {
      on += a[i][i] * a[i][i];
      for (int j = 0; j < i; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off <= 1e-40 * on;
  }

  /// Makes the entry at (p, q) zero.
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
    double c = 1 / Math.hypot(1, t);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double first = a[k][p];
      double second = a[k][q];
      a[k][p] = c * first - s * second;
      a[k][q] = s * first + c * second;
    }
    for (int k = 0; k < a.length; k++) {
      double first = a[p][k];
      double second = a[q][k];
      a[p][k] = c * first - s * second;
      a[q][k] = s * first + c * second;
      first = v[k][p];
      second = v[k][q];
      v[k][p] = c * first - s * second;
      v[k][q] = s * first + c * second;
    }
    a[p][q] = 0;
    a[q][p] = 0;
  }
}
