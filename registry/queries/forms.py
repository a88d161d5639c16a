"""What printed forms tell beside the book (登记表): arrivals, changes of address, departures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from registry.models import EntryKind

from .addresses import TEXT_ON
from .history import Event
from .known import Asked
from .scope import Scope
from .sql import fetch

ADDRESSES: Final = """
SELECT {text} AS text, lower(lived.period) AS since
FROM {lived} lived JOIN registry_address address ON address.id = lived.address_id
WHERE lower(lived.period) <= %(on)s::date
ORDER BY lower(lived.period)
"""
STAYS: Final = """
SELECT stay.household_id, stay.prefecture, stay.arrived_on, stay.arrived_from, stay.reason_in,
       stay.reason_out, stay.moved_to, lower(stay.period) AS since, upper(stay.period) AS until
FROM {residence} stay
WHERE lower(stay.period) <= %(on)s::date
ORDER BY lower(stay.period)
"""
HOUSEHOLD: Final = "ARRAY[%(subject)s::bigint]"


@dataclass(frozen=True, slots=True)
class AddressSince:
    """Where a household lives, from a day."""

    text: str = field(repr=False)
    since: date


@dataclass(frozen=True, slots=True)
class Arrival:
    """When, from where and why somebody came; the reason is one of the register's own words."""

    on: date
    where_from: str = field(repr=False)
    reason: str


@dataclass(frozen=True, slots=True)
class Departure:
    """When, why and to where somebody left the last household; no place where none was given."""

    on: date
    where_to: str = field(repr=False)
    reason: str


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How somebody came to this city (the prefecture), and to this address."""

    city: Arrival | None = None
    address: Arrival | None = None
    left: Departure | None = None


def addresses_of(
    household_id: int, *, on: date, known_on: date | datetime | None, scope: Scope
) -> list[AddressSince]:
    """Return where a household has lived up to a day, oldest first, as known; one statement.

    Each address is written with the names of that day, as the booklet itself is.
    """
    asked = Asked.of(on, known_on)
    lived = asked.rows("householdaddress", key="household_id", keys=HOUSEHOLD)
    rows = fetch(ADDRESSES.format(lived=lived, text=TEXT_ON), _parameters(asked, household_id))
    return [AddressSince(scope.address(row["text"]), row["since"]) for row in rows]


def arrivals_of(
    person_id: int, *, on: date, known_on: date | datetime | None, scope: Scope
) -> Arrivals:
    """Return how somebody came to where they are registered on a day, as known; one statement."""
    asked = Asked.of(on, known_on)
    stays = asked.rows("residence", key="person_id", keys=HOUSEHOLD)
    rows = fetch(STAYS.format(residence=stays), _parameters(asked, person_id))
    if not rows:
        return Arrivals()
    last = rows[-1]
    if last["until"] is not None and last["until"] <= on:
        gone = Departure(last["until"], scope.address(last["moved_to"] or ""), last["reason_out"])
        return Arrivals(left=gone)
    first = _first_here(rows)
    return Arrivals(city=_arrival(first, scope), address=_arrival(last, scope))


def _first_here(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the stay that began the unbroken time in the city of the last one."""
    first = rows[-1]
    for row in reversed(rows[:-1]):
        if row["prefecture"] != first["prefecture"] or row["until"] != first["since"]:
            break
        first = row
    return first


def _arrival(row: dict[str, Any], scope: Scope) -> Arrival:
    return Arrival(row["arrived_on"], scope.address(row["arrived_from"] or ""), row["reason_in"])


def _parameters(asked: Asked, subject: int) -> dict[str, Any]:
    return {"subject": subject, "on": asked.on, "known": asked.known}


def events_known(
    events: Sequence[Event], *kinds: EntryKind, on: date, known_on: date | datetime | None
) -> list[Event]:
    """Keep the entries of these kinds that happened up to a day and were known by then."""
    known = Asked.of(on, known_on).known
    return [
        event
        for event in events
        if event.kind in kinds and event.on <= on and (known is None or event.recorded_at <= known)
    ]
