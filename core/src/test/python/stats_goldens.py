"""Golden values for core.stats, from SciPy and mpmath.

Run by hand from the repository's root; the tests read the files it writes and need no Python:

    pip install numpy scipy mpmath
    python3 core/src/test/python/stats_goldens.py
"""

import math
import pathlib
import sys

import mpmath
import numpy
import scipy
from scipy import stats

SEED = 20261123
OUT = pathlib.Path("core/src/test/resources/dev/leeway/core/stats")
HEADER = (
    f"# core/src/test/python/stats_goldens.py, seed {SEED}, python {sys.version.split()[0]}, "
    f"numpy {numpy.__version__}, scipy {scipy.__version__}, mpmath {mpmath.__version__}\n"
)
random = numpy.random.default_rng(SEED)


def write(name, columns, rows):
    with open(OUT / name, "w", encoding="ascii") as file:
        file.write(HEADER)
        file.write(",".join(columns) + "\n")
        for row in rows:
            file.write(",".join(cell if isinstance(cell, str) else repr(cell) for cell in row) + "\n")


def numbers(values):
    return " ".join(repr(float(v)) for v in values)


def counts(values):
    return " ".join(str(int(v)) for v in values)


def exact_ks(h, n, m):
    """P(D >= h / lcm) by counting lattice paths in integers: the arbiter of the exact p-value."""
    g = math.gcd(n, m)
    a, b = n // g, m // g
    row = [0] * (m + 1)
    for i in range(n + 1):
        for j in range(m + 1):
            if i == 0 and j == 0:
                row[0] = 1
            elif abs(i * b - j * a) >= h:
                row[j] = 0
            else:
                row[j] = (row[j] if i else 0) + (row[j - 1] if j else 0)
    total = math.comb(n + m, n)
    return mpmath.mpf(total - row[m]) / mpmath.mpf(total)


def ks_exact():
    mpmath.mp.dps = 40
    rows = []
    for n, m in [(1, 1), (1, 5), (2, 3), (5, 5), (7, 11), (20, 30), (40, 40), (60, 45), (100, 150), (200, 37)]:
        g = math.gcd(n, m)
        lcm = n // g * m
        for share in (0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 0.9, 1.0):
            h = max(1, round(share * lcm))
            p = exact_ks(h, n, m)
            rows.append((h / lcm, n, m, float(p), float(mpmath.log10(p))))
    for n, m, d in [(2000, 1000, 0.03), (2000, 1000, 0.08), (5000, 8000, 0.0234), (10000, 9999, 0.02)]:
        p = stats._stats_py._attempt_exact_2kssamp(n, m, math.gcd(n, m), d, "two-sided")[2]
        g = math.gcd(n, m)
        lcm = n // g * m
        d = round(d * lcm) / lcm
        rows.append((d, n, m, float(p), math.log10(p)))
    write("ks-exact.csv", ["d", "n", "m", "p", "log10"], rows)


def ks_asymptotic():
    rows = []
    for n in (1, 2, 3, 7, 10, 30, 100, 140, 141, 300, 1000, 3000, 10000, 33333, 100000, 100001, 400000, 1000000):
        for z in (0.3, 0.45, 0.6, 0.8, 0.95, 1.1, 1.3, 1.45, 1.6, 1.9, 2.1, 3.0, 5.0, 8.0, 11.0):
            d = z / math.sqrt(n)
            if d < 1:
                p = float(stats.kstwo.sf(d, n))
                if p > 0:
                    rows.append((d, n, p))
    write("kolmogorov.csv", ["d", "n", "p"], rows)


def ks_samples():
    rows = []
    cases = {
        "normal": (random.normal(size=50), random.normal(0.3, 1, size=70)),
        "tied": (random.integers(0, 5, 60).astype(float), random.integers(0, 6, 40).astype(float)),
        "tiny": (numpy.array([1.0]), numpy.array([2.0])),
        "tiny equal": (numpy.array([1.0, 2.0]), numpy.array([1.0, 2.0])),
        "constant": (numpy.full(10, 3.0), numpy.full(12, 3.0)),
        "constant apart": (numpy.full(10, 3.0), numpy.full(12, 4.0)),
        "offset": (1e9 + random.normal(size=80), 1e9 + random.normal(0.5, 1, size=80)),
        "heavy": (random.standard_t(1, 100), random.standard_t(1, 90) * 2),
        "huge": (random.normal(size=30) * 1e300, random.normal(size=30) * 1e300),
        "subnormal": (random.random(30) * 5e-324 * 100, random.random(30) * 5e-324 * 150),
        "equal sizes": (random.normal(size=100), random.normal(0.2, 1.2, size=100)),
    }
    for name, (x, y) in cases.items():
        exact = stats.ks_2samp(x, y, method="exact")
        asymptotic = stats.ks_2samp(x, y, method="asymp")
        rows.append(
            (
                name,
                numbers(x),
                numbers(y),
                float(exact.statistic),
                float(exact.pvalue),
                float(asymptotic.pvalue),
                float(stats.wasserstein_distance(x, y)),
            )
        )
    write("samples.csv", ["name", "x", "y", "d", "exact", "asymptotic", "wasserstein"], rows)


def tables():
    rows = []
    cases = {
        "plain": ([60, 40, 20], [90, 30, 10]),
        "unseen": ([60, 40, 20, 0], [90, 30, 0, 10]),
        "two": ([600, 400], [550, 480]),
        "equal": ([10, 20, 30], [10, 20, 30]),
        "large": ([100000, 200000, 5000], [110000, 190000, 5500]),
        "far": ([1000, 0], [0, 1000]),
        "very far": ([100000, 10], [10, 100000]),
        "many": (random.multinomial(5000, [1 / 40] * 40), random.multinomial(3000, [1 / 40] * 40)),
    }
    for name, (x, y) in cases.items():
        x, y = numpy.asarray(x), numpy.asarray(y)
        result = stats.chi2_contingency(numpy.array([x, y]), correction=False)
        p, q = x / x.sum(), y / y.sum()
        divergence = scipy.spatial.distance.jensenshannon(p, q, base=2) ** 2
        log10 = float(
            mpmath.log10(mpmath.gammainc(result.dof / mpmath.mpf(2), mpmath.mpf(result.statistic) / 2, regularized=True))
        )
        rows.append(
            (
                name,
                counts(x),
                counts(y),
                float(result.statistic),
                int(result.dof),
                log10,
                float(divergence),
                float(numpy.abs(p - q).sum() / 2),
            )
        )
    write("tables.csv", ["name", "x", "y", "chi_square", "dof", "log10", "js_divergence", "total_variation"], rows)


def fisher():
    mpmath.mp.dps = 40
    rows = []
    cases = [(1, 9, 11, 14), (0, 100, 5, 100), (10, 2000, 30, 1000), (3, 10, 3, 10), (0, 2000, 7, 1000), (50, 100, 60, 120)]
    cases += [(500, 10000, 700, 10000), (1, 1, 0, 5), (20000, 1000000, 30000, 1000000), (5, 5, 0, 5), (12, 5000, 90, 7000)]
    for a, n, b, m in cases:
        marked, total = a + b, n + m
        if total < 30000:
            weights = {
                k: mpmath.binomial(n, k) * mpmath.binomial(m, marked - k)
                for k in range(max(0, marked - m), min(n, marked) + 1)
            }
            bar = weights[a] * (1 + mpmath.mpf("1e-7"))
            p = sum(w for w in weights.values() if w <= bar) / mpmath.binomial(total, marked)
            log10 = float(mpmath.log10(p))
        else:
            log10 = float("nan")
        scipy_p = float(stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue)
        rows.append((a, n, b, m, scipy_p, log10))
    write("fisher.csv", ["a", "n", "b", "m", "p", "log10"], rows)


def adjusted():
    rows = []
    for size in (1, 2, 5, 20):
        p = random.random(size) ** 3
        rows.append((numbers(p), numbers(stats.false_discovery_control(p))))
    rows.append((numbers([0.5, 0.01, 0.01, 1.0, 0.0]), numbers(stats.false_discovery_control([0.5, 0.01, 0.01, 1.0, 0.0]))))
    write("benjamini-hochberg.csv", ["p", "q"], rows)


def outside():
    """P(K >= k) for K beta-binomial(m, 2, n - 1); SciPy's own is right to five digits only."""
    mpmath.mp.dps = 60
    rows = []
    for n, m, k in [(2, 5, 1), (2, 5, 5), (10, 10, 3), (100, 50, 1), (100, 1000, 40), (2000, 1000, 8), (2000, 100000, 300), (100000, 1000, 3)]:
        below = sum(
            mpmath.binomial(m, j) * mpmath.beta(j + 2, m - j + n - 1) / mpmath.beta(2, n - 1) for j in range(k)
        )
        rows.append((k, n, m, float(1 - below)))
    write("outside.csv", ["k", "n", "m", "p"], rows)


OUT.mkdir(parents=True, exist_ok=True)
ks_exact()
ks_asymptotic()
ks_samples()
tables()
fisher()
adjusted()
outside()
