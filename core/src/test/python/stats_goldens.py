"""Writes the golden values of dev.leeway.core.stats, one CSV a statistic.

    pip install scipy==1.17.1 numpy==2.4.6 mpmath==1.3.0 statsmodels
    python3 core/src/test/python/stats_goldens.py

SciPy is the oracle where it is exact to 1e-9. Where it is not, or underflows, the value is computed
here in exact integers or with mpmath at 60 digits; the column `oracle` says which. Arrays are written
with blanks between their numbers.
"""

import math
import pathlib
import sys
import warnings
from fractions import Fraction

import mpmath
import numpy as np
import scipy
import scipy.stats
import statsmodels
from mpmath import mp, mpf
from scipy.spatial.distance import jensenshannon
from scipy.stats.contingency import chi2_contingency
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

SEED = 20260101
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/core/stats"
mp.dps = 60


def write(name, columns, rows):
    versions = (
        f"numpy {np.__version__}, scipy {scipy.__version__}, mpmath {mpmath.__version__}, "
        f"statsmodels {statsmodels.__version__}, seed {SEED}"
    )
    with open(TARGET / f"{name}.csv", "w", encoding="utf-8") as out:
        out.write(f"# core/src/test/python/{pathlib.Path(sys.argv[0]).name}; {versions}\n")
        out.write(",".join(columns) + "\n")
        for row in rows:
            out.write(",".join(cell(value) for value in row) + "\n")
    print(f"{name}: {len(rows)} rows")


def cell(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (mpf, Fraction)):
        return mpmath.nstr(mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value, 20)
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return str(value)


def log10(value):
    if isinstance(value, Fraction):
        value = mpf(value.numerator) / value.denominator
    return mpmath.log10(mpf(value))


def generator(name):
    return np.random.default_rng([SEED, *name.encode()])


# --- Kolmogorov–Smirnov ---------------------------------------------------------------------------


def lattice_tail(h, n, m):
    """P(D >= h/lcm) by counting the paths that stay inside, in integers."""
    g = math.gcd(n, m)
    run, rise = m // g, n // g
    column = [1 if j * rise < h else 0 for j in range(m + 1)]
    for j in range(1, m + 1):
        column[j] = column[j] and column[j - 1]
    for i in range(1, n + 1):
        below = 0
        for j in range(m + 1):
            below = below + column[j] if abs(j * rise - i * run) < h else 0
            column[j] = below
    total = math.comb(n + m, n)
    return Fraction(total - column[m], total)


def ks_exact():
    rng = generator("ks_exact")
    rows = []
    sizes = [(1, 1), (1, 2), (2, 2), (1, 50), (3, 7), (10, 10), (20, 30), (40, 60), (97, 101), (150, 100), (200, 30)]
    for n, m in sizes:
        lcm = math.lcm(n, m)
        for h in sorted({1, lcm, *rng.integers(1, lcm + 1, size=5), *np.ceil(lcm * np.array([0.1, 0.2, 0.3]))}):
            h = int(h)
            p = lattice_tail(h, n, m)
            rows.append(("integers", n, m, h / lcm, float(p), log10(p)))
    # equal sizes have a closed form: P(nD >= h) = 2 sum (-1)^(k-1) C(2n, n-kh) / C(2n, n)
    for n in (1000, 10_000):
        for h in (15 * n // 1000, n // 50, n // 20, n // 5, n // 2, n - 1):
            tail = 2 * sum((-1) ** (k - 1) * math.comb(2 * n, n - k * h) for k in range(1, n // h + 1))
            p = Fraction(tail, math.comb(2 * n, n))
            rows.append(("closed-form", n, n, h / n, float(p), log10(p)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for n, m in ((2000, 1000), (5000, 8000), (10_000, 9999), (9973, 1009), (10_000, 50)):
            en = n * m / (n + m)
            for z in (0.5, 0.8, 1.0, 1.4, 2.2):
                steps = round(z / math.sqrt(en) * math.lcm(n, m))
                d = steps / math.lcm(n, m)
                p = scipy.stats._stats_py._attempt_exact_2kssamp(n, m, math.gcd(n, m), d, "two-sided")[2]
                rows.append(("scipy", n, m, d, p, math.log10(p)))
    write("ks-exact", ["oracle", "n", "m", "d", "p", "log10_p"], rows)


def one_sided(x, n):
    """Birnbaum & Tingey's sum at 60 digits."""
    x = mpf(x)
    return x * mpmath.fsum(
        mpmath.binomial(n, j) * (x + mpf(j) / n) ** (j - 1) * (1 - x - mpf(j) / n) ** (n - j)
        for j in range(int(mpmath.floor(n * (1 - x))) + 1)
    )


def durbin(x, n):
    """P(D < x) by Durbin's matrix at 60 digits."""
    x = mpf(x)
    k = int(mpmath.ceil(n * x))
    h = k - n * x
    size = 2 * k - 1
    H = mpmath.matrix(size, size)
    for i in range(size):
        for j in range(min(i + 2, size)):
            H[i, j] = 1 / mpmath.factorial(i - j + 1)
    for i in range(size - 1):
        H[i, 0] = H[size - 1, size - 1 - i] = (1 - h ** (i + 1)) / mpmath.factorial(i + 1)
    H[size - 1, 0] = (1 - 2 * h**size + max(0, 2 * h - 1) ** size) / mpmath.factorial(size)
    return mpmath.factorial(n) / mpf(n) ** n * (H**n)[k - 1, k - 1]


def ks_one_sample():
    rows = []
    for n in (1, 2, 3, 7, 10, 30, 100, 140):
        for z in (0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.7, 1.95):
            x = z / math.sqrt(n)
            if 0.5 < n * x and x < 1:
                rows.append(("mpmath", n, x, 1 - durbin(x, n)))
    for n in (141, 200, 1000, 3333, 20_000, 100_000, 123_456, 5_000_000):
        for z in (0.18, 0.25, 0.35, 0.5, 0.7, 0.9, 1.1, 1.3, 1.45):
            x = z / math.sqrt(n)
            rows.append(("scipy", n, x, mpf(scipy.stats.kstwo.sf(x, n))))
        if n <= 100_000:
            for z in (1.5, 1.9, 2.5, 4.0, 8.0, 15.0):
                x = z / math.sqrt(n)
                if x < 0.5:
                    rows.append(("scipy", n, x, mpf(scipy.stats.kstwo.sf(x, n))))
    for n, x in ((10, 0.7), (50, 0.95), (141, 0.4), (500, 0.3), (500, 0.9), (2000, 0.45), (2000, 0.7), (4000, 0.4)):
        rows.append(("mpmath", n, x, 2 * one_sided(x, n)))
    write(
        "ks-one-sample",
        ["oracle", "n", "x", "p", "log10_p"],
        [(o, n, x, float(p) if p > mpf("1e-300") else 0.0, log10(p)) for o, n, x, p in rows],
    )


def one_sided_large():
    """SciPy sums every term up to a million; beyond, the term ratio is checked by stride in Java."""
    rows = []
    for n in (40_000, 300_000, 1_000_000):
        for z in (1.49, 2.0, 4.0, 10.0, 18.0):
            x = z / math.sqrt(n)
            rows.append((n, x, scipy.special.smirnov(n, x)))
    write("ks-one-sided", ["n", "x", "p"], rows)


# --- samples: D, p, Wasserstein -------------------------------------------------------------------


def samples():
    rng = generator("samples")
    inf = math.inf
    cases = {
        "normal": (rng.normal(size=40), rng.normal(0.4, 1, size=55)),
        "unequal": (rng.normal(size=3), rng.normal(size=120)),
        "lognormal": (rng.lognormal(0, 2, 60), rng.lognormal(0.2, 2, 45)),
        "cauchy": (rng.standard_cauchy(50), rng.standard_cauchy(50)),
        "tied": (rng.integers(0, 5, 70).astype(float), rng.integers(0, 6, 50).astype(float)),
        "zero-inflated": (rng.exponential(1, 60) * (rng.random(60) < 0.3), rng.exponential(1, 40) * (rng.random(40) < 0.5)),
        "one-each": ([1.5], [2.25]),
        "two-and-one": ([1.0, 4.0], [2.0]),
        "same-constant": ([3.0] * 8, [3.0] * 5),
        "two-constants": ([3.0] * 8, [4.0] * 5),
        "disjoint": (rng.random(20), 5 + rng.random(30)),
        "identical": ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]),
        "offset-1e9": (1e9 + rng.normal(size=50), 1e9 + rng.normal(0.3, 1, size=50)),
        "subnormal": (rng.random(12) * 1e-310, rng.random(15) * 1e-310),
        "huge": (rng.random(12) * 1e307, -rng.random(15) * 1e307),
        "signed-zero": ([-0.0, 0.0, 1.0], [0.0, 0.0, 2.0]),
        "infinite": ([-inf, 0.0, 1.0, inf], [0.5, inf, inf]),
    }
    rows = []
    for name, (x, y) in cases.items():
        x, y = np.sort(np.asarray(x, float)), np.sort(np.asarray(y, float))
        ks = scipy.stats.ks_2samp(x, y, method="exact")
        asymptotic = scipy.stats.ks_2samp(x, y, method="asymp").pvalue
        finite = np.isfinite(x).all() and np.isfinite(y).all()
        rows.append((name, x, y, float(ks.statistic), float(ks.pvalue), float(asymptotic), wasserstein(x, y) if finite else "nan"))
    write("samples", ["name", "x", "y", "d", "p_exact", "p_asymptotic", "wasserstein"], rows)


def wasserstein(x, y):
    """In rationals; SciPy agrees to a few units in the last place where that can be expected."""
    pooled = sorted({Fraction(float(v)) for v in (*x, *y)})
    exact = sum(
        (
            abs(Fraction(int((x <= float(a)).sum()), len(x)) - Fraction(int((y <= float(a)).sum()), len(y))) * (b - a)
            for a, b in zip(pooled, pooled[1:])
        ),
        Fraction(0),
    )
    ours, theirs = float(exact), float(scipy.stats.wasserstein_distance(x, y))
    scale = max(abs(x).max(), abs(y).max())
    assert abs(ours - theirs) <= 1e-12 * ours + 4 * np.spacing(scale), (ours, theirs)
    return ours


# --- counts ---------------------------------------------------------------------------------------


def counts():
    rng = generator("counts")
    zipf = 1 / np.arange(1, 41)
    cases = {
        "even": ([30, 40, 50], [35, 36, 49]),
        "two": ([10, 20], [13, 9]),
        "both-empty": ([10, 0, 20, 5], [13, 0, 9, 7]),
        "one-side-empty": ([60, 40, 20, 0], [90, 30, 0, 10]),
        "disjoint": ([10, 5, 0, 0], [0, 0, 7, 8]),
        "identical": ([5, 6, 7], [5, 6, 7]),
        "same-shares": ([10, 20, 30], [100, 200, 300]),
        "tiny": ([1, 0], [0, 1]),
        "far": ([100_000, 5, 100], [100, 90_000, 100]),
        "very-far": ([10**9, 0, 10**6], [0, 10**9, 10**6]),
        "zipf": (rng.multinomial(3000, zipf / zipf.sum()), rng.multinomial(900, zipf / zipf.sum())),
        "uniform-200": (rng.multinomial(20_000, np.ones(200) / 200), rng.multinomial(5000, np.ones(200) / 200)),
        "shifted-50": (rng.multinomial(50_000, np.ones(50) / 50), rng.multinomial(40_000, np.arange(1, 51) / 1275)),
    }
    rows = []
    for name, (r, c) in cases.items():
        r, c = np.array(r), np.array(c)
        kept = (r + c) > 0
        table = np.array([r[kept], c[kept]])
        chi = chi2_contingency(table, correction=False)
        if chi.statistic == 0:
            log10_p = mpf(0)
        else:
            log10_p = log10(mpmath.gammainc(mpf(chi.dof) / 2, mpf(float(chi.statistic)) / 2, mpmath.inf, regularized=True))
        p, q = r[kept] / r.sum(), c[kept] / c.sum()
        filled_p = np.where(r[kept] == 0, 0.5 / r.sum(), p)
        filled_q = np.where(c[kept] == 0, 0.5 / c.sum(), q)
        rows.append(
            (
                name,
                r,
                c,
                float(chi.statistic),
                chi.dof,
                float(chi.pvalue),
                log10_p,
                float(chi.expected_freq.min()),
                float(((filled_p - filled_q) * np.log(filled_p / filled_q)).sum()),
                float(jensenshannon(p, q, base=2)),
                float(abs(p - q).sum() / 2),
            )
        )
    write(
        "counts",
        ["name", "reference", "current", "chi_square", "df", "p", "log10_p", "smallest_expected", "psi", "js_distance", "tv"],
        rows,
    )


def chi_square_conditional():
    """Exact conditional p-values of sparse tables, by going through all tables with their margins."""
    rows = []
    for r, c in (
        ([3, 1, 0, 2], [0, 2, 3, 0]),
        ([5, 0, 1, 0, 1], [2, 2, 0, 2, 0]),
        ([20, 1, 1, 0, 0], [6, 0, 0, 2, 1]),
        ([4, 4, 4], [1, 0, 3]),
        ([9, 0], [5, 2]),
    ):
        pooled, n, m = np.add(r, c), sum(r), sum(c)

        def statistic(k):
            return sum(Fraction((int(k[j]) * (n + m) - int(pooled[j]) * m) ** 2, int(pooled[j])) for j in range(len(pooled)))

        observed, extreme = statistic(c), 0

        def visit(k, left, ways):
            nonlocal extreme
            j = len(k)
            if j == len(pooled):
                if left == 0 and statistic(k) >= observed:
                    extreme += ways
                return
            for value in range(min(int(pooled[j]), left) + 1):
                visit([*k, value], left - value, ways * math.comb(int(pooled[j]), value))

        visit([], m, 1)
        rows.append((r, c, Fraction(extreme, math.comb(n + m, m))))
    write("chi-square-conditional", ["reference", "current", "p"], rows)


def fisher():
    rng = generator("fisher")
    rows = []
    tables = [(0, 5, 0, 7), (5, 5, 7, 7), (0, 1, 1, 1), (3, 10, 9, 12), (1, 20, 1, 20), (8, 20, 2, 20), (0, 1000, 5, 1000)]
    tables += [(int(rng.binomial(n, 0.1)), n, int(rng.binomial(m, 0.2)), m) for n, m in rng.integers(5, 400, (25, 2)).tolist()]
    tables += [(50, 1000, 400, 1000), (0, 3000, 2000, 2000), (1, 5000, 4999, 5000)]
    for a, n, b, m in tables:
        weights = {}
        for x in range(max(0, a + b - m), min(n, a + b) + 1):
            weights[x] = math.comb(n, x) * math.comb(m, a + b - x)
        p = Fraction(sum(w for w in weights.values() if w <= weights[a]), math.comb(n + m, a + b))
        scipys = scipy.stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
        assert float(p) < 1e-290 or abs(scipys / float(p) - 1) < 1e-8, (a, n, b, m, scipys, float(p))
        rows.append(("integers", a, n, b, m, float(p), log10(p)))
    for a, n, b, m in ((1000, 100_000, 1100, 100_000), (40_000, 200_000, 800, 5000), (12, 1_000_000, 9, 100_000)):
        p = scipy.stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue
        rows.append(("scipy", a, n, b, m, float(p), math.log10(p)))
    write("fisher", ["oracle", "a", "n", "b", "m", "p", "log10_p"], rows)


def outside_range():
    rows = []
    for n, m in ((2, 1), (2, 5), (10, 10), (100, 30), (2000, 1000), (5, 400)):
        for k in sorted({0, 1, 2, 5, m // 10, m // 2, m}):
            if k <= m:
                total = math.comb(n + m, n)
                ways = sum((j + 1) * math.comb(n + m - j - 2, n - 2) for j in range(k, m + 1))
                p = Fraction(ways, total)
                theirs = scipy.stats.betabinom.sf(k - 1, m, 2, n - 1)
                assert float(p) < 1e-8 or abs(theirs / float(p) - 1) < 1e-7, (k, n, m, theirs, float(p))
                rows.append((k, n, m, float(p), log10(p)))
    write("outside-range", ["outside", "n", "m", "p", "log10_p"], rows)


def unseen_categories():
    rows = []
    for n, m, groups in (
        (10, 10, {1: 3, 2: 2}),
        (2000, 1000, {1: 20, 2: 7, 3: 5, 10: 1}),
        (100, 900, {1: 5, 4: 3, 30: 2}),
        (100_000, 100, {1: 300, 2: 100, 5: 50}),
        (50, 50, {60: 1, 1: 2}),
    ):
        law = {0: mpf(1)}
        for c, count in groups.items():
            q = mpf(1)
            for i in range(c):
                q *= mpf(max(0, m - i)) / (n + m - i)
            for _ in range(count):
                following = {}
                for value, mass in law.items():
                    following[value] = following.get(value, 0) + mass * (1 - q)
                    if q > 0:
                        following[value + c] = following.get(value + c, 0) + mass * q
                law = following
        for k in sorted({1, 2, 3, 5, 8, 13, 40}):
            p = mpmath.fsum(mass for value, mass in law.items() if value >= k)
            if 0 < p and k <= m:
                rows.append((k, n, m, list(groups), list(groups.values()), float(p), log10(p)))
    write("unseen-categories", ["unseen", "n", "m", "multiplicity", "categories", "p", "log10_p"], rows)


def false_discovery():
    rng = generator("false_discovery")
    families = [[0.03], [0.01, 0.02, 0.03, 0.04, 0.05], [1.0, 1.0], [0.0, 0.5, 1.0], [0.02, 0.02, 0.02, 0.9]]
    families += [rng.random(size) ** 3 for size in (7, 50)]
    write("false-discovery", ["p", "q"], [(p, scipy.stats.false_discovery_control(p)) for p in families])


def proportions():
    rows = []
    for a, n, b, m in ((56, 70, 48, 80), (9, 10, 3, 10), (5, 56, 0, 29), (0, 10, 0, 20), (10, 10, 0, 10), (900, 1000, 870, 1000)):
        for confidence in (0.9, 0.95, 0.99):
            low, high = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff", alpha=1 - confidence)
            wilson = proportion_confint(a, n, alpha=1 - confidence, method="wilson")
            rows.append((a, n, b, m, confidence, low, high, float(wilson[0]), float(wilson[1])))
    write("proportions", ["a", "n", "b", "m", "confidence", "low", "high", "wilson_low", "wilson_high"], rows)


if __name__ == "__main__":
    ks_exact()
    ks_one_sample()
    one_sided_large()
    samples()
    counts()
    chi_square_conditional()
    fisher()
    outside_range()
    unseen_categories()
    false_discovery()
    proportions()
