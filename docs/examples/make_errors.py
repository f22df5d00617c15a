"""Makes errors.csv: a classifier's errors over 6,000 predictions, one each ten minutes.

    python3 docs/examples/make_errors.py

One prediction in ten is wrong; from row 3,000 on, two in ten. The last 60 have no label yet.
"""

import pathlib
import random
from datetime import datetime, timedelta

rng = random.Random(7)
start = datetime(2026, 3, 1)
lines = ["time,error"]
for row in range(6_000):
    wrong = rng.random() < (0.1 if row < 3_000 else 0.2)
    at = start + timedelta(minutes=10 * row)
    lines.append(f"{at.isoformat()}Z,{'' if row >= 5_940 else int(wrong)}")
pathlib.Path(__file__).with_name("errors.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
