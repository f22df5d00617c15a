"""Writes the golden values of dev.leeway.core.anomaly: average-path.csv and isolation-auc.csv.

    pip install scikit-learn==1.7.2
    python3 core/src/test/python/anomaly_goldens.py

The data sets are drawn here and in PlantedRows.java by the same integer generator and the same order
of additions, so that both sides see the same doubles. Each has reference rows and current rows, of
which some are planted. What is written is scikit-learn's: the area under the ROC curve by its scores
of the current rows, and the mean score of the rows that are not planted, both averaged over seeds.
"""

import collections
import pathlib
from fractions import Fraction

import numpy
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

SEEDS = 10
REFERENCE, CURRENT, PLANTED = 2000, 1000, 50
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/core/anomaly"
MASK = (1 << 64) - 1


class SplitMix:
    def __init__(self, seed):
        self.state = self.mix(seed)

    @staticmethod
    def mix(value):
        value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
        return value ^ (value >> 31)

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        return (self.mix(self.state) >> 11) * 2.0**-53

    def below(self, bound):
        return int(self.uniform() * bound)

    def normal(self):
        """Nearly: the sum of twelve uniforms less 6."""
        total = -6.0
        for _ in range(12):
            total += self.uniform()
        return total


def far(random, planted):
    return [random.normal() + (3.0 if planted else 0.0) for _ in range(6)]


def faint(random, planted):
    return [random.normal() + (1.0 if planted else 0.0) for _ in range(6)]


def clusters(random, planted):
    if planted:
        return [random.uniform() * 24.0 - 12.0 for _ in range(4)]
    centre = (-8.0, 0.0, 8.0)[random.below(3)]
    return [centre + random.normal() for _ in range(4)]


def mixed(random, planted):
    """Two numbers and three categories: cities by a falling chance, a colour, a flag."""
    row = [random.normal() + (2.5 if planted else 0.0), random.normal()]
    if planted:
        return row + [20 + random.below(10), 3, 1]
    return row + [int(20 * random.uniform() * random.uniform()), random.below(3), 1 if random.uniform() < 0.03 else 0]


def high(random, planted):
    """Six of fifty columns tell."""
    return [random.normal() + (5.0 if planted and column < 6 else 0.0) for column in range(50)]


# name, row, share of planted rows in the reference as well, columns that are categories
SETS = (
    ("far", far, 0.0, ()),
    ("far, also in the reference", far, 0.02, ()),
    ("clusters", clusters, 0.0, ()),
    ("mixed", mixed, 0.0, (2, 3, 4)),
    ("mixed, also in the reference", mixed, 0.02, (2, 3, 4)),
    ("high", high, 0.02, ()),
    ("faint", faint, 0.0, ()),
)


def coded(reference, current, categories):
    """Categories by their share of the reference, as Leeway does."""
    for column in categories:
        counts = collections.Counter(row[column] for row in reference)
        for rows in (reference, current):
            for row in rows:
                row[column] = counts[row[column]] / len(reference)
    return numpy.array(reference, dtype=float), numpy.array(current, dtype=float)


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    with open(TARGET / "average-path.csv", "w", encoding="utf-8") as out:
        out.write("# core/src/test/python/anomaly_goldens.py; exact fractions, rounded\nn,c\n")
        for n in (2, 3, 4, 5, 10, 100, 255, 256):
            harmonic = sum(Fraction(1, i) for i in range(1, n))
            out.write(f"{n},{float(2 * harmonic - Fraction(2 * (n - 1), n))!r}\n")
    with open(TARGET / "isolation-auc.csv", "w", encoding="utf-8") as out:
        out.write(f"# core/src/test/python/anomaly_goldens.py; scikit-learn {sklearn.__version__}, random states 0 to {SEEDS - 1}\n")
        out.write("name;first;auc;score\n")
        for at, (name, row, share, categories) in enumerate(SETS):
            random = SplitMix(1 + at)
            reference = []
            for _ in range(REFERENCE):
                planted = random.uniform() < share
                reference.append(row(random, planted))
            current = [row(random, i < PLANTED) for i in range(CURRENT)]
            first = reference[0][0]
            x, y = coded(reference, current, categories)
            truth = [1 if i < PLANTED else 0 for i in range(CURRENT)]
            areas, means = [], []
            for seed in range(SEEDS):
                forest = IsolationForest(n_estimators=100, max_samples=256, random_state=seed).fit(x)
                scores = -forest.score_samples(y)
                areas.append(roc_auc_score(truth, scores))
                means.append(numpy.mean(scores[PLANTED:]))
            print(name, numpy.mean(areas), numpy.std(areas), numpy.mean(means), numpy.std(means))
            out.write(f"{name};{first!r};{float(numpy.mean(areas))!r};{float(numpy.mean(means))!r}\n")


if __name__ == "__main__":
    main()
