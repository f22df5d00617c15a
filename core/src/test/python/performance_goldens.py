"""Writes the golden values of dev.leeway.core.performance: classifications.csv.

    pip install scikit-learn==1.9.1
    python3 core/src/test/python/performance_goldens.py

Each row has the actual and the predicted labels, with blanks between them, and the scores that
scikit-learn gives for them. Per-class scores are in the order of the sorted labels.
"""

import pathlib
import random

import sklearn
from sklearn.metrics import accuracy_score, precision_recall_fscore_support

SEED = 20260101
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/core/performance"


def cases():
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


def joined(values):
    return " ".join(repr(float(v)) if not isinstance(v, int) else str(v) for v in values)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    with open(TARGET / "classifications.csv", "w", encoding="utf-8") as out:
        out.write(f"# core/src/test/python/performance_goldens.py; scikit-learn {sklearn.__version__}, seed {SEED}\n")
        out.write("name;actual;predicted;accuracy;weighted;macro;precision;recall;f1\n")
        for name, actual, predicted in cases():
            weighted = precision_recall_fscore_support(actual, predicted, average="weighted", zero_division=0)[:3]
            macro = precision_recall_fscore_support(actual, predicted, average="macro", zero_division=0)[:3]
            each = precision_recall_fscore_support(actual, predicted, zero_division=0)[:3]
            cells = [name, joined(actual), joined(predicted), repr(float(accuracy_score(actual, predicted)))]
            cells += [joined(weighted), joined(macro)] + [joined(column) for column in each]
            out.write(";".join(cells) + "\n")


if __name__ == "__main__":
    main()
