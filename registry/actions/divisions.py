"""Administrative divisions (行政区划): added from published tables, never changed by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction
from psycopg.types.range import Range

from registry.errors import constraints_explained
from registry.models import Division, DivisionLevel

BATCH: Final = 5000


@dataclass(frozen=True, kw_only=True)
class DivisionRow:
    """A division as a table tells it: half-open period, parent by code ("" at the top)."""

    code: str
    name: str
    level: DivisionLevel
    parent: str
    start: date
    end: date | None = None


@transaction.atomic
@constraints_explained()
def add_divisions(rows: Iterable[DivisionRow]) -> int:
    """Add the divisions whose code the register has never had; return how many rows.

    A code that is known is left as it stands, with whatever was recorded about it since: to
    load twice changes nothing. Of several rows of a parent's code, the child hangs on the one
    that existed longest with it.
    """
    known = set(Division.objects.values_list("code", flat=True))
    new = [row for row in rows if row.code not in known]
    stored = {level: list(Division.objects.filter(level=level)) for level in DivisionLevel}
    for level in DivisionLevel:
        stored[level] += _add([row for row in new if row.level == level], stored)
    return len(new)


def _add(
    rows: Sequence[DivisionRow], stored: dict[DivisionLevel, list[Division]]
) -> list[Division]:
    by_code: dict[str, list[Division]] = {}
    for division in (each for divisions in stored.values() for each in divisions):
        by_code.setdefault(division.code, []).append(division)
    return Division.objects.bulk_create(
        [
            Division(
                code=row.code,
                name=row.name,
                level=row.level,
                parent=max(
                    by_code.get(row.parent, []), key=lambda each: _together(row, each), default=None
                ),
                period=Range(row.start, row.end),
            )
            for row in rows
        ],
        batch_size=BATCH,
    )


def _together(row: DivisionRow, parent: Division) -> int:
    """Return for how many days both existed."""
    ends = [day for day in (row.end, parent.period.upper) if day is not None]
    end: date = min(ends, default=date.max)
    start: date = max(row.start, parent.period.lower)
    return (end - start).days
