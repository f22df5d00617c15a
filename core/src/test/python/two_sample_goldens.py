"""Writes further golden values of dev.leeway.core.stats: tests of two samples, multiple testing, the
bootstrap and the area under the ROC curve.

    pip install scipy==1.17.1 numpy==2.4.6 mpmath==1.4.1 statsmodels scikit-learn
    python3 core/src/test/python/two_sample_goldens.py

SciPy, statsmodels and scikit-learn are the oracles where they are exact to 1e-9. Where they are not,
or underflow, the value is computed here in exact integers or with mpmath at 60 digits, and compared
with theirs as far as theirs goes.
"""

import itertools
import math
import warnings
from fractions import Fraction
from types import SimpleNamespace

import mpmath
import numpy as np
import scipy.stats
from mpmath import mpf
from scipy.stats.contingency import chi2_contingency
from sklearn.metrics import roc_auc_score
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportions_ztest

from stats_goldens import generator, log10, write

ALTERNATIVES = ("two-sided", "less", "greater")


def pairs():
    """Samples with 5 or more values each, finite, not all equal."""
    rng = generator("two_sample")
    cases = {
        "normal": (rng.normal(size=40), rng.normal(0.4, 1, size=55)),
        "unequal": (rng.normal(size=6), rng.normal(size=120)),
        "spread": (rng.normal(size=60), 3 * rng.normal(size=45)),
        "far": (rng.normal(size=70), rng.normal(9, 1, size=90)),
        "farther": (rng.normal(size=250), rng.normal(3, 1, size=300)),
        "lognormal": (rng.lognormal(0, 2, 60), rng.lognormal(0.2, 2, 45)),
        "cauchy": (rng.standard_cauchy(50), rng.standard_cauchy(50)),
        "tied": (rng.integers(0, 5, 70).astype(float), rng.integers(0, 6, 50).astype(float)),
        "zero-inflated": (rng.exponential(1, 60) * (rng.random(60) < 0.6), rng.exponential(1, 40) * (rng.random(40) < 0.7)),
        "small": (rng.normal(size=7), rng.normal(1, 1, size=9)),
        "small-tied": ([1.0, 2, 2, 3, 3, 5], [2.0, 3, 4, 4, 4, 6, 7]),
        "smallest": (rng.normal(size=5), rng.normal(size=5)),
        "disjoint": (rng.random(20), 5 + rng.random(20)),
        "equal": ([1.0, 2, 3, 4, 5, 6], [1.0, 2, 3, 4, 5, 6]),
        "offset-1e9": (1e9 + rng.normal(size=50), 1e9 + rng.normal(0.3, 1, size=50)),
        "small-numbers": (rng.random(12) * 1e-70, rng.random(15) * 1e-70),
        "large-numbers": (rng.random(12) * 1e70, rng.random(15) * 1e70),
        "large": (rng.normal(size=500), rng.normal(0.1, 1.1, size=400)),
    }
    return {name: (np.sort(np.asarray(x, float)), np.sort(np.asarray(y, float))) for name, (x, y) in cases.items()}


def smirnov(x):
    """P(omega^2 > x): the complement of Csorgo & Faraway's (1996) eq. 1.2, at 40 digits of its own."""
    if x <= 0.003:
        return mpf(1)
    with mpmath.workdps(40 + int(2.2 * x)):
        x, total = mpf(x), mpf(0)
        for k in itertools.count():
            q = mpf(4 * k + 1) ** 2 / (16 * x)
            term = mpmath.sqrt(4 * k + 1) * mpmath.exp(-q) * mpmath.besselk(mpf(1) / 4, q)
            term *= mpmath.gamma(k + mpf(1) / 2) / mpmath.factorial(k) / (mpmath.pi ** mpf(1.5) * mpmath.sqrt(x))
            total += term
            if term < mpf(10) ** -(mpmath.mp.dps - 2):
                return 1 - total


def normalized(t, n, m):
    """Anderson's (1962) eq. 15, as in SciPy."""
    k, rows = n * m, n + m
    mean = (1 + 1 / rows) / 6
    variance = (rows + 1) * (4 * k * rows - 3 * (n**2 + m**2) - 2 * k) / (45 * rows**2 * 4 * k)
    return 1 / 6 + (t - mean) / math.sqrt(45 * variance)


def mean_square(x, y):
    """n m/(n+m)^2 times the sum of squared distances over the pooled values, in rationals."""
    n, m = len(x), len(y)
    total = Fraction(0)
    for z in (*x, *y):
        gap = Fraction(int((x <= z).sum()), n) - Fraction(int((y <= z).sum()), m)
        total += gap * gap
    return float(total * n * m / Fraction((n + m) ** 2))


def cramer_von_mises(x, y):
    n, m = len(x), len(y)
    theirs = scipy.stats.cramervonmises_2samp(x, y, method="asymptotic")
    direct = mean_square(x, y)
    ties = len(np.unique(np.concatenate([x, y]))) < n + m
    assert ties or abs(direct - theirs.statistic) < 1e-12 * n * m, (direct, theirs.statistic)
    exact = scipy.stats.cramervonmises_2samp(x, y, method="exact").pvalue if max(n, m) <= 20 else "nan"
    ours = smirnov(normalized(theirs.statistic, n, m))
    assert abs(float(ours) - theirs.pvalue) < 1e-6, (ours, theirs.pvalue)
    return {
        "cramer": direct,
        "cramer_midrank": float(theirs.statistic),
        "cramer_p_exact": exact,
        "cramer_log10_p": log10(ours),
    }


def cramer_distribution():
    rows = []
    for x in (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.46136, 0.74346, 1, 1.5, 2, 3, 4, 4.99, 5, 5.01, 6, 8, 12, 20):
        p = smirnov(x)
        rows.append((x, float(p), log10(p)))
    write("cramer-distribution", ["x", "p", "log10_p"], rows)


def cramer_exact():
    rows = []
    for n, m in ((2, 2), (2, 5), (3, 7), (5, 5), (6, 4), (8, 8), (12, 8), (10, 11), (20, 20), (17, 19)):
        rng = generator(f"cvm {n} {m}")
        for shift in (0.0, 1.0, 2.0, 9.0):
            x, y = rng.normal(size=n), rng.normal(shift, 1, size=m)
            result = scipy.stats.cramervonmises_2samp(x, y, method="exact")
            rows.append((n, m, float(result.statistic), float(result.pvalue), log10(mpf(result.pvalue))))
    write("cramer-exact", ["n", "m", "statistic", "p", "log10_p"], rows)


def anderson_darling(x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        midrank = scipy.stats.anderson_ksamp([x, y], variant="midrank")
        right = scipy.stats.anderson_ksamp([x, y], variant="right")
    return {
        "anderson": float(midrank.statistic),
        "anderson_right": float(right.statistic),
        "anderson_p": float(midrank.pvalue),
    }


def mann_whitney(x, y):
    u = scipy.stats.mannwhitneyu(x, y).statistic
    asymptotic = []
    for alternative in ALTERNATIVES:
        p = scipy.stats.mannwhitneyu(x, y, alternative=alternative, method="asymptotic").pvalue
        asymptotic.append(float(p))
    n, m = len(x), len(y)
    t = np.unique(np.concatenate([x, y]), return_counts=True)[1]
    s = mpmath.sqrt(mpf(n * m) / 12 * (n + m + 1 - mpf(int((t.astype(object) ** 3 - t).sum())) / ((n + m) * (n + m - 1))))
    z = (abs(mpf(float(u)) - mpf(n * m) / 2) - mpf(1) / 2) / s
    log10_p = min(mpf(0), mpmath.log10(mpmath.erfc(z / mpmath.sqrt(2))))
    if asymptotic[0] > 1e-290:
        assert abs(asymptotic[0] / 10 ** float(log10_p) - 1) < 1e-9
    exact = []
    if n * m * min(n, m) < 20_000:
        for alternative in ALTERNATIVES:
            exact.append(float(scipy.stats.mannwhitneyu(x, y, alternative=alternative, method="exact").pvalue))
    auto = float(scipy.stats.mannwhitneyu(x, y).pvalue)
    return {
        "u": float(u),
        "u_p_asymptotic": asymptotic,
        "u_log10_p": log10_p,
        "u_p_exact": exact or "nan",
        "u_p_auto": auto,
    }


def mann_whitney_exact():
    rows = []
    for n, m in ((1, 1), (1, 9), (2, 3), (4, 4), (8, 300), (8, 2000), (20, 25), (50, 50), (30, 100)):
        counts = [1] + [0] * (n * m)
        for i in range(1, n + 1):
            for u in range(i, n * m + 1):
                counts[u] += counts[u - i]
            for u in range(n * m, m + i - 1, -1):
                counts[u] -= counts[u - m - i]
        assert sum(counts) == math.comb(n + m, n)
        for u in sorted({0, n * m // 8, n * m // 4, 2 * n * m // 5, n * m // 2, 3 * n * m // 4, n * m}):
            p = Fraction(sum(counts[u:]), math.comb(n + m, n))
            rows.append((n, m, u, float(p), log10(p)))
    write("mann-whitney-exact", ["n", "m", "u", "p", "log10_p"], rows)


def student(t, degrees):
    """Two-sided, at 40 digits of its own."""
    t, degrees = mpf(t), mpf(degrees)
    if t * t > degrees:
        return mpmath.betainc(degrees / 2, mpf(1) / 2, 0, degrees / (degrees + t * t), regularized=True)
    with mpmath.workdps(40 + int(0.5 * t * t)):
        return 1 - mpmath.betainc(mpf(1) / 2, degrees / 2, 0, t * t / (degrees + t * t), regularized=True)


def t_tests(x, y):
    row = {}
    for name, equal in (("pooled", True), ("welch", False)):
        result = scipy.stats.ttest_ind(x, y, equal_var=equal)
        p = student(float(result.statistic), float(result.df))
        assert abs(float(p) - result.pvalue) <= 1e-9 * result.pvalue, (name, p, result.pvalue)
        row |= {name: float(result.statistic), f"{name}_df": float(result.df), f"{name}_log10_p": log10(p)}
    return row


def student_tail():
    rows = []
    for degrees in (1, 1.5, 3, 10.25, 100, 1e4, 1e6, 1e9):
        for t in (0, 1e-9, 0.1, 1, 2, 5, 30, 40, 100, 1000, 1e6, 1e20):
            if degrees > 1e5 and t > 100:
                continue
            p = student(t, degrees)
            rows.append((t, degrees, float(p), log10(p)))
    write("student-tail", ["t", "df", "p", "log10_p"], rows)


def epps_singleton(x, y):
    # the test does not change under shifts, but cosines of large numbers lose digits
    shift = np.floor(x[0]) if x[0] > 1e6 and x[0] < 1e15 else 0
    result = scipy.stats.epps_singleton_2samp(x - shift, y - shift)
    return {"epps": float(result.statistic), "epps_p": float(result.pvalue)}


def energy(x, y):
    pooled = sorted({Fraction(float(v)) for v in (*x, *y)})
    area = sum(
        (
            (Fraction(int((x <= float(a)).sum()), len(x)) - Fraction(int((y <= float(a)).sum()), len(y))) ** 2 * (b - a)
            for a, b in zip(pooled, pooled[1:])
        ),
        Fraction(0),
    )
    ours = float(mpmath.sqrt(2 * mpf(area.numerator) / area.denominator))
    theirs = float(scipy.stats.energy_distance(x, y))
    assert abs(ours - theirs) <= 1e-7 * ours, (ours, theirs)
    return {"energy": ours}


def two_samples():
    rows = []
    for name, (x, y) in pairs().items():
        row = {"name": name, "x": x, "y": y}
        for numbers in (cramer_von_mises, anderson_darling, mann_whitney, t_tests, epps_singleton, energy):
            row |= numbers(x, y)
        rows.append(row)
    write("two-samples", list(rows[0]), [row.values() for row in rows])


def tables():
    rng = generator("tables")
    cases = [([30, 40, 50], [35, 36, 49]), ([10, 20], [13, 9]), ([10, 0, 20, 5], [13, 0, 9, 7]), ([5, 0, 3], [0, 8, 2])]
    cases += [([1000, 0], [3, 997]), ([10**9, 2 * 10**9], [10**9 + 50_000, 2 * 10**9 - 50_000]), ([3, 3], [3, 3])]
    for size in (3, 10, 60):
        share = rng.dirichlet(np.ones(size))
        cases.append((rng.multinomial(5000, share), rng.multinomial(2000, rng.dirichlet(100 * share + 1))))
    rows = []
    for reference, current in cases:
        r, c = np.asarray(reference, dtype=object), np.asarray(current, dtype=object)
        kept = (r + c) > 0
        n, m = int(sum(r)), int(sum(c))
        g = mpf(0)
        for j in range(len(r)):
            for count, size in ((int(r[j]), n), (int(c[j]), m)):
                if count:
                    g += 2 * mpf(count) * mpmath.log(mpf(count) * (n + m) / (mpf(int(r[j] + c[j])) * size))
        df = int(kept.sum()) - 1
        p = mpmath.gammainc(mpf(df) / 2, g / 2, mpmath.inf, regularized=True)
        table = np.array([r[kept], c[kept]], dtype=float)
        theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood")
        assert abs(float(g) - theirs.statistic) < 1e-9 * float(g) + 1e-4 * (n > 10**8) + 1e-9, (float(g), theirs.statistic)
        p_, q_ = [mpf(int(v)) / n for v in r], [mpf(int(v)) / m for v in c]
        kl = mpmath.fsum(a * mpmath.log(a / b) if b else mpmath.inf for a, b in zip(p_, q_) if a)
        fp = [max(mpf(int(v)), mpf(1) / 2) / n for v in r[kept]]
        fq = [max(mpf(int(v)), mpf(1) / 2) / m for v in c[kept]]
        smoothed = mpmath.fsum(a * mpmath.log(a / b) for a, b in zip(fp, fq))
        theirs = scipy.stats.entropy(np.array(p_, float), np.array(q_, float))
        assert kl == theirs == mpmath.inf or abs(float(kl) - theirs) < 1e-12
        hellinger = mpmath.sqrt(mpmath.fsum((mpmath.sqrt(a) - mpmath.sqrt(b)) ** 2 for a, b in zip(p_, q_)) / 2)
        largest = max(abs(a - b) for a, b in zip(p_, q_))
        rows.append((list(map(int, r)), list(map(int, c)), g, df, float(p), log10(p), "inf" if kl == mpmath.inf else kl, smoothed, hellinger, largest))
    write("tables", ["reference", "current", "g", "df", "p", "log10_p", "kl", "kl_smoothed", "hellinger", "largest"], rows)


def goodness_of_fit():
    rng = generator("fit")
    rows = []
    cases = [([16, 18, 16, 14, 12, 12], [16.0, 16, 16, 16, 16, 8]), ([0, 10, 20], [5.0, 5, 20]), ([5, 5], [5.0, 5])]
    for size, total in ((4, 50), (12, 3000)):
        share = rng.dirichlet(3 * np.ones(size))
        cases.append((rng.multinomial(total, rng.dirichlet(3 * np.ones(size))), share * total))
    for observed, expected in cases:
        chi = scipy.stats.chisquare(observed, expected)
        g = scipy.stats.power_divergence(observed, expected, lambda_="log-likelihood")
        rows.append((list(map(int, observed)), expected, float(chi.statistic), float(chi.pvalue), float(g.statistic), float(g.pvalue)))
    write("goodness-of-fit", ["observed", "expected", "chi_square", "p", "g", "g_p"], rows)


def z_test():
    rows = []
    for a, n, b, m in ((5, 83, 12, 99), (1, 10, 9, 10), (0, 10, 3, 8), (500, 1000, 500, 1000), (3000, 10_000, 100, 10_000), (9_000_000, 10**7, 1_000_000, 10**7)):
        z = float(proportions_ztest([a, b], [n, m])[0])
        p = mpmath.erfc(abs(mpf(z)) / mpmath.sqrt(2))
        rows.append((a, n, b, m, z, float(p), log10(p)))
    write("proportion-z", ["a", "n", "b", "m", "z", "p", "log10_p"], rows)


def multiple_testing():
    rng = generator("multiple")
    families = [[0.03], [0.01, 0.02, 0.03, 0.04, 0.05], [1.0, 1.0], [0.02, 0.02, 0.02, 0.9], [0.5, 1e-200, 0.5, 3e-9]]
    families += [rng.random(size) ** 3 for size in (7, 50)]
    rows = []
    for p in families:
        row = [p]
        for method in ("bonferroni", "holm", "fdr_by"):
            row.append(multipletests(p, method=method)[1])
        assert np.allclose(row[3], scipy.stats.false_discovery_control(p, method="by"), rtol=1e-13)
        rows.append(row)
    write("multiple-testing", ["p", "bonferroni", "holm", "benjamini_yekutieli"], rows)


def bootstrap():
    rng = generator("bootstrap")
    rows = []
    for name, data, statistic in (
        ("mean", rng.normal(size=12), np.mean),
        ("variance", rng.exponential(size=20), lambda v, axis=-1: np.var(v, axis=axis, ddof=1)),
        ("skewed-mean", rng.lognormal(0, 1.5, 15), np.mean),
    ):
        data = np.round(data, 6)
        replicates = np.array([statistic(rng.choice(data, size=len(data))) for _ in range(199)])
        given = SimpleNamespace(bootstrap_distribution=replicates)
        for confidence in (0.8, 0.95):
            row = [name, data, replicates, float(statistic(data)), confidence]
            row.append([float(statistic(np.delete(data, i))) for i in range(len(data))])
            for method in ("percentile", "BCa"):
                result = scipy.stats.bootstrap(
                    (data,), statistic, n_resamples=0, bootstrap_result=given, confidence_level=confidence, method=method
                ).confidence_interval
                row.append([float(result.low), float(result.high)])
            rows.append(row)
    write("bootstrap", ["name", "data", "replicates", "estimate", "confidence", "leave_one_out", "percentile", "bca"], rows)


def delong():
    """The variance by comparing every positive with every negative."""

    def placements(positive, negative):
        wins = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
        return wins.mean(axis=1), wins.mean(axis=0)

    rng = generator("delong")
    rows = []
    for name, n, m, shift, digits in (("normal", 40, 60, 1.0, 8), ("tied", 50, 30, 0.7, 0), ("weak", 25, 200, 0.1, 8), ("strong", 30, 30, 3.5, 8), ("separate", 10, 12, 99, 3), ("two", 2, 2, 0.0, 3)):
        common_p, common_n = rng.normal(shift, 1, n), rng.normal(size=m)
        positive, negative = np.round(common_p, digits), np.round(common_n, digits)
        other_positive = np.round(common_p + rng.normal(size=n), digits)
        other_negative = np.round(common_n + rng.normal(size=m), digits)
        v, w = placements(positive, negative)
        v2, w2 = placements(other_positive, other_negative)
        area = v.mean()
        labels = np.r_[np.ones(n), np.zeros(m)]
        assert abs(roc_auc_score(labels, np.r_[positive, negative]) - area) < 1e-12
        variance = np.var(v, ddof=1) / n + np.var(w, ddof=1) / m
        covariance = np.cov(v, v2)[0, 1] / n + np.cov(w, w2)[0, 1] / m
        z = scipy.stats.norm.ppf(0.975)
        half = z * math.sqrt(variance)
        interval = [max(0, area - half), min(1, area + half)]
        if 0 < area < 1:
            logit = scipy.special.logit(area)
            wide = half / (area * (1 - area))
            logits = [float(scipy.special.expit(logit - wide)), float(scipy.special.expit(logit + wide))]
        else:
            logits = [float(area)] * 2
        rows.append((name, positive, negative, other_positive, other_negative, float(area), float(variance), float(covariance), interval, logits))
    write("delong", ["name", "positive", "negative", "other_positive", "other_negative", "area", "variance", "covariance", "interval", "logit_interval"], rows)


if __name__ == "__main__":
    two_samples()
    cramer_distribution()
    cramer_exact()
    mann_whitney_exact()
    student_tail()
    tables()
    goodness_of_fit()
    z_test()
    multiple_testing()
    bootstrap()
    delong()
