"""One family under two regulations, as its page shows it: every way that was tried, by clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from applications.models import PopulationFamily
from applications.queries.comparing import FamilyBeside
from hukou.law import ChannelJudgement, CompanionJudgement, Judgement, Standing

PARENTS: Final = {"female": "mother", "male": "father"}
Judged = ChannelJudgement | CompanionJudgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One rule as it was applied to somebody: what it requires, what was found."""

    channel: str
    outcome: str
    findings: Sequence[Mapping[str, Any]] = ()
    review: Sequence[Mapping[str, Any]] = ()
    missing: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """How somebody comes out under one regulation; the way that decides stands first."""

    standing: Standing
    ways: Sequence[Way] = ()
    others: Sequence[Way] = ()
    limits: Sequence[Mapping[str, Any]] = ()
    review: Sequence[Mapping[str, Any]] = ()

    @property
    def clause(self) -> str:
        return self.standing.cite.clause if self.standing.cite else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBeside:
    """Somebody's facts, and both sides."""

    party: str
    relation: str
    facts: Mapping[str, Any]
    change: str
    sides: Sequence[Side] = field(default_factory=list)


def people_beside(family: PopulationFamily, judged: FamilyBeside) -> list[PersonBeside]:
    """Return everybody of a family with both rule paths."""
    return [
        PersonBeside(
            party=member["party"],
            relation=relation_of(member["facts"]) if position else "",
            facts=member["facts"],
            change=change.value,
            sides=[
                _side(judged.former, former, position),
                _side(judged.following, following, position),
            ],
        )
        for position, (member, (former, following, change)) in enumerate(
            zip(family.people, judged.people, strict=True)
        )
    ]


def relation_of(facts: Mapping[str, Any]) -> str:
    """Return what somebody is to the applicant; which parent, where the sex is known."""
    kin = str(facts.get("relation.kind", ""))
    return PARENTS.get(str(facts.get("person.sex")), kin) if kin == "parent" else kin


def _side(judgement: Judgement, standing: Standing, position: int) -> Side:
    if position:
        own = [each for each in judgement.companions if each.id == str(position)]
        return Side(
            standing=standing,
            ways=[_way(each, each.channel or "") for each in own],
            limits=list(_limits(judgement, str(position))),
        )
    first = [each for each in judgement.channels if each.id == standing.channel]
    rest = [each for each in judgement.channels if each.id != standing.channel]
    return Side(
        standing=standing,
        ways=[_way(each, each.id) for each in first],
        others=[_way(each, each.id) for each in rest],
        review=[each.as_json() for each in judgement.review],
    )


def _way(judged: Judged, channel: str) -> Way:
    verdict = judged.verdict
    return Way(
        channel=channel,
        outcome=judged.outcome.value,
        findings=[each.as_json() for each in verdict.findings],
        review=[each.as_json() for each in verdict.review],
        missing=verdict.missing,
    )


def _limits(judgement: Judgement, name: str) -> Iterator[Mapping[str, Any]]:
    for limit in judgement.limits:
        if name in limit.kept_out or limit.satisfied is None:
            yield limit.as_json()
