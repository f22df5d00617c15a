"""Writes two data sets for `./dev bench peers`: peers_data.py FOLDER NAME ROWS COLUMNS csv|parquet.

Of twelve columns four are numbers with all their digits, three are amounts with two decimals, two are
whole numbers, and three are categories of 5, 20 and 50 levels; one in twelve numbers columns misses 5 %
of its values. The current data have one drifted column in ten. Seeded: the same arguments give the same bytes.
"""

import sys

import numpy
import pyarrow
import pyarrow.csv
import pyarrow.parquet


def column(number, rows, random, moved):
    shift = 0.3 if moved else 0.0
    kind = number % 12
    if kind < 4:
        return random.normal(shift, 1 + number, rows)
    if kind < 7:
        return numpy.round(numpy.exp(random.normal(7 + shift, 1, rows)), 2)
    if kind == 7:
        return random.integers(18, 90, rows) + (1 if moved else 0)
    if kind == 8:
        return random.poisson(30 * (1 + shift), rows)
    levels = (5, 20, 50)[kind - 9]
    weights = 1 / numpy.arange(1, levels + 1)
    if moved:
        weights = weights[::-1]
    codes = random.choice(levels, rows, p=weights / weights.sum()).astype(numpy.int32)
    names = pyarrow.array([f"level {level}" for level in range(levels)])
    return pyarrow.DictionaryArray.from_arrays(codes, names).cast(pyarrow.string())


def table(rows, columns, seed, current):
    random = numpy.random.default_rng(seed)
    data = {}
    for number in range(columns):
        values = column(number, rows, random, current and number % 10 == 4)
        if number % 12 == 3:
            values = pyarrow.array(values, mask=random.random(rows) < 0.05)
        data[f"x{number}"] = values
    return pyarrow.table(data)


def main(folder, name, rows, columns, form):
    for side, seed in (("reference", 1), ("current", 2)):
        data = table(int(rows), int(columns), seed, side == "current")
        path = f"{folder}/{name}-{side}.{form}"
        if form == "csv":
            pyarrow.csv.write_csv(data, path)
        else:
            pyarrow.parquet.write_table(data, path)


main(*sys.argv[1:])
