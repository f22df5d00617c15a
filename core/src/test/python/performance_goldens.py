"""Writes the golden values of dev.leeway.core.performance, one CSV a kind of model.

    pip install scikit-learn==1.9.1
    python3 core/src/test/python/performance_goldens.py

Each row has the data of a case, with blanks between numbers, and what scikit-learn gives for them;
empty cells are values that it does not define. Standard errors by the delta method come from its own
metrics too: each row's weight is changed a little (`sample_weight`), and the metric's differences
are the derivatives. DeLong's error is computed from the pairs of rows.
"""

import pathlib
import random
import warnings

import numpy as np
import sklearn
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    cohen_kappa_score,
    f1_score,
    log_loss,
    matthews_corrcoef,
    max_error,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    ndcg_score,
    precision_recall_fscore_support,
    precision_score,
    r2_score,
    recall_score,
    roc_auc_score,
)

SEED = 20260101
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/core/performance"


def write(name, columns, rows):
    with open(TARGET / f"{name}.csv", "w", encoding="utf-8") as out:
        out.write(
            f"# core/src/test/python/performance_goldens.py; scikit-learn {sklearn.__version__}, "
            f"numpy {np.__version__}, seed {SEED}\n"
        )
        out.write(";".join(columns) + "\n")
        for row in rows:
            out.write(";".join(cell(value) for value in row) + "\n")


def cell(value):
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, np.ndarray)):
        return " ".join(cell(v) for v in value)
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    return "" if value is None or np.isnan(value) else repr(float(value))


def generator(name):
    return np.random.default_rng([SEED, *name.encode()])


def delta_error(metric, rows, step=1e-4):
    """sqrt(n/(n-1) Σ g²), g the derivative of the metric by each row's weight."""
    slopes = np.empty(rows)
    weights = np.ones(rows)
    for row in range(rows):
        weights[row] = 1 + step
        more = metric(weights)
        weights[row] = 1 - step
        slopes[row] = (more - metric(weights)) / (2 * step)
        weights[row] = 1
    return float(np.sqrt(np.sum(slopes**2) * rows / (rows - 1)))


# --- Labels ---------------------------------------------------------------------------------------


def labelled():
    source = random.Random(SEED)
    yield "one row, right", [1], [1]
    yield "one row, wrong", [0], [1]
    yield "all wrong", [0, 0, 1, 1], [1, 1, 0, 0]
    yield "one class never predicted", [0, 1, 2, 2, 1], [0, 0, 2, 2, 0]
    yield "one class without rows", [0, 0, 1], [0, 2, 1]
    yield "negative labels", [-1, 1, -1, 1, 1], [-1, -1, -1, 1, 1]
    for classes, rows in ((2, 50), (2, 1000), (3, 200), (7, 500), (40, 300)):
        skewed = [source.choices(range(classes), [1 / (c + 1) for c in range(classes)])[0] for _ in range(rows)]
        guessed = [a if source.random() < 0.7 else source.randrange(classes) for a in skewed]
        yield f"{classes} classes, {rows} rows", skewed, guessed
    yield "constant prediction", [0, 1, 0, 1, 1], [1, 1, 1, 1, 1]
    yield "perfect", [0, 1, 2, 1, 0, 2], [0, 1, 2, 1, 0, 2]


def label_errors(actual, predicted):
    if len(actual) > 500 or len(set(actual)) < 2 or len(set(predicted)) < 2 or actual == predicted:
        return [None] * 7
    options = {"zero_division": 0}
    metrics = [
        lambda w: balanced_accuracy_score(actual, predicted, sample_weight=w),
        lambda w: precision_score(actual, predicted, average="macro", sample_weight=w, **options),
        lambda w: f1_score(actual, predicted, average="macro", sample_weight=w, **options),
        lambda w: precision_score(actual, predicted, average="weighted", sample_weight=w, **options),
        lambda w: f1_score(actual, predicted, average="weighted", sample_weight=w, **options),
        lambda w: matthews_corrcoef(actual, predicted, sample_weight=w),
        lambda w: cohen_kappa_score(actual, predicted, sample_weight=w),
    ]
    return [delta_error(metric, len(actual)) for metric in metrics]


def classifications():
    for name, actual, predicted in labelled():
        weighted = precision_recall_fscore_support(actual, predicted, average="weighted", zero_division=0)[:3]
        macro = precision_recall_fscore_support(actual, predicted, average="macro", zero_division=0)[:3]
        each = precision_recall_fscore_support(actual, predicted, zero_division=0)[:3]
        yield [
            name,
            actual,
            predicted,
            accuracy_score(actual, predicted),
            weighted,
            macro,
            *each,
            balanced_accuracy_score(actual, predicted),
            matthews_corrcoef(actual, predicted),
            cohen_kappa_score(actual, predicted),
            *label_errors(actual, predicted),
        ]


# --- Scores ---------------------------------------------------------------------------------------


def scored():
    for rows, share in ((60, 0.5), (400, 0.1), (2000, 0.3)):
        source = generator(f"scores {rows}")
        actual = (source.random(rows) < share).astype(int)
        scores = 1 / (1 + np.exp(-(2 * actual - 1 + source.normal(size=rows))))
        yield f"{rows} rows", actual, scores
        if rows < 2000:
            yield f"{rows} rows, tied", actual, np.round(scores, 1)
    yield "two rows", np.array([0, 1]), np.array([0.3, 0.4])
    yield "three rows, inverted", np.array([0, 1, 1]), np.array([0.9, 0.2, 0.1])
    yield "perfect", np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 0.9])
    yield "certain and right", np.array([0, 1, 0, 1]), np.array([0.0, 1.0, 0.0, 1.0])
    yield "certain and wrong", np.array([0, 1, 0, 1]), np.array([1.0, 0.0, 0.0, 1.0])
    yield "constant", np.array([0, 1, 0, 1, 1]), np.full(5, 0.5)
    yield "one class", np.array([1, 1, 1]), np.array([0.2, 0.7, 0.9])
    yield "no positives", np.array([0, 0, 0]), np.array([0.2, 0.7, 0.9])
    yield "ends of bins", np.array([0, 1] * 5 + [1]), np.arange(11) / 10
    yield "extreme", np.array([0, 1, 1, 0, 1]), np.array([1e-300, 5e-324, 1 - 2**-53, 1 - 2**-53, 1e-17])


def calibration_error(actual, scores):
    edges = np.arange(11) / 10
    shares, means = calibration_curve(actual, scores, n_bins=10, strategy="uniform")
    counts = np.bincount(np.searchsorted(edges[1:-1], scores), minlength=10)
    counts = counts[counts > 0]
    return np.sum(counts * np.abs(shares - means)) / len(scores)


def delong_error(actual, scores):
    own, others = scores[actual == 1], scores[actual == 0]
    if len(own) < 2 or len(others) < 2:
        return None
    wins = (own[:, None] > others[None, :]) + 0.5 * (own[:, None] == others[None, :])
    return np.sqrt(wins.mean(axis=1).var(ddof=1) / len(own) + wins.mean(axis=0).var(ddof=1) / len(others))


def binary_scores():
    for name, actual, scores in scored():
        both = len(set(actual)) == 2
        precision_error = None
        if both and 4 < len(actual) <= 400 and len(set(scores)) > 1:
            precision_error = delta_error(
                lambda w: average_precision_score(actual, scores, sample_weight=w), len(actual)
            )
        yield [
            name,
            actual,
            scores,
            roc_auc_score(actual, scores) if both else None,
            average_precision_score(actual, scores) if both else None,
            log_loss(actual, scores, labels=[0, 1]),
            brier_score_loss(actual, scores, labels=[0, 1], pos_label=1),
            calibration_error(actual, scores),
            delong_error(actual, scores) if both else None,
            precision_error,
        ]


def multiclass():
    for classes, rows in ((3, 90), (5, 400)):
        source = generator(f"classes {classes}")
        actual = np.concatenate([np.arange(classes), source.integers(0, classes, rows - classes)])
        logits = source.normal(size=(rows, classes))
        logits[np.arange(rows), actual] += 1
        scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        yield f"{classes} classes", actual, scores
    actual = np.array([0, 1, 2, 0, 1, 2])
    yield "uniform", actual, np.full((6, 3), 1 / 3)
    yield "certain and right", actual, np.eye(3)[actual]
    yield "certain and wrong", actual, np.eye(3)[(actual + 1) % 3]


def multiclass_scores():
    for name, actual, scores in multiclass():
        labels = np.arange(scores.shape[1])
        likeliest = scores.argmax(axis=1)
        yield [
            name,
            scores.shape[1],
            actual,
            scores.ravel(),
            roc_auc_score(actual, scores, multi_class="ovr", average="macro"),
            roc_auc_score(actual, scores, multi_class="ovr", average="weighted"),
            log_loss(actual, scores, labels=labels),
            brier_score_loss(actual, scores, labels=labels),
            top_calibration_error(likeliest == actual, scores.max(axis=1)),
        ]


def top_calibration_error(hits, confidence):
    bins = np.searchsorted((np.arange(11) / 10)[1:-1], confidence)
    parts = [abs(confidence[bins == b].sum() - hits[bins == b].sum()) for b in range(10)]
    return sum(parts) / len(hits)


# --- Regression -----------------------------------------------------------------------------------


def regressed():
    for rows, centre, spread in ((30, 0, 1), (500, 10, 3), (300, 1e6, 1), (300, -1e5, 1e-2), (200, 0, 1e-9)):
        source = generator(f"regression {rows} {centre}")
        actual = centre + spread * source.normal(size=rows)
        yield f"{rows} rows around {centre}", actual, actual + spread * (0.1 + 0.5 * source.standard_t(5, size=rows))
    yield "two rows", np.array([1.0, 2.0]), np.array([1.5, 2.0])
    yield "perfect", np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 4.0])
    yield "constant prediction", np.array([1.0, 2.0, 4.0, 9.0]), np.full(4, 4.0)
    yield "zero actual values", np.array([0.0, 0.0, 2.0, 5.0]), np.array([0.0, 1e-3, 2.5, 4.0])
    yield "huge", np.array([1e150, -2e150, 3e150]), np.array([2e150, -1e150, 3e150])
    yield "tiny", np.array([1e-150, -2e-150, 3e-150]), np.array([2e-150, -1e-150, 3e-150])


def regressions():
    for name, actual, predicted in regressed():
        error = predicted - actual
        rows = len(actual)
        normal = 4 < rows
        yield [
            name,
            actual,
            predicted,
            mean_absolute_error(actual, predicted),
            np.sqrt(mean_squared_error(actual, predicted)),
            mean_absolute_percentage_error(actual, predicted),
            r2_score(actual, predicted),
            error.mean(),
            max_error(actual, predicted),
            np.abs(error).std(ddof=1) / np.sqrt(rows),
            delta_error(lambda w: np.sqrt(mean_squared_error(actual, predicted, sample_weight=w)), rows)
            if normal
            else None,
            delta_error(lambda w: r2_score(actual, predicted, sample_weight=w), rows) if normal else None,
        ]


# --- Ranking --------------------------------------------------------------------------------------


def ranked():
    source = generator("ranking")
    for items, k, ties in ((2, 1, False), (5, 3, False), (20, 10, False), (20, 5, True), (50, 100, True)):
        for _ in range(3):
            relevance = source.integers(0, 4, items) * (source.random(items) < 0.6)
            scores = source.normal(size=items)
            yield k, relevance, np.round(scores) if ties else scores
    yield 3, np.zeros(4, int), np.arange(4.0)
    yield 2, np.array([3, 0, 1]), np.zeros(3)
    yield 1, np.array([0, 0, 2, 1]), np.array([4.0, 3, 2, 1])


def simulated(k, relevance, scores, rounds=40000):
    """The other measures, exact without ties, else their mean over random orders of the ties."""
    source = generator("ties")
    relevant = relevance > 0
    tied = len(set(scores)) < len(scores)
    sums = np.zeros(3)
    rounds = rounds if tied else 1
    for _ in range(rounds):
        hits = relevant[np.lexsort((source.random(len(scores)), -scores))]
        ranks = np.flatnonzero(hits) + 1
        if len(ranks):
            top = ranks[ranks <= k]
            precisions = np.arange(1, len(top) + 1) / top
            sums += [precisions.sum() / min(k, len(ranks)), 1 / ranks[0], len(top) > 0]
    return [tied, *(sums / rounds)]


def rankings():
    for k, relevance, scores in ranked():
        tied, precision, reciprocal, hit = simulated(k, relevance, scores)
        yield [
            k,
            relevance,
            scores,
            ndcg_score([relevance], [scores], k=k),
            "yes" if tied else "no",
            precision,
            reciprocal,
            hit,
        ]


# --- Latency --------------------------------------------------------------------------------------


def latencies():
    for rows in (1, 2, 19, 20, 100, 1001):
        values = generator(f"latency {rows}").lognormal(-3, 1, rows)
        yield [values, *(np.quantile(values, p, method="inverted_cdf") for p in (0.5, 0.95, 0.99))]


def main():
    warnings.simplefilter("ignore")
    TARGET.mkdir(parents=True, exist_ok=True)
    write(
        "classifications",
        "name actual predicted accuracy weighted macro precision recall f1 balanced mcc kappa "
        "balanced_error precision_macro_error f1_macro_error precision_weighted_error "
        "f1_weighted_error mcc_error kappa_error".split(),
        classifications(),
    )
    write(
        "binary-scores",
        "name actual scores roc_auc pr_auc log_loss brier ece delong_error pr_auc_error".split(),
        binary_scores(),
    )
    write(
        "multiclass-scores",
        "name classes actual scores roc_auc_macro roc_auc_weighted log_loss brier ece".split(),
        multiclass_scores(),
    )
    write(
        "regressions",
        "name actual predicted mae rmse mape r2 bias max_error mae_error rmse_error r2_error".split(),
        regressions(),
    )
    write("rankings", "k relevance scores ndcg tied map mrr hit_rate".split(), rankings())
    write("latencies", "seconds p50 p95 p99".split(), latencies())


if __name__ == "__main__":
    main()
