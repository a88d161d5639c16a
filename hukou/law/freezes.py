"""Times in which a text lets nobody move in (冻结期), at places it names."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hukou.law.citation import Citation
from hukou.law.facts import DIVISION
from hukou.law.places import lies_within
from hukou.law.reading import Reader
from hukou.law.sections import Section

STOPS: Final = ("accept", "approve", "carry_out")
"""The steps of a settlement that a freeze may stop; what is not named goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """One time in which steps of settling stop at some places; both days are included."""

    id: str
    label: str
    places: tuple[str, ...]
    first: date
    last: date
    stops: tuple[str, ...]
    cite: Citation

    def holds(self, step: str, *, division: str, on: date) -> bool:
        """Whether it stops a step at a place on a day."""
        here = any(lies_within(division, place) is True for place in self.places)
        return here and step in self.stops and self.first <= on <= self.last


def read_freeze(section: Section, reader: Reader, jurisdiction: str) -> Freeze:
    """Return a freeze as a pack states it; raises PackError."""
    first, last = section.day("first"), section.day("last")
    if first is None or last is None or last < first:
        raise section.wrong("a freeze has a 'first' and a 'last' day, in that order")
    places, stops = section.texts("places"), section.texts("stops")
    for place in places:
        if not DIVISION.match(place) or lies_within(place, jurisdiction) is not True:
            raise section.wrong(f"{place!r} is no place of {jurisdiction}")
    if not places or not stops or set(stops) - set(STOPS):
        raise section.wrong(f"say at which 'places', and that it 'stops' {', '.join(STOPS)}")
    freeze = Freeze(
        id=section.text("id"),
        label=section.text("label"),
        places=places,
        first=first,
        last=last,
        stops=stops,
        cite=reader.clause(section),
    )
    section.close()
    return freeze
