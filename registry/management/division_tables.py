"""The published tables of divisions, read and dated (区划数据)."""

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Final

from registry.actions import DivisionRow
from registry.models import DivisionLevel

SINCE_ALWAYS: Final = date(1949, 10, 1)
"""Where the tables give no first year."""
BETWEEN_TABLES: Final = date(2021, 1, 1)
"""The table of former codes ends before the counties reformed since 2021, the present one begins
after: what only the first holds as present ended, and what only the second holds began, then."""

SKIPPED: Final = {"placeholder", "county_abolished"}
COUNTY_LIKE: Final = {"county", "stat_zone", "pseudo_county"}
NOT_A_DIVISION: Final = "830000"  # a prefix of residence permits

Table = list[dict[str, str]]


def read(name: str) -> Table:
    """Return the rows of a table in `registry/data`."""
    packed = (files("registry") / "data" / f"{name}.csv.gz").read_bytes()
    return list(csv.DictReader(gzip.decompress(packed).decode().splitlines()))


def division_rows() -> list[DivisionRow]:
    """Return every division, former ones too; no code is two divisions on one day."""
    present, former = read("divisions"), read("divisions_historical")
    return [
        *_regions(present, former),
        *_below("townships", DivisionLevel.TOWNSHIP),
        *_below("villages", DivisionLevel.VILLAGE),
    ]


def _regions(present: Table, former: Table) -> Iterator[DivisionRow]:
    skipped = {row["code"]: row["parent"] for row in present if row["level"] in SKIPPED}
    listed = {row["code"]: row for row in present if row["code"] not in skipped}
    taken: dict[str, list[DivisionRow]] = {}
    # What still exists comes first: where the table contradicts itself, it wins.
    for row in sorted(former, key=lambda each: (each["end_year"] != "", each["start_year"])):
        if row["code"] not in skipped and row["code"] != NOT_A_DIVISION:
            dated = _dated(row, listed)
            if not any(_overlap(dated, other) for other in taken.setdefault(dated.code, [])):
                taken[dated.code].append(dated)
                yield dated
    for code, row in listed.items():
        if not any(each.end is None for each in taken.get(code, [])):
            start = BETWEEN_TABLES if row["level"] == "county" else SINCE_ALWAYS
            yield DivisionRow(
                code=code,
                name=row["name"],
                level=_level(row["level"]),
                parent=skipped.get(row["parent"], row["parent"]),
                start=start,
            )


def _dated(row: dict[str, str], listed: dict[str, dict[str, str]]) -> DivisionRow:
    code, start, end = row["code"], row["start_year"], row["end_year"]
    still = code in listed and not end
    level = _level(listed[code]["level"]) if still else _level_of(code)
    return DivisionRow(
        code=code,
        name=row["name"],
        level=level,
        parent=_parent_of(code, level, listed),
        start=date(int(start), 1, 1) if start else SINCE_ALWAYS,
        end=None if still else date(int(end) + 1, 1, 1) if end else BETWEEN_TABLES,
    )


def _overlap(one: DivisionRow, other: DivisionRow) -> bool:
    return one.start < (other.end or date.max) and other.start < (one.end or date.max)


def _level(kind: str) -> DivisionLevel:
    return DivisionLevel.COUNTY if kind in COUNTY_LIKE else DivisionLevel(kind)


def _level_of(code: str) -> DivisionLevel:
    if code.endswith("0000"):
        return DivisionLevel.PROVINCE
    return DivisionLevel.PREFECTURE if code.endswith("00") else DivisionLevel.COUNTY


def _parent_of(code: str, level: DivisionLevel, listed: dict[str, dict[str, str]]) -> str:
    """Return the prefecture, or the province where counties hang on it (市辖区, 省直辖)."""
    if level == DivisionLevel.PROVINCE:
        return ""
    prefecture = f"{code[:4]}00"
    direct = level == DivisionLevel.PREFECTURE or prefecture not in listed
    return f"{code[:2]}0000" if direct else prefecture


def _below(table: str, level: DivisionLevel) -> Iterator[DivisionRow]:
    for row in read(table):
        yield DivisionRow(
            code=row["code"],
            name=row["name"],
            level=level,
            parent=row["parent"],
            start=SINCE_ALWAYS,
        )
