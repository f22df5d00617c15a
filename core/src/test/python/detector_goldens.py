"""Writes streams, and where river's and MOA's detectors alarm on them.

    pip install river==0.26.1 numpy==2.4.6
    python3 core/src/test/python/detector_goldens.py MOA_JARS

MOA_JARS is a folder with nz.ac.waikato.cms.moa:moa:2024.07.0 and what it depends on (`mvn
dependency:copy-dependencies` for a pom that names it), for MoaAlarms.java beside this script. MOA is
GPL: it is run, by hand, and only the rows of its alarms are kept. A detector goes on after an alarm
as its library does; -1 stands for no warning.
"""

import pathlib
import random
import subprocess
import sys

import numpy as np
import river
from river import drift

SEED = 20260102
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/core/sequential"

rng = np.random.default_rng(SEED)


def errors(*parts):
    return [int(x) for n, p in parts for x in rng.random(n) < p]


def ramp(n, start, end):
    return [int(x) for x in rng.random(n) < np.linspace(start, end, n)]


def numbers(*parts):
    return [round(float(x), 3) for n, mean, sd in parts for x in rng.normal(mean, sd, n)]


def lcg():
    s, out = 12345, []
    for i in range(4000):
        s = (1103515245 * s + 12345) % 2**31
        out.append(int(s / 2**31 < (0.1 if i < 2000 else 0.35)))
    return out


classic = random.Random(42)
STREAMS = {
    "rise": ("binary", errors((2000, 0.1), (2000, 0.3))),
    "rise-small": ("binary", errors((3000, 0.2), (3000, 0.26))),
    "fall-and-rise": ("binary", errors((1500, 0.4), (1500, 0.1), (1500, 0.5))),
    "rare": ("binary", errors((4000, 0.01), (2000, 0.08))),
    "ramp": ("binary", errors((1500, 0.15)) + ramp(3000, 0.15, 0.6)),
    "steady": ("binary", errors((6000, 0.25))),
    "all-right-then-wrong": ("binary", [0] * 500 + [1] * 300 + [0] * 500),
    "congruential": ("binary", lcg()),
    "documented": ("binary", classic.choices([0, 1], k=1000) + classic.choices([0, 1], k=1000, weights=[0.3, 0.7])),
    "normal-rise": ("number", numbers((1500, 0, 1), (1500, 0.8, 1))),
    "normal-fall": ("number", numbers((1500, 5, 0.5), (1500, 4.2, 0.5))),
    "normal-wider": ("number", numbers((1000, 0, 1), (1000, 0, 3))),
    "steps": ("number", numbers((600, 0, 1), (600, 2, 1), (600, -1, 1), (600, 3, 2))),
    "constant-then-step": ("number", [3.0] * 400 + [4.0] * 400),
}

RIVER = {
    "adwin-river": (drift.ADWIN, False),
    "page-hinkley-river": (drift.PageHinkley, False),
    "kswin-river": (lambda: drift.KSWIN(seed=1), False),
    "ddm-river": (drift.binary.DDM, True),
    "eddm-river": (drift.binary.EDDM, True),
    "hddm-a-river": (drift.binary.HDDM_A if hasattr(drift.binary, "HDDM_A") else drift.binary.HDDMA, True),
    "hddm-w-river": (drift.binary.HDDM_W if hasattr(drift.binary, "HDDM_W") else drift.binary.HDDMW, True),
}


def run(make, values):
    detector = make()
    alarms, warning = [], -1
    for row, value in enumerate(values):
        detector.update(value)
        warned = getattr(detector, "warning_detected", False)
        if warning < 0 and warned and not detector.drift_detected:
            warning = row
        if detector.drift_detected:
            alarms.append(row)
    return warning, alarms


def main(jars):
    note = f"# core/src/test/python/detector_goldens.py; river {river.__version__}, MOA 2024.07.0, seed {SEED}\n"
    streams = TARGET / "streams.csv"
    with open(streams, "w", encoding="utf-8") as out:
        out.write(note + "name,kind,values\n")
        for name, (kind, values) in STREAMS.items():
            out.write(f"{name},{kind},{' '.join(str(v) for v in values)}\n")
    rows = []
    for preset, (make, binary) in RIVER.items():
        for name, (kind, values) in STREAMS.items():
            if kind == "binary" or not binary:
                warning, alarms = run(make, values)
                rows.append(f"{preset},{name},{warning},{' '.join(map(str, alarms))}")
    source = pathlib.Path(__file__).with_name("MoaAlarms.java")
    moa = subprocess.run(
        ["java", "-cp", f"{jars}/*", str(source), str(streams)], check=True, capture_output=True, text=True
    )
    rows += [line for line in moa.stdout.splitlines() if line.count(",") == 3]
    with open(TARGET / "alarms.csv", "w", encoding="utf-8") as out:
        out.write(note + "preset,stream,first_warning,alarms\n")
        out.writelines(row + "\n" for row in rows)
    print(f"{len(STREAMS)} streams, {len(rows)} runs")


if __name__ == "__main__":
    main(sys.argv[1])
