"""Writes the Parquet files of dev.leeway.app.table.ParquetFileTest, with their twins in CSV.

    pip install pyarrow==26.0.1 fastparquet==2026.9.0 numpy==2.4.6 pandas==3.1.1
    python3 app/src/test/python/parquet_goldens.py

A twin says the same values in text: every number in its shortest decimals, times in ISO 8601, times of
day in seconds, and nothing for null.
"""

import csv
import datetime as dt
import decimal
import pathlib
import uuid

import fastparquet
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SEED = 20261124
ROWS = 60
TARGET = pathlib.Path(__file__).parents[1] / "resources/dev/leeway/app/table"


def with_nulls(values, type_, generator):
    gone = generator.random(len(values)) < 0.2
    return pa.array([None if g else v for v, g in zip(values, gone)], type=type_)


def all_types():
    g = np.random.default_rng(SEED)
    edge = {
        "int8": [-128, 127, 0],
        "int16": [-(2**15), 2**15 - 1, 0],
        "int32": [-(2**31), 2**31 - 1, 0],
        "int64": [-(2**63), 2**63 - 1, 2**53 + 1],
        "uint8": [255, 0, 128],
        "uint16": [65535, 0, 32768],
        "uint32": [2**32 - 1, 0, 2**31],
        "uint64": [2**64 - 1, 2**63, 2**63 + 1025],
    }
    columns = {}
    for name, edges in edge.items():
        info = np.iinfo(name)
        some = [int(v) for v in g.integers(info.min, info.max, ROWS - len(edges), dtype=name)]
        columns[name] = with_nulls(edges + some, name, g)
    columns["category"] = pa.array([int(v) for v in g.integers(0, 4, ROWS)], type=pa.int64())
    wide = g.normal(size=ROWS) * 10.0 ** g.integers(-300, 300, ROWS)
    columns["float64"] = with_nulls([0.1, -0.0, np.inf, 5e-324, *wide[4:]], pa.float64(), g)
    narrow = (g.normal(size=ROWS) * 10.0 ** g.integers(-30, 30, ROWS)).astype(np.float32)
    columns["float32"] = with_nulls(
        [np.float32(v) for v in [0.1, 16777217, -np.inf, 1e-45, 3.4e38, 0.3]] + list(narrow[6:]), pa.float32(), g
    )
    columns["float16"] = with_nulls(list(g.normal(size=ROWS).astype(np.float16)), pa.float16(), g)
    columns["float64_nan"] = pa.array([np.nan if v < 0.3 else v for v in g.random(ROWS)])
    for name, precision, scale in [("decimal9", 9, 2), ("decimal18", 18, 4), ("decimal38", 38, 10)]:
        top = 10**precision - 1
        digits = [top, -top, 1] + [int(v) for v in g.integers(-(10**8), 10**8, ROWS - 3)]
        with decimal.localcontext(prec=60):
            values = [decimal.Decimal(v).scaleb(-scale) for v in digits]
        columns[name] = with_nulls(values, pa.decimal128(precision, scale), g)
    columns["boolean"] = with_nulls([bool(v) for v in g.integers(0, 2, ROWS)], pa.bool_(), g)
    words = ["", "NA", "x", "ü€😀", " blank ", "a,b", 'say "so"', "line\nbreak", "x" * 300]
    columns["text"] = with_nulls([words[v] for v in g.integers(0, len(words), ROWS)], pa.string(), g)
    columns["large_text"] = pa.array([f"v{v}" for v in g.integers(0, 9, ROWS)], type=pa.large_string())
    columns["bytes"] = pa.array([f"b{v}".encode() for v in g.integers(0, 9, ROWS)], type=pa.binary())
    columns["fixed"] = pa.array([f"f{v}".encode() for v in g.integers(0, 9, ROWS)], type=pa.binary(2))
    columns["dictionary"] = pa.array([f"d{v}" for v in g.integers(0, 3, ROWS)]).dictionary_encode()
    columns["uuid"] = pa.array([uuid.UUID(bytes=g.bytes(16)).bytes for _ in range(ROWS)], type=pa.uuid())
    columns["date_text"] = pa.array([f"2024-02-{1 + v:02d}" for v in g.integers(0, 29, ROWS)])
    days = [dt.date(1, 1, 1), dt.date(9999, 12, 31), dt.date(1969, 12, 31)]
    days += [dt.date(1970, 1, 1) + dt.timedelta(int(v)) for v in g.integers(-9999, 30000, ROWS - 3)]
    columns["date"] = with_nulls(days, pa.date32(), g)
    for unit, per_second in [("s", 1), ("ms", 10**3), ("us", 10**6), ("ns", 10**9)]:
        ticks = [-1, 0, per_second] + [int(v) * per_second // 7 for v in g.integers(-(10**9), 2 * 10**9, ROWS - 3)]
        for zone in [None, "UTC"]:
            columns[f"time_{unit}" + ("_utc" if zone else "")] = with_nulls(ticks, pa.timestamp(unit, zone), g)
    columns["of_day_ms"] = with_nulls([int(v) for v in g.integers(0, 86_400_000, ROWS)], pa.time32("ms"), g)
    columns["of_day_ns"] = with_nulls([int(v) for v in g.integers(0, 86_400 * 10**9, ROWS)], pa.time64("ns"), g)
    columns["nothing"] = pa.nulls(ROWS)
    columns["no_number"] = pa.array([None] * ROWS, type=pa.float64())
    return pa.table(columns)


def ticks_as_text(ticks, per_second, zone):
    seconds, rest = divmod(ticks, per_second)
    moment = dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)
    digits = {1: 0, 10**3: 3, 10**6: 6, 10**9: 9}[per_second]
    return moment.isoformat() + (f".{rest:0{digits}d}" if digits else "") + ("Z" if zone else "")


def cells(column):
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
    per_second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
    for value in column:
        if not value.is_valid:
            yield ""
        elif pa.types.is_timestamp(kind):
            yield ticks_as_text(value.value, per_second[kind.unit], kind.tz)
        elif pa.types.is_time(kind):
            yield repr(value.value / per_second[kind.unit])
        elif pa.types.is_floating(kind):
            number = value.as_py()
            if np.isnan(number):
                yield "NaN"
            elif pa.types.is_float64(kind):
                yield repr(float(number))
            else:
                # The shortest decimals that single precision tells apart; half precision likewise.
                yield np.format_float_scientific(np.float32(number), unique=True)
        elif pa.types.is_boolean(kind):
            yield str(value.as_py()).lower()
        elif isinstance(kind, pa.UuidType):
            yield str(value.as_py())
        elif pa.types.is_binary(kind) or pa.types.is_fixed_size_binary(kind):
            yield value.as_py().decode()
        elif pa.types.is_decimal(kind):
            yield format(value.as_py(), "f")
        else:
            yield str(value.as_py())


def write_twin(name, table):
    with open(TARGET / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        rows.writerow(table.column_names)
        rows.writerows(zip(*(cells(table.column(i)) for i in range(table.num_columns))))


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    table = all_types()
    write_twin("all", table)
    for codec in ["none", "snappy", "gzip", "zstd"]:
        pq.write_table(table, TARGET / f"all-{codec}.parquet", compression=codec, row_group_size=25)
    # Pages of the second kind, small ones, no dictionary.
    pq.write_table(
        table,
        TARGET / "all-v2.parquet",
        compression="snappy",
        data_page_version="2.0",
        data_page_size=64,
        use_dictionary=False,
        write_page_index=True,
    )
    encodings = {
        "int32": "DELTA_BINARY_PACKED",
        "int64": "DELTA_BINARY_PACKED",
        "time_us": "DELTA_BINARY_PACKED",
        "text": "DELTA_BYTE_ARRAY",
        "large_text": "DELTA_LENGTH_BYTE_ARRAY",
        "float64": "BYTE_STREAM_SPLIT",
        "float32": "BYTE_STREAM_SPLIT",
        "boolean": "RLE",
    }
    pq.write_table(
        table,
        TARGET / "all-encodings.parquet",
        compression="zstd",
        use_dictionary=False,
        column_encoding=encodings,
        write_page_checksum=True,
    )
    legacy = table.select(["int32", "float64", "text", "time_us"])
    write_twin("legacy", legacy)
    pq.write_table(legacy, TARGET / "legacy-int96.parquet", use_deprecated_int96_timestamps=True, version="1.0")
    frame = pd.DataFrame(
        {
            "small": pd.array([1, 2, 3, 4], dtype="int8"),
            "text": ["a", None, "ü", "a"],
            "moment": pd.to_datetime([0, 1_500_000, -1_000, 10**15], unit="us"),
        }
    )
    # Converted types alone, as before 2018.
    fastparquet.write(str(TARGET / "converted.parquet"), frame, compression="GZIP", stats=False)
    write_twin("converted", pa.Table.from_pandas(frame, preserve_index=False))
    odd = pa.table({"a.b": [1, 2], "c.d.e": ["x", "y"], " pad ": [1.5, 2.5], 'q"u,o\nte': [True, None], "ü 😀": [3, 4], "": [5, 6]})
    pq.write_table(odd, TARGET / "odd-names.parquet")
    nested = pa.table(
        {
            "id": [1, 2, 3],
            "tags": [["a"], [], None],
            "place": [{"city": "Oslo"}, None, {"city": None}],
            "scores": pa.array([[("x", 1.0)], None, []], type=pa.map_(pa.string(), pa.float64())),
            "raw": [b"\xff\xfe", None, b"\x80"],
        }
    )
    pq.write_table(nested, TARGET / "nested.parquet")
    pq.write_table(pa.table({"id": [1, 2]}), TARGET / "lz4.parquet", compression="lz4")
    pq.write_table(pa.table({"id": pa.array([], pa.int64())}), TARGET / "no-rows.parquet")
    pq.write_table(pa.table({}), TARGET / "no-columns.parquet")
    pq.write_table(pa.table({"a": [1, None, 3]}), TARGET / "twin-numbers.parquet")
    pq.write_table(pa.table({"a": ["x", None]}), TARGET / "twin-text.parquet")
    twice = pa.table([pa.array([1]), pa.array([2])], names=["x", "x"])
    pq.write_table(twice, TARGET / "twice.parquet")


main()
