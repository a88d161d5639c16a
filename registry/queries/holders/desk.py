"""The permits of an office's area (居住证台账): the ones to be endorsed first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from hukou.law.permit_tenure import PermitStanding
from registry.models import Particulars, ResidencePermit
from registry.queries.divisions import names_of
from registry.queries.scope import Scope
from registry.queries.sql import fetch

from .standing import standing_of
from .years import years_of

MOST: Final = 200

YEARS: Final = years_of(
    "(%(offices)s::bigint[] IS NULL OR permit.office_id = ANY(%(offices)s::bigint[]))"
    " AND lower(permit.period) <= %(on)s::date"
    " AND (%(with_ended)s OR permit.period @> %(on)s::date)"
)
# In the order of the desk: to be endorsed now, suspended, valid, ended.
PRESSING: Final = f"""
{YEARS}
latest AS (
    SELECT DISTINCT ON (years.id) years.id, years.person_id, years.period, years.last
    FROM years WHERE years.first <= %(on)s::date ORDER BY years.id, years.first DESC
),
standing AS (
    SELECT latest.id, latest.last,
           CASE WHEN NOT latest.period @> %(on)s::date OR person.died_on < %(on)s::date THEN 3
                WHEN latest.last < %(on)s::date THEN 1
                WHEN (latest.last - interval '1 month')::date <= %(on)s::date THEN 0
                ELSE 2 END AS place
    FROM latest JOIN registry_person person ON person.id = latest.person_id
)
SELECT id, count(*) FILTER (WHERE place = 0) OVER () AS due,
       count(*) FILTER (WHERE place = 1) OVER () AS suspended, count(*) OVER () AS permits
FROM standing ORDER BY place, last, id LIMIT %(most)s
"""  # noqa: S608 - our own text


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One permit as the desk lists it."""

    permit: ResidencePermit
    standing: PermitStanding
    place: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Desk:
    """The permits shown, and how many there are: in all, to be endorsed now, and suspended."""

    rows: Sequence[DeskRow] = ()
    permits: int = 0
    due: int = 0
    suspended: int = 0


def desk_of(scope: Scope, *, on: date, with_ended: bool = False) -> Desk:
    """Return the permits of the scope's offices, what is due first; at most 200 are shown."""
    found = fetch(
        PRESSING,
        {"offices": scope.offices, "on": on, "with_ended": with_ended, "most": MOST},
    )
    if not found:
        return Desk()
    held = ResidencePermit.objects.filter(pk__in=[row["id"] for row in found])
    permits = held.select_related("person").prefetch_related("endorsements").in_bulk()
    shown = [permits[row["id"]] for row in found]
    names = names_on([each.person_id for each in shown], on)
    places = names_of({each.division_code for each in shown})
    return Desk(
        rows=[
            DeskRow(
                permit=each,
                standing=standing_of(each, on=on),
                place=places.get(each.division_code, each.division_code),
                name=names.get(each.person_id, ""),
            )
            for each in shown
        ],
        permits=found[0]["permits"],
        due=found[0]["due"],
        suspended=found[0]["suspended"],
    )


def names_on(people: Sequence[int], on: date) -> dict[int, str]:
    """Return what each is called on a day; one statement."""
    rows = Particulars.objects.filter(person__in=people, period__contains=on)
    return dict(rows.values_list("person_id", "name"))


def name_of(person_id: int, *, on: date) -> str:
    """Return what somebody is called on a day; one statement."""
    return names_on([person_id], on).get(person_id, "")


def permit_of(permit_id: int, *, scope: Scope) -> ResidencePermit | None:
    """Return a permit of the scope's offices with its endorsements; two statements."""
    rows = scope.rows(ResidencePermit.objects.filter(pk=permit_id))
    return rows.select_related("person").prefetch_related("endorsements__account").first()
