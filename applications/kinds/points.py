"""What a round of settling by points asks and knows (积分核查): each indicator of its own agency.

`points.total` is asked of nobody: it is the total of the sheet on the round's final list.
"""

from collections.abc import Sequence
from typing import Final

from applications.models import Application, Party, PartyRole
from applications.queries.evidence import KnownFact, PartyEvidence
from applications.queries.rounds.entry import (
    entry_of,
    final_rank,
    is_theirs,
    scheme_asked,
    scheme_of,
)
from applications.queries.rounds.sheets import total_on_list
from hukou.law import Facts, load_law
from hukou.law.points.scheme import TOTAL, Indicator, Scheme

from .kind import Check

NOTHING: Final = 0


def with_points(
    application: Application, asked: Sequence[Check], applicant: Party, *, known: Facts
) -> list[Check]:
    """Return what is asked of a file: in a round also each fact of its scheme, never the total.

    What by the applicant's own word earns nothing is not asked, unless it could take points off.
    """
    if (entry := entry_of(application)) is None:
        return list(asked)
    vocabulary = load_law().vocabulary
    return [
        *(each for each in asked if each.fact != TOTAL),
        *(
            Check(applicant.pk, fact, vocabulary[fact].verified_by)
            for fact in facts_asked(scheme_of(entry.round), known)
            if vocabulary[fact].verified_by
        ),
    ]


def facts_asked(scheme: Scheme, known: Facts) -> tuple[str, ...]:
    """Return the facts that a scheme asks of somebody who declares these."""
    claimed = (each for each in scheme.indicators if _may_count(each, known))
    facts = dict.fromkeys(scheme.tie_facts)
    for indicator in claimed:
        facts |= dict.fromkeys(indicator.facts)
        less = (getattr(part.formula, "less", "") for part in indicator.parts)
        facts |= dict.fromkeys(each for each in less if each)
    return tuple(facts)


def add_points(application: Application, people: list[PartyEvidence]) -> list[PartyEvidence]:
    """Add the total with which the applicant stands on the final list of the round.

    It is nobody else's: who took the place of whoever entered has none.
    """
    scheme = scheme_asked(application)
    entry = entry_of(application) if scheme is not None else None
    rank = final_rank(entry) if entry is not None else None
    if scheme is None or entry is None or rank is None or not is_theirs(entry, application):
        return people
    applicant = next(each for each in people if each["role"] == PartyRole.APPLICANT)
    applicant["facts"][TOTAL] = KnownFact(
        value=str(total_on_list(rank, scheme)),
        source="rule",
        note=f"round {entry.round.year} list {rank.round_list.version}",
    )
    return people


def _may_count(indicator: Indicator, known: Facts) -> bool:
    """Whether an indicator can change somebody's score, as far as they have told."""
    item = indicator.item(known.values)
    return bool(item.missing) or item.points != NOTHING or _takes_off(indicator)


def _takes_off(indicator: Indicator) -> bool:
    points = (getattr(part.formula, "points", NOTHING) for part in indicator.parts)
    return any(each < NOTHING for each in points if not isinstance(each, dict))
