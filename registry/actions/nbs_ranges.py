"""What the digits of a statistical code mean (统计用区划代码编码规则): which kind of place."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class CodeRange(NamedTuple):
    """Digits from the first to the last, and the kind of place they stand for."""

    first: str
    last: str
    kind: str


def range_of(segment: str, digits: str) -> str | None:
    """Return the kind of `township` or `committee` that three digits stand for; None outside."""
    for each in _ranges().get(segment, ()):
        if each.first <= digits <= each.last:
            return each.kind
    return None


@cache
def _ranges() -> dict[str, tuple[CodeRange, ...]]:
    text = (files("registry") / "data" / "nbs_code_ranges.csv").read_text(encoding="utf-8")
    ranges: dict[str, tuple[CodeRange, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        kept = ranges.get(row["segment"], ())
        ranges[row["segment"]] = (*kept, CodeRange(row["from"], row["to"], row["kind"]))
    return ranges
