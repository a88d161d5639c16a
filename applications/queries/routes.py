"""The route of a channel (办理路径): what is still to fetch, to bring, to wait for, for everybody.

Nothing the register knows is asked again. What a connected agency can answer is fetched for the
applicant; only what no connected agency knows has to be brought, with who issues it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from applications.connectors import first_connected
from hukou.law import Channel, Check, Facts, Regulation, load_law, required_checks

REGISTERED: Final = "person."
"""Facts the register itself answers about whoever is registered."""
PLACE: Final = frozenset({"dwelling.location_kind"})
"""Facts that follow from where the destination lies."""
FETCH: Final = "fetch"
BRING: Final = "bring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """One thing still to be done for one person: an agency is asked, or a paper is brought.

    `agency` is who answers or issues; `papers` are document kinds any one of which is enough.
    `is_told` says whether the applicant has declared the fact.
    """

    kind: str
    position: int
    name: str = field(repr=False)
    fact: str
    agency: str
    papers: Sequence[str]
    is_told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """How far a channel is from being carried out for the whole family.

    `wait_until` is the last day anybody's tenure or age is met; `left_out` counts those who cannot
    settle by it; `untold` counts facts nobody has told yet; `doubts` are the questions an officer
    will have to look at.
    """

    errands: Sequence[Errand]
    wait_until: date | None
    left_out: int
    untold: int
    doubts: int

    @property
    def fetch(self) -> list[Errand]:
        return [each for each in self.errands if each.kind == FETCH]

    @property
    def bring(self) -> list[Errand]:
        return [each for each in self.errands if each.kind == BRING]

    @property
    def length(self) -> tuple[int, bool, int, int, date]:
        """How routes are ordered (最短的如实路径在前).

        Those that leave the fewest behind come first; then those that need no waiting; then those
        with the least left uncertain, so that neither a doubt nor an untold fact is ever free; then
        the fewest things still to fetch or bring; then the earliest day.
        """
        uncertain = self.untold + self.doubts
        day = self.wait_until or date.min
        return (self.left_out, day != date.min, uncertain, len(self.errands), day)


@dataclass(frozen=True, slots=True)
class Traveller:
    """Somebody on the route: whether the register knows them, what is known, and their relation."""

    name: str = field(repr=False)
    relation: str
    is_registered: bool
    facts: Facts


def errands(regulation: Regulation, channel: Channel, people: Sequence[Traveller]) -> list[Errand]:
    """Return what is still to fetch and to bring, each once, in the order of the clause."""
    checks = required_checks(
        regulation,
        channel.id,
        [each.relation for each in people[1:]],
        known=[each.facts for each in people],
    )
    asked = [_errand(check, people[check.party]) for check in checks if _is_open(check, people)]
    return [*_once(asked), *_of_channel(channel, people[0])]


def _is_open(check: Check, people: Sequence[Traveller]) -> bool:
    traveller = people[check.party]
    if check.fact in PLACE:
        return False
    return not (
        traveller.is_registered
        and check.fact.startswith(REGISTERED)
        and check.fact in traveller.facts
    )


def _errand(check: Check, traveller: Traveller) -> Errand:
    known = load_law().vocabulary[check.fact]
    reached = first_connected(check.agencies) or ""
    return Errand(
        kind=FETCH if reached else BRING,
        position=check.party,
        name=traveller.name,
        fact=check.fact,
        agency=reached or check.agency,
        papers=known.documents_for(traveller.facts.get(check.fact)),
        is_told=check.fact in traveller.facts,
    )


def _once(asked: Sequence[Errand]) -> Iterator[Errand]:
    """Yield each question, and each paper only once for a person, however much it shows."""
    seen: set[tuple[int, Sequence[str]]] = set()
    for each in asked:
        paper = (each.position, each.papers)
        if each.kind == BRING and each.papers and paper in seen:
            continue
        seen.add(paper)
        yield each


def _of_channel(channel: Channel, applicant: Traveller) -> Iterator[Errand]:
    """Yield the papers the clause itself asks for."""
    for asked in channel.documents:
        yield Errand(
            kind=BRING,
            position=0,
            name=applicant.name,
            fact="",
            agency=asked.agency,
            papers=(asked.kind,),
            is_told=True,
        )
