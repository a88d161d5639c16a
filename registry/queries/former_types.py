"""What hukou type somebody had on a day (原户口性质): derived, never looked up as current."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hukou.law import load_law
from registry.models import FormerKind

from .known import Asked
from .scope import EVER_HERE, Scope
from .sql import fetch

RESIDENT: Final = "resident"
RESIDENT_NAME: Final = "居民户口"

UNIFIED: Final = """
SELECT unified.effective_from, unified.document, unified.clause
FROM registry_unification unified
WHERE unified.area = left(former.division_code, length(unified.area))
  AND former.kind = ANY(unified.kinds)
  AND (%(known)s::timestamptz IS NULL OR unified.recorded_at <= %(known)s)
  AND (unified.withdrawn_at IS NULL OR unified.withdrawn_at > %(known)s)
ORDER BY length(unified.area) DESC, unified.effective_from LIMIT 1
"""

TYPES: Final = """
SELECT former.kind, former.division_code, lower(former.period) AS since,
       former.recorded_at,
       unified.effective_from, unified.document, unified.clause
FROM registry_formertype former
LEFT JOIN LATERAL ({unified}) unified
       ON true
WHERE former.person_id = %(person)s::bigint
  AND (%(known)s::timestamptz IS NULL OR former.recorded_at <= %(known)s)
  AND (%(offices)s::bigint[] IS NULL OR {shown})
ORDER BY lower(former.period)
"""


@dataclass(frozen=True, slots=True)
class FormerStay:
    """One former type as it stands in history: from the first day vouched for, until the end.

    `until` is the day of the unification, from which everybody there is a resident, with the
    document and clause that ended the type. `kind_name` is the Chinese name.
    """

    kind: str
    kind_name: str
    division_code: str
    since: date
    until: date
    document: str
    clause: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class TypeOnDay:
    """The hukou type somebody had on a day.

    `kind` is a `FormerKind`, `resident` from the unification on, or empty where the register
    holds nothing for that day; `kind_name` is its Chinese name. `since` is the first day the
    answer holds for. `source` is the history it follows from; None where there is none.
    """

    on: date
    kind: str
    kind_name: str
    since: date | None
    source: FormerStay | None


def former_types(
    person_id: int, *, scope: Scope, known_on: date | datetime | None = None
) -> list[FormerStay]:
    """Return a person's former types, oldest first; nothing where there are none. One statement."""
    law = load_law().unification
    rows = fetch(
        TYPES.format(unified=UNIFIED, shown=EVER_HERE.format(person="former.person_id")),
        {
            "person": person_id,
            "known": Asked.of(date.max, known_on).known,
            "offices": scope.offices,
        },
    )
    return [
        FormerStay(
            kind=row["kind"],
            kind_name=str(FormerKind(row["kind"]).label),
            division_code=row["division_code"],
            since=row["since"],
            until=row["effective_from"] or law.effective_from,
            document=row["document"] or law.cite.document,
            clause=row["clause"] or law.cite.clause,
            recorded_at=row["recorded_at"],
        )
        for row in rows
    ]


def former_type_on(
    person_id: int, on: date, *, scope: Scope, known_on: date | datetime | None = None
) -> TypeOnDay:
    """Return the hukou type a person had on a day (R04), as known then; one statement.

    Before the first day that an old file vouches for, nothing is known. From the day of the
    unification on, everybody is a resident, whatever was stored.
    """
    return type_on_day(former_types(person_id, scope=scope, known_on=known_on), on)


def type_on_day(stays: Sequence[FormerStay], on: date) -> TypeOnDay:
    """Return what former types, oldest first, make of a day; see `former_type_on`."""
    begun = [stay for stay in stays if stay.since <= on]
    if not begun:
        return TypeOnDay(on, "", "", None, None)
    stay = begun[-1]
    if on >= stay.until:
        return TypeOnDay(on, RESIDENT, RESIDENT_NAME, stay.until, stay)
    return TypeOnDay(on, stay.kind, stay.kind_name, stay.since, stay)
