"""Prints the evidence of a short series by dense matrices, for WindowDetectorTest.

    pip install mpmath==1.3.0
    python3 core/src/test/python/window_goldens.py

The density of the maximal invariant of location and scale, up to a constant, is the integral of the
Gaussian density with covariance C = R + 4 d d' (R of an AR(1) series with innovations of variance 1, d
the step) over mean and scale: |C|^-1/2 (1'C^-1 1)^-1/2 S^-(n-1)/2, S the residual sum of squares.
"""

from mpmath import det, matrix, mp, mpf, sqrt

mp.dps = 40
X = [mpf(v) for v in "0.3 -1.1 0.8 0.1 -0.4 1.7 -0.2 0.5 2.4 1.9 2.8".split()]
FIRST = 6


def density(rho, start):
    n = len(X)
    rho = mpf(rho) / 10
    c = matrix(n, n)
    for i in range(n):
        for j in range(n):
            c[i, j] = rho ** abs(i - j) / (1 - rho**2)
            if start is not None and i >= start and j >= start:
                c[i, j] += 4
    inverse = c**-1
    ones = matrix([1] * n)
    x = matrix(X)
    a = (ones.T * inverse * ones)[0]
    b = (ones.T * inverse * x)[0]
    s = (x.T * inverse * x)[0] - b * b / a
    return 1 / sqrt(det(c) * a) * s ** (-mpf(n - 1) / 2)


for limit in (0, 5):
    largest = max(density(r, None) for r in range(limit + 1))
    total = sum(
        density(r, start) / mpf(2) ** (r + 1) for r in range(limit + 1) for start in range(FIRST, len(X))
    )
    print(limit, mp.nstr(total / largest, 17))
