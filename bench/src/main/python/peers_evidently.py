"""What a user of Evidently runs: peers_evidently.py REFERENCE CURRENT FOLDER."""

import sys

import pandas
from evidently import Report
from evidently.presets import DataDriftPreset


def main(reference, current, folder):
    read = pandas.read_csv if reference.endswith(".csv") else pandas.read_parquet
    snapshot = Report([DataDriftPreset()]).run(read(current), read(reference))
    snapshot.save_html(f"{folder}/evidently.html")
    snapshot.save_json(f"{folder}/evidently.json")


main(*sys.argv[1:])
