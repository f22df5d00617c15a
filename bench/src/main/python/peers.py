"""Times Leeway against Evidently: whole processes, the same files, alternating, in one run.

    ./dev bench peers [PAIRS] [CASE ...]

PAIRS of runs for each case (default 5); cases are csv-1m-x12, parquet-1m-x12, csv-100k-x50. Prints
medians of the wall-clock and of the processor time (user and system, with all children), and their
ratios as Markdown. Exit code 1 when a target is missed; 0 with "skipped" where Evidently cannot be
installed. Evidently's virtual environment and the data are made once, in bench/target/peers.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
FOLDER = ROOT / "bench" / "target" / "peers"
PACKAGES = ["evidently==0.7.21", "scipy==1.17.1", "pandas==2.3.3", "pyarrow"]
CASES = {
    "csv-1m-x12": ("1000000", "12", "csv", 20),
    "parquet-1m-x12": ("1000000", "12", "parquet", 35),
    "csv-100k-x50": ("100000", "50", "csv", 10),
}


def python():
    """The interpreter of an environment that has Evidently; None where there is no pip."""
    interpreter = FOLDER / "venv" / "bin" / "python"
    ready = FOLDER / "venv" / "ready"
    if not ready.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with open(FOLDER / "pip.log", "w", encoding="utf-8") as log:
            for command in (
                [sys.executable, "-m", "venv", "--clear", str(FOLDER / "venv")],
                [str(interpreter), "-m", "pip", "install", *PACKAGES],
            ):
                try:
                    subprocess.run(command, stdout=log, stderr=log, check=True)
                except (OSError, subprocess.CalledProcessError):
                    return None
        ready.touch()
    return interpreter


def files(interpreter, case):
    rows, columns, form, _ = CASES[case]
    sides = [FOLDER / f"{case}-{side}.{form}" for side in ("reference", "current")]
    if not all(side.exists() for side in sides):
        subprocess.run(
            [interpreter, HERE / "peers_data.py", FOLDER, case, rows, columns, form], check=True
        )
    return [str(side) for side in sides]


def timed(command):
    """Wall-clock and processor time of a process, in seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = subprocess.run(command, cwd=FOLDER, capture_output=True, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode not in (0, 1):
        sys.exit(f"{command[0]} failed:\n{run.stderr.decode()}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(interpreter, case, pairs):
    reference, current = files(interpreter, case)
    leeway = [str(ROOT / "leeway"), "check", "--reference", reference, "--current", current]
    leeway += ["--html", "leeway.html", "--json", "leeway.json"]
    evidently = [str(interpreter), str(HERE / "peers_evidently.py"), reference, current, "."]
    times = [(timed(leeway), timed(evidently)) for _ in range(pairs)]
    ours, theirs = ([statistics.median(run[side][of] for run in times) for of in (0, 1)] for side in (0, 1))
    target = CASES[case][3]
    wall, processor = theirs[0] / ours[0], theirs[1] / ours[1]
    print(
        f"| {case} | {pairs} | {ours[0]:.2f} s | {theirs[0]:.1f} s | {wall:.1f} | {target} |"
        f" {ours[1]:.2f} s | {theirs[1]:.1f} s | {processor:.1f} |",
        flush=True,
    )
    return wall >= target


def main(arguments):
    pairs = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 5
    unknown = [case for case in arguments if case not in CASES]
    if unknown or pairs < 1:
        sys.exit(f"usage: ./dev bench peers [PAIRS] [{' | '.join(CASES)} ...]")
    interpreter = python()
    if interpreter is None:
        print(f"skipped: no pip, or no network (log: {FOLDER / 'pip.log'})")
        return
    if subprocess.run([ROOT / "leeway", "--version"], stdout=subprocess.DEVNULL, check=False).returncode:
        sys.exit("leeway cannot be built")
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f} at the start\n")
    print("| case | pairs | Leeway | Evidently | ratio | target | Leeway, CPU | Evidently, CPU | ratio, CPU |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|", flush=True)
    reached = [compare(interpreter, case, pairs) for case in arguments or CASES]
    sys.exit(0 if all(reached) else 1)


main(sys.argv[1:])
