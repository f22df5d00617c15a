"""Writes what Evidently and NannyML say of small data sets, for dev.leeway.core.drift.

    pip install evidently==0.7.21 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
    python3 core/src/test/python/parity_goldens.py evidently

    pip install nannyml==0.13.1 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3
    python3 core/src/test/python/parity_goldens.py nannyml

Nothing is computed here: each number comes from the peer's own functions and reports. Both runs write
the same cases.csv, and each its own results. Values are written with blanks between them: `-` is a
missing value, `a*3` means `a a a`, and `formula:a/b/m/d/s/n` stands for ((a*i + b) mod m)/d + s, i < n. A `failure` is the
name of the exception that the peer ended in.
"""

import itertools
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
import scipy

SEED = 20260101
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/core/drift/parity"
PEER = sys.argv[1]

warnings.simplefilter("ignore")


def generator(name):
    return np.random.default_rng([SEED, *name.encode()])


def formula(a, b, m, d, s, n):
    return f"formula:{a}/{b}/{m}/{d}/{s}/{n}"


def normal(name, n, mean=0.0, scale=1.0, decimals=3):
    return [round(float(v), decimals) + 0.0 for v in generator(name).normal(mean, scale, n)]


def whole(name, n, low, high):
    return [int(v) for v in generator(name).integers(low, high, n)]


def letters(name, n, alphabet, weights=None):
    return [str(v) for v in generator(name).choice(list(alphabet), n, p=weights)]


def counted(**counts):
    return [name for name, count in counts.items() for _ in range(count)]


def holed(name, values, every, what):
    return [what if i % every == 3 else v for i, v in enumerate(values)]


NUMERIC = {
    "facts": (formula(37, 0, 1009, 100, 0, 500), formula(53, 11, 1013, 90, 0.3, 300)),
    "normal": (normal("r1", 400), normal("c1", 250)),
    "shifted-up": (normal("r2", 300), normal("c2", 200, 0.4)),
    "shifted-down": (normal("r3", 300), normal("c3", 200, -0.4)),
    "wider": (normal("r4", 200, 10), normal("c4", 200, 10, 2)),
    "large": (normal("r5", 1200, 5, 2, 2), normal("c5", 150, 5.3, 2, 2)),
    "thousand": (formula(37, 0, 1009, 100, 0, 1000), formula(53, 11, 1013, 100, 0.3, 120)),
    "thousand-and-one": (formula(37, 0, 1009, 100, 0, 1001), formula(53, 11, 1013, 100, 0.3, 120)),
    "ten-thousand": (formula(37, 0, 10007, 100, 0, 10000), formula(53, 11, 10009, 90, 0.3, 900)),
    "above-ten-thousand": (formula(37, 0, 10007, 100, 0, 10001), formula(53, 11, 10009, 99, -5, 900)),
    "ten-thousand-inside": (formula(37, 0, 10007, 100, 0, 12000), formula(53, 11, 8009, 90, 3, 500)),
    "whole-numbers": (whole("r6", 300, 0, 60), whole("c6", 200, 5, 60)),
    "twenty-values": (whole("r7", 300, 0, 20), whole("c7", 200, 2, 24)),
    "twenty-one-values": (list(range(21)) * 12, whole("c8", 200, 2, 24)),
    "power-of-two": (formula(37, 0, 1009, 100, 0, 512), formula(53, 11, 1013, 100, 0, 512)),
    "whole-edges": (list(range(0, 100)) * 3, list(range(0, 100, 4)) * 5),
    "three-whole-numbers": (whole("r9", 200, 0, 3), whole("c9", 100, 0, 3)),
    "two-whole-numbers": (whole("r10", 200, 0, 2), whole("c10", 100, 0, 2)),
    "five-values": ([v / 2 for v in whole("r11", 300, 0, 5)], [v / 2 for v in whole("c11", 200, 0, 5)]),
    "six-values": ([v / 2 for v in whole("r12", 300, 0, 6)], [v / 2 for v in whole("c12", 200, 0, 6)]),
    "five-values-large": ([v / 2 for v in whole("r13", 1100, 0, 5)], [v / 2 for v in whole("c13", 200, 0, 5)]),
    "two-values-large": (whole("r14", 1100, 0, 2), whole("c14", 200, 0, 2)),
    "rounded": (normal("r15", 300, 0, 1, 1), normal("c15", 200, 0.2, 1, 1)),
    "missing": (holed("m", normal("r16", 300), 7, None), holed("m", normal("c16", 200), 5, None)),
    "infinite": (
        holed("m", normal("r17", 300), 50, float("inf")),
        holed("m", holed("m", normal("c17", 200), 40, float("-inf")), 11, None),
    ),
    "missing-whole-numbers": (holed("m", whole("r18", 200, 0, 3), 9, None), whole("c18", 100, 0, 3)),
    "mostly-missing": (normal("r19", 200), [None] * 190 + normal("c19", 10, 2)),
    "all-missing-now": (normal("r20", 100), [None] * 100),
    "constant": ([7.5] * 120, [7.5] * 80),
    "constant-whole": ([3] * 120, [3] * 80),
    "two-constants": ([7.5] * 120, [8.5] * 80),
    "constant-reference": ([7.5] * 120, normal("c21", 80)),
    "constant-now": (normal("r22", 120), [0.25] * 80),
    "half-constant": ([0.0] * 150 + normal("r23", 50), [0.0] * 120 + normal("c23", 30, 1)),
    "mostly-constant": ([1.0] * 190 + normal("r24", 10), [1.0] * 95 + normal("c24", 5)),
    "identical": (normal("r25", 150), normal("r25", 150)),
    "disjoint": (normal("r26", 150), normal("c26", 100, 50)),
    "outside": (normal("r27", 200), normal("c27", 100, 0, 4)),
    "tiny": ([1.5, 2.25, 3.0, 4.5, 7.0], [2.0, 4.0, 6.5, 9.0]),
    "tiny-ties": ([1.0, 2.0, 2.0, 4.0, 7.0, 8.0], [2.0, 4.0, 6.5, 9.0, 9.0]),
    "single": ([1.5], [2.25]),
    "twelve": (normal("r28", 12), normal("c28", 15, 1)),
    "twelve-ties": (normal("r29", 12, 0, 1, 0), normal("c29", 15, 1, 1, 0)),
    "twenty": (normal("r30", 20), normal("c30", 20, 0.5)),
    "eight": (normal("r31", 40), normal("c31", 8, 0.5)),
    "eight-each": (normal("r42", 8), normal("c42", 8, 0.5)),
    "small-scale": ([v / 1e5 for v in normal("r32", 200)], [v / 1e5 for v in normal("c32", 150, 0.3)]),
    "large-scale": ([v * 1e9 for v in normal("r33", 200)], [v * 1e9 for v in normal("c33", 150, 0.3)]),
    "far-from-zero": ([v + 1e6 for v in normal("r34", 200)], [v + 1e6 for v in normal("c34", 150, 0.3)]),
    "skewed": (
        [round(float(np.exp(v)), 3) for v in normal("r35", 1500)],
        [round(float(np.exp(v)), 3) for v in normal("c35", 400, 0.2)],
    ),
    "zero-cells": (normal("r36", 900), normal("c36", 60, 3, 0.1)),
    "infinite-now": (normal("r41", 200), holed("m", normal("c41", 100), 11, float("inf"))),
    "few-for-chunks": (normal("r37", 9), normal("c37", 30)),
    "uneven-chunks": (normal("r38", 237), normal("c38", 61, 0.5)),
    "drifting-reference": ([v + i / 50 for i, v in enumerate(normal("r39", 200))], normal("c39", 60, 3)),
    "missing-chunk": ([None] * 30 + normal("r40", 170), normal("c40", 60)),
}

CATEGORICAL = {
    "facts-letters": (counted(a=60, b=40, c=20), counted(a=90, b=30, c=10)),
    "facts-zero-cells": (counted(a=60, b=40, c=20), counted(a=90, b=30, d=10)),
    "facts-binary": (counted(a=60, b=40), counted(a=90, b=30)),
    "facts-equal-sizes": (counted(a=60, b=40), counted(a=75, b=25)),
    "letters": (letters("rl1", 300, "abcde"), letters("cl1", 200, "abcde")),
    "letters-large": (letters("rl2", 1200, "abcde"), letters("cl2", 200, "abcde", [0.4, 0.3, 0.1, 0.1, 0.1])),
    "many-letters": (letters("rl3", 500, "abcdefghijklmnopqrstuvwxyz"), letters("cl3", 300, "abcdefghijklmnopqrstuvwxyz")),
    "equal-sizes": (letters("rl4", 200, "abcd"), letters("cl4", 200, "abcd", [0.4, 0.2, 0.2, 0.2])),
    "equal-sizes-new": (counted(a=50, b=50), counted(a=50, b=40, c=10)),
    "equal-sizes-other": (counted(a=50, b=50), counted(a=50, c=50)),
    "equal-sizes-lost": (counted(a=50, b=50), counted(a=100)),
    "binary": (letters("rl5", 300, "ab"), letters("cl5", 200, "ab", [0.4, 0.6])),
    "binary-large": (letters("rl6", 1100, "ab"), letters("cl6", 200, "ab", [0.4, 0.6])),
    "one-new-row": (letters("rl7", 999, "abc"), letters("cl7", 499, "abc") + ["new"]),
    "one-new-row-large": (letters("rl8", 1500, "abc"), letters("cl8", 499, "abc") + ["new"]),
    "lost-category": (letters("rl9", 300, "abcd"), letters("cl9", 200, "abc")),
    "all-new": (letters("rl10", 100, "ab"), letters("cl10", 100, "cd")),
    "constant-letter": (["a"] * 100, ["a"] * 80),
    "two-constant-letters": (["a"] * 100, ["b"] * 80),
    "constant-letter-equal-sizes": (["a"] * 80, ["a"] * 80),
    "constant-letter-large": (["a"] * 1200, ["a"] * 80),
    "letters-missing": (holed("m", letters("rl11", 300, "abc"), 7, None), holed("m", letters("cl11", 200, "abc"), 5, None)),
    "letters-all-missing-now": (letters("rl12", 100, "abc"), [None] * 50),
    "rare": (counted(a=20000, b=1), counted(a=50, b=1, c=1)),
    "identical-letters": (counted(a=50, b=30, c=20), counted(a=50, b=30, c=20)),
    "tiny-letters": (["a", "b"], ["b"]),
    "sorted-letters": (counted(a=100, b=60, c=40), counted(a=40, b=20, c=40)),
}

# Columns of one data set, for the share of drifted columns.
DATASETS = {
    "half": ["normal", "shifted-up", "letters", "facts-binary"],
    "fewer": ["normal", "rounded", "letters", "shifted-up", "binary"],
    "with-nan": ["normal", "constant-whole", "shifted-up"],
}


def values(written, categorical):
    if isinstance(written, str):
        a, b, m, d, s, n = (float(v) for v in written.split(":")[1].split("/"))
        written = [float((int(a) * i + int(b)) % int(m)) / d + s for i in range(int(n))]
    if categorical:
        return pd.Series(written, dtype=object, name="x")
    if any(isinstance(v, float) or v is None for v in written):
        return pd.Series([np.nan if v is None else v for v in written], dtype="float64", name="x")
    return pd.Series(written, dtype="int64", name="x")


def text(written):
    if isinstance(written, str):
        return written
    words = ["-" if v is None else str(v) for v in written]
    runs = [(word, len(list(run))) for word, run in itertools.groupby(words)]
    return " ".join(word if count == 1 else f"{word}*{count}" for word, count in runs)


def cases():
    for kind, group in (("numeric", NUMERIC), ("categorical", CATEGORICAL)):
        for name, (reference, current) in group.items():
            yield name, kind, values(reference, kind == "categorical"), values(current, kind == "categorical")


def cell(value):
    if value is None:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).lower()
    if isinstance(value, (float, np.floating)):
        return repr(float(value))
    return str(value)


def write(name, versions, columns, rows):
    with open(TARGET / f"{name}.csv", "w", encoding="utf-8") as out:
        out.write(f"# core/src/test/python/parity_goldens.py; {versions}\n")
        out.write(",".join(columns) + "\n")
        for row in rows:
            out.write(",".join(cell(value) for value in row) + "\n")
    print(f"{name}: {len(rows)} rows")


def versions(peer):
    return f"{peer}, numpy {np.__version__}, scipy {scipy.__version__}, pandas {pd.__version__}"


def evidently():
    import evidently as peer
    from evidently import DataDefinition, Dataset, Report
    from evidently.legacy.calculations.stattests import get_stattest
    from evidently.legacy.core import ColumnType
    from evidently.presets import DataDriftPreset

    def report(columns):
        """The whole report of these cases as columns of one data set, each column as long as it is."""
        kinds = {name: kind for name, kind, _, _ in columns}
        definition = DataDefinition(
            numerical_columns=[name for name, kind in kinds.items() if kind == "numeric"],
            categorical_columns=[name for name, kind in kinds.items() if kind == "categorical"],
        )
        reference = pd.concat([r.rename(name) for name, _, r, _ in columns], axis=1)
        current = pd.concat([c.rename(name) for name, _, _, c in columns], axis=1)
        snapshot = Report([DataDriftPreset()], include_tests=True).run(
            Dataset.from_pandas(current, definition), Dataset.from_pandas(reference, definition)
        )
        return snapshot.dict()

    names = {
        "K-S p_value": "ks",
        "chi-square p_value": "chisquare",
        "Z-test p_value": "z",
        "Wasserstein distance (normed)": "wasserstein",
        "Jensen-Shannon distance": "jensenshannon",
    }
    everything = list(cases())
    chosen = []
    for name, kind, reference, current in everything:
        try:
            result = report([(name, kind, reference, current)])
            metric = result["metrics"][1]
            drifted = result["tests"][1]["status"].name == "FAIL"
            chosen.append(
                (name, names[metric["config"]["method"]], metric["config"]["threshold"], metric["value"], drifted, None)
            )
        except Exception as failure:
            chosen.append((name, None, None, None, None, type(failure).__name__))
    tested = []
    methods = (
        "ks chisquare z wasserstein kl_div psi jensenshannon anderson fisher_exact cramer_von_mises g_test hellinger"
        " mannw ed es t_test"
    ).split()
    for name, kind, reference, current in everything:
        kind = {"numeric": ColumnType.Numerical, "categorical": ColumnType.Categorical}[kind]
        before = reference.replace([-np.inf, np.inf], np.nan).dropna()
        now = current.replace([-np.inf, np.inf], np.nan).dropna()
        if now.empty:
            continue
        for method in methods:
            try:
                test = get_stattest(before, now, kind, method)
            except Exception:
                continue
            if method == "fisher_exact" and pd.concat([before, now]).nunique() > 2:
                continue  # either an exception, or a result that hangs on the hash seed
            try:
                result = test(before.copy(), now.copy(), kind, None)
                tested.append((name, method, result.actual_threshold, result.drift_score, bool(result.drifted), None))
            except Exception as failure:
                tested.append((name, method, None, None, None, type(failure).__name__))
    shares = []
    for name, members in DATASETS.items():
        result = report([case for member in members for case in everything if case[0] == member])
        value = result["metrics"][0]["value"]
        shares.append((name, " ".join(members), value["count"], value["share"], result["tests"][0]["status"].name == "FAIL"))
    stamp = versions(f"evidently {peer.__version__}")
    write("evidently-default", stamp, ["case", "method", "threshold", "score", "drifted", "failure"], chosen)
    write("evidently-methods", stamp, ["case", "method", "threshold", "score", "drifted", "failure"], tested)
    write("evidently-datasets", stamp, ["dataset", "columns", "drifted_columns", "share", "drifted"], shares)


def nannyml():
    import logging

    import nannyml as peer
    from nannyml.chunk import CountBasedChunker

    logging.disable(logging.CRITICAL)
    rows = []
    methods = {
        "numeric": ["jensen_shannon", "kolmogorov_smirnov", "wasserstein", "hellinger"],
        "categorical": ["jensen_shannon", "chi2", "l_infinity", "hellinger"],
    }
    for name, kind, reference, current in cases():
        for method in methods[kind]:
            try:
                option = "continuous_methods" if kind == "numeric" else "categorical_methods"
                calculator = peer.UnivariateDriftCalculator(column_names=["x"], **{option: [method]})
                calculator.fit(reference.to_frame())
                calculator.chunker = CountBasedChunker(chunk_number=1)
                result = calculator.calculate(current.to_frame()).filter(period="analysis").to_df()["x"][method]
                rows.append(
                    (name, method, result["upper_threshold"].iloc[0], result["value"].iloc[0], result["alert"].iloc[0], None)
                )
            except Exception as failure:
                rows.append((name, method, None, None, None, type(failure).__name__))
    write(
        "nannyml",
        versions(f"nannyml {peer.__version__}"),
        ["case", "method", "threshold", "score", "drifted", "failure"],
        rows,
    )


with open(TARGET / "cases.csv", "w", encoding="utf-8") as out:
    out.write(f"# core/src/test/python/parity_goldens.py; seed {SEED}\ncase,kind,reference,current\n")
    for kind, group in (("numeric", NUMERIC), ("categorical", CATEGORICAL)):
        for name, (reference, current) in group.items():
            out.write(f"{name},{kind},{text(reference)},{text(current)}\n")
{"evidently": evidently, "nannyml": nannyml}[PEER]()
