"""Files that a demo county decided in the year before (往年案卷), some of them planted as risky.

Ordinary ones were looked at for days and stand. What is planted is written down beside them, so
that a rehearsal of a delegation can be measured: it must name these and no others.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from hukou.kernel.periods import full_years

from .offices import DESTINATION, ORIGIN, STATIONS
from .plan import CountyPlan

FILES: Final = 30
EVERY: Final = timedelta(days=11)
STREET: Final = "往年路"
OF_AGE: Final = 25


class Fate(StrEnum):
    """What became of a file, and so what a rehearsal must say of it."""

    ORDINARY = ""
    REFUSED = "refused"
    REVERSED = "undone"
    HASTY = "hasty"


PLANTED: Final[Mapping[int, Fate]] = {
    3: Fate.REFUSED,
    6: Fate.REVERSED,
    9: Fate.HASTY,
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


def plan_last_year(
    plan: CountyPlan, *, today: date, villages: Mapping[str, Sequence[str]]
) -> Iterator[PastFile]:
    """Yield the files of the year before `today`, oldest first; each by somebody else."""
    alone = [
        household.members[0].person
        for household in plan.households
        if household.office == ORIGIN and not household.story and len(household.members) == 1
    ]
    grown = [each for each in alone if full_years(each.born, today) > OF_AGE]
    stations = [each for each in STATIONS if each.code.startswith(DESTINATION[:6])]
    for position, person in enumerate(grown[:FILES]):
        station = stations[position % len(stations)]
        places = villages[station.areas[0]]  # a street: what counts as town
        fate = PLANTED.get(position, Fate.ORDINARY)
        refused = {"dwelling.legal_and_stable": False} if fate is Fate.REFUSED else {}
        yield PastFile(
            number=person.number,
            office=station.code,
            division=places[position % len(places)],
            plate=f"{9000 + position}号",
            on=today - timedelta(days=355) + position * EVERY,
            facts={**TRUE, **refused},
            fate=fate,
        )
