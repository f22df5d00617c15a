#!/usr/bin/env python3
"""Writes the two example files: loan applications of spring and of autumn.

Nothing but Python's standard library; the same files every time. Between the two, incomes rise,
applications through a new channel arrive, and more customers leave out how long they have been
employed. Age, region, and the number of past loans do not change. The model approves by income and
employment, and real repayment depends on other things in autumn than in spring.
"""

import csv
import random
from pathlib import Path

COLUMNS = [
    "age",
    "income",
    "employed_years",
    "past_loans",
    "region",
    "channel",
    "approved",
    "repaid",
]


def applications(rows, seed, autumn):
    chance = random.Random(seed)
    for _ in range(rows):
        income = round(chance.lognormvariate(10.75 if autumn else 10.4, 0.4))
        employed = round(chance.expovariate(1 / 6), 1)
        lacks_employment = chance.random() < (0.16 if autumn else 0.03)
        channels = ["branch", "web", "phone"]
        weights = [5, 4, 1]
        if autumn:
            channels.append("app")
            weights = [4, 4, 1, 1]
        approved = income + 2000 * employed > 42_000
        agrees = chance.random() < (0.72 if autumn else 0.86)
        yield [
            max(18, round(chance.gauss(42, 11))),
            income,
            "" if lacks_employment else employed,
            min(5, int(chance.expovariate(0.8))),
            chance.choices(["north", "east", "south", "west"], [4, 3, 2, 1])[0],
            chance.choices(channels, weights)[0],
            "yes" if approved else "no",
            "yes" if approved == agrees else "no",
        ]


def write(name, rows, seed, autumn):
    with (Path(__file__).parent / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(applications(rows, seed, autumn))


write("spring.csv", 800, 20260301, autumn=False)
write("autumn.csv", 600, 20260901, autumn=True)
