"""The channel finder (途径比选): every channel that is open at a place, for every family member.

It runs the law on what is declared and registered, so it advises: nothing it says decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from hukou.law import (
    Channel,
    ChannelJudgement,
    Companion,
    CompanionJudgement,
    Destination,
    Facts,
    Judgement,
    LimitJudgement,
    Mode,
    Outcome,
    Regulation,
    Way,
    judge,
    load_law,
    nearest,
    nearest_room,
    parse_facts,
)
from registry.models import Division
from registry.queries import location_kind, register_facts

from .policy import activation_flag, activations, channels_in_force, days_activated
from .routes import Route, Traveller, errands

REFUSED: Final = "refused"
STATES: Final[Mapping[Outcome, str]] = {
    Outcome.ELIGIBLE: "met",
    Outcome.EVIDENCE: "missing",
    Outcome.REVIEW: "review",
    Outcome.NOT_ELIGIBLE: REFUSED,
    Outcome.REFUSE_ROUTE: REFUSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who might settle: the applicant first (no `relation`), then the family."""

    name: str = field(default="", repr=False)
    relation: str = ""
    person_id: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one channel stands for one person.

    `state` is `met`, `review`, `missing` (name the facts), `met_on` (a day) or `refused`;
    `clauses` are those the state rests on. `ways` are the nearest misses of a refusal, the best
    first; `limit` is the cap on persons that keeps somebody out who meets the conditions.
    """

    name: str = field(repr=False)
    state: str
    met_on: date | None
    missing: Sequence[Mapping[str, str]]
    findings: Sequence[Mapping[str, Any]]
    review: Sequence[Mapping[str, Any]]
    clauses: Sequence[Mapping[str, str]]
    ways: Sequence[Way] = ()
    limit: Mapping[str, Any] | None = None

    @property
    def nearest(self) -> list[dict[str, Any]]:
        """The ways as plain data, as a judgement freezes them too."""
        return [way.as_json() for way in self.ways]

    @property
    def is_open(self) -> bool:
        """Whether this person can settle by the channel, today or on a later day."""
        return self.state != REFUSED and self.limit is None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundChannel:
    """One channel of one regulation: a cell for each person, the route, what screens must say."""

    regulation: str
    regulation_title: str
    id: str
    name: str
    name_en: str
    cite: Mapping[str, str]
    state: str
    cells: Sequence[Cell]
    limits: Sequence[Mapping[str, Any]]
    flags: Sequence[Mapping[str, Any]]
    route: Route


def find_channels(
    candidates: Sequence[Candidate], *, division: Division, on: date, place: str | None = None
) -> list[FoundChannel]:
    """Return every channel in force at a place: the shortest honest route first, refusals last.

    Facts of registered people come from the register (one statement each); where the dwelling lies
    follows from `division`. Raises InvalidInput, naming `people.N.fact`.
    """
    dated = activations()
    known = [
        _facts(each, position, division=division, on=on) for position, each in enumerate(candidates)
    ]
    days = days_activated(dated)
    people = [
        Traveller(each.name, each.relation, each.person_id is not None, facts)
        for each, facts in zip(candidates, known, strict=True)
    ]
    found = [
        _channel(channel, regulation, people, judgement, flags)
        for regulation, channel in channels_in_force(division.code, on=on, activated=dated)
        for flags in [_flags(regulation, activation_flag(dated.get(regulation.id)))]
        for judgement in [
            judge(
                regulation,
                on=on,
                applicant=known[0],
                companions=[Companion(str(at), each) for at, each in enumerate(known) if at],
                mode=Mode.DECIDE,
                channel=channel.id,
                destination=Destination(division.code, place),
                activated_on=days.get(regulation.id),
            )
        ]
    ]
    shown = [each for each in found if each.state != REFUSED or _is_offered(each, known[0])]
    return sorted(shown, key=lambda each: (each.state == REFUSED, *each.route.length))


def _is_offered(found: FoundChannel, applicant: Facts) -> bool:
    """Whether a refusal is one: some channels only answer to those who bring their facts.

    Nobody is refused by a route (积分) that they have not asked for.
    """
    asked = load_law().regulations[found.regulation].channels[found.id].offered_when
    return not asked or applicant.knows_any(asked)


def _facts(candidate: Candidate, position: int, *, division: Division, on: date) -> Facts:
    """Return what is declared, overruled by what the register knows and by where the place is."""
    told = dict(candidate.facts)
    if candidate.person_id is not None:
        told.pop("person.age", None)
        told |= register_facts(candidate.person_id, on=on)
    if position == 0:
        told["dwelling.location_kind"] = location_kind(division)
    else:
        told["relation.kind"] = candidate.relation
    return parse_facts(told, on=on, prefix=f"people.{position}.")


def _flags(regulation: Regulation, dated: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [*(each.as_json() for each in regulation.flags), *dated]


def _channel(
    channel: Channel,
    regulation: Regulation,
    people: Sequence[Traveller],
    judgement: Judgement,
    flags: Sequence[Mapping[str, Any]],
) -> FoundChannel:
    judged: list[ChannelJudgement | CompanionJudgement] = [
        judgement.channel(channel.id),
        *judgement.companions,
    ]
    limits = [_limit(each, regulation, judgement) for each in judgement.limits]
    cells = [
        _cell(traveller, one, channel, nearest(regulation, judgement, one), limits)
        for traveller, one in zip(people, judged, strict=True)
    ]
    return FoundChannel(
        regulation=regulation.id,
        regulation_title=regulation.short_title,
        id=channel.id,
        name=channel.name,
        name_en=channel.name_en,
        cite=_cite(channel.cite.as_json()),
        state=cells[0].state,
        cells=cells,
        limits=limits,
        flags=flags,
        route=_route(regulation, channel, people, cells),
    )


def _limit(
    limit: LimitJudgement, regulation: Regulation, judgement: Judgement
) -> Mapping[str, Any]:
    """Return a cap with what would lift it."""
    room = nearest_room(regulation, judgement, limit)
    return {**limit.as_json(), "nearest": [way.as_json() for way in room]}


def _route(
    regulation: Regulation, channel: Channel, people: Sequence[Traveller], cells: Sequence[Cell]
) -> Route:
    """Return the route of those who can go it; what the others lack is told in their cells."""
    todo = errands(regulation, channel, people)
    going = [each for each in todo if cells[each.position].is_open]
    waits = [cell.met_on for cell in cells if cell.met_on is not None]
    return Route(
        errands=going,
        wait_until=max(waits, default=None),
        left_out=sum(not cell.is_open for cell in cells),
        untold=sum(len(cell.missing) for cell in cells if cell.is_open),
        doubts=sum(len(cell.review) for cell in cells if cell.is_open),
    )


def _cell(
    traveller: Traveller,
    judged: ChannelJudgement | CompanionJudgement,
    channel: Channel,
    ways: Sequence[Way],
    limits: Sequence[Mapping[str, Any]],
) -> Cell:
    verdict = judged.verdict
    labels = load_law().vocabulary
    state = STATES[verdict.outcome]
    if state == REFUSED and verdict.met_on is not None:
        state = "met_on"
    clauses = [_cite(each.cite.as_json()) for each in verdict.findings] or [
        _cite(channel.family.cite.as_json() if traveller.relation else channel.cite.as_json())
    ]
    return Cell(
        name=traveller.name,
        state=state,
        met_on=verdict.met_on,
        missing=[
            {"fact": name, "label": labels[name].label if name in labels else name}
            for name in verdict.missing
        ],
        findings=[each.as_json() for each in verdict.findings],
        review=[each.as_json() for each in verdict.review],
        clauses=list({each["clause"]: each for each in clauses}.values()),
        ways=ways,
        limit=next((each for each in limits if judged.id in each["kept_out"]), None),
    )


def _cite(cite: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in cite.items()}
