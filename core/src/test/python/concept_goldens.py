"""Writes the golden values of dev.leeway.core.concept.

    pip install scipy statsmodels scikit-learn
    python3 core/src/test/python/concept_goldens.py

Mantel and Haenszel's test is that of statsmodels, ridge logistic regression that of scikit-learn on
normal scores computed here. Arrays are written with blanks between their numbers.
"""

import pathlib

import numpy as np
import scipy
import scipy.stats
import sklearn
import statsmodels
from sklearn.linear_model import LogisticRegression
from statsmodels.stats.contingency_tables import StratifiedTable

SEED = 20260101
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/core/concept"


def write(name, columns, rows):
    versions = (
        f"numpy {np.__version__}, scipy {scipy.__version__}, statsmodels {statsmodels.__version__}, "
        f"scikit-learn {sklearn.__version__}, seed {SEED}"
    )
    with open(TARGET / f"{name}.csv", "w", encoding="utf-8") as out:
        out.write(f"# core/src/test/python/concept_goldens.py; {versions}\n")
        out.write(",".join(columns) + "\n")
        for row in rows:
            out.write(",".join(cell(value) for value in row) + "\n")


def cell(value):
    if isinstance(value, (list, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return str(value)


def mantel_haenszel(random):
    rows = []
    for strata in (1, 2, 5, 16):
        for shift in (0.0, 0.15):
            n = random.integers(20, 200, strata)
            m = random.integers(20, 200, strata)
            p = random.uniform(0.2, 0.7, strata)
            a = random.binomial(n, p)
            b = random.binomial(m, p + shift)
            tables = [
                np.array([[b[s], m[s] - b[s]], [a[s], n[s] - a[s]]]) for s in range(strata)
            ]
            test = StratifiedTable(tables).test_null_odds(correction=False)
            rows.append((n, a, m, b, test.statistic, test.pvalue))
    write(
        "mantel-haenszel",
        ["reference_rows", "reference_hits", "current_rows", "current_hits", "statistic", "p"],
        rows,
    )


def normal_scores(codes):
    counts = np.bincount(codes)
    below = np.cumsum(counts) - counts
    return scipy.stats.norm.ppf((below + counts / 2 + 0.5) / (len(codes) + 1))[codes]


def rank_regression(random):
    rows = []
    for size, slope in ((60, 1.0), (300, 0.3), (40, 6.0)):
        first = random.integers(0, 9, size)
        first[:9] = range(9)
        second = random.integers(0, 5, size)
        second[:5] = range(5)
        inputs = np.column_stack([normal_scores(first), normal_scores(second)])
        hit = random.uniform(size=size) < 1 / (1 + np.exp(-slope * inputs[:, 0] + inputs[:, 1] - 0.5))
        model = LogisticRegression(C=1.0, tol=1e-14, max_iter=100_000, solver="newton-cholesky")
        model.fit(inputs, hit)
        rows.append(
            (first, second, hit.astype(int), model.intercept_[0], model.decision_function(inputs))
        )
    write("rank-regression", ["first", "second", "hit", "intercept", "score"], rows)


mantel_haenszel(np.random.default_rng(SEED))
rank_regression(np.random.default_rng(SEED))
