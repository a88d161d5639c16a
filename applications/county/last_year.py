"""Files that a demo county decided in the year before (往年案卷), some of them planted as risky.

Ordinary ones were looked at for days and stand. What is planted is written down beside them, so
that a rehearsal of a delegation can be measured: it must name these and no others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hukou.kernel.periods import full_years

from .offices import DESTINATION, ORIGIN, STATIONS
from .plan import CountyPlan, PlannedOffice, PlannedPerson

FILES: Final = 30
EVERY: Final = timedelta(days=11)
FIRST: Final = timedelta(days=355)
STREET: Final = "往年路"
OF_AGE: Final = 25
PILOT_BEGAN: Final = timedelta(days=35)
"""How long ago an order let the counter of one station decide by itself; it ended yesterday."""
BY_ORDER: Final = (timedelta(days=28), timedelta(days=21), timedelta(days=14), timedelta(days=7))
"""How long ago each file of that trial was handed in; the last one was refused."""


class Fate(StrEnum):
    """What became of a file, and so what a rehearsal must say of it."""

    ORDINARY = ""
    REFUSED = "refused"
    REVERSED = "undone"
    HASTY = "hasty"


PLANTED: Final[Mapping[int, Fate]] = {
    1: Fate.REFUSED,
    3: Fate.REVERSED,
    5: Fate.HASTY,
    12: Fate.REFUSED,
    20: Fate.REVERSED,
    26: Fate.REFUSED,
}
"""Which files are planted as risky, by their place in the year."""
TRUE: Final[Mapping[str, object]] = {
    "dwelling.tenure": "owned",
    "dwelling.legal_and_stable": True,
    "dwelling.area_m2": "62.50",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFile:
    """One file: who settles, where, handed in when, what the agencies said, what became of it."""

    number: str
    office: str
    division: str
    plate: str
    on: date
    facts: Mapping[str, object]
    fate: Fate
    by_order: bool = False


def plan_last_year(
    plan: CountyPlan, *, today: date, villages: Mapping[str, Sequence[str]]
) -> Iterator[PastFile]:
    """Yield the files of the year before `today`, the trial first; each by somebody else."""
    people = _movers(plan, today=today)
    stations = [each for each in STATIONS if each.code.startswith(DESTINATION[:6])]
    [trial] = [each for each in stations if each.code == DESTINATION]
    for position, (ago, person) in enumerate(zip(BY_ORDER, people, strict=False), start=FILES):
        fate = Fate.REFUSED if ago == BY_ORDER[-1] else Fate.ORDINARY
        file = _file(person, trial, villages, position, fate, on=today - ago)
        yield replace(file, by_order=True)
    for position, person in enumerate(people[len(BY_ORDER) :][:FILES]):
        station = stations[position % len(stations)]
        fate = PLANTED.get(position, Fate.ORDINARY)
        yield _file(person, station, villages, position, fate, on=today - FIRST + position * EVERY)


def _movers(plan: CountyPlan, *, today: date) -> list[PlannedPerson]:
    """Return who lives alone elsewhere, and is grown up."""
    alone = [
        household.members[0].person
        for household in plan.households
        if household.office == ORIGIN and not household.story and len(household.members) == 1
    ]
    return [each for each in alone if full_years(each.born, today) > OF_AGE]


def _file(
    person: PlannedPerson,
    station: PlannedOffice,
    villages: Mapping[str, Sequence[str]],
    position: int,
    fate: Fate,
    *,
    on: date,
) -> PastFile:
    places = villages[station.areas[0]]  # a street: what counts as town
    refused = {"dwelling.legal_and_stable": False} if fate is Fate.REFUSED else {}
    return PastFile(
        number=person.number,
        office=station.code,
        division=places[position % len(places)],
        plate=f"{9000 + position}号",
        on=on,
        facts={**TRUE, **refused},
        fate=fate,
    )
