"""Who may compare regulations, whose comparisons they see, and how one family is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from applications.errors import MayNotCompare
from applications.models import Comparison, Population, PopulationFamily
from applications.queries.authority import BUREAU, post_of
from hukou.kernel.errors import InvalidInput, NotFound
from hukou.law import (
    Change,
    Companion,
    Facts,
    Judgement,
    Regulation,
    Standing,
    beside,
    load_law,
    parse_facts,
    simulate,
    standings,
)
from registry.models import Account, Office
from registry.queries import Scope

DRAFTERS: Final = BUREAU
"""The bureaus draft local rules and evaluate them; a station applies them."""


def drafting_office(account: Account | None, *, on: date) -> Office | None:
    """Return the office an account compares regulations for; the operator has none.

    Raises MayNotCompare: no post of those who draft and evaluate.
    """
    if account is None:
        return None
    post = post_of(account, on=on)
    if post is None or post.role not in DRAFTERS:
        raise MayNotCompare
    return Office.objects.get(pk=post.office_id)


def populations_within(scope: Scope) -> QuerySet[Population]:
    """Return the populations of the scope's offices, and the made-up ones."""
    made_up = Q(office=None, kind="county")
    return Population.objects.filter(made_up | scope.within())


def comparisons_within(scope: Scope) -> QuerySet[Comparison]:
    """Return the comparisons that the scope's offices asked for."""
    asked = Comparison.objects.select_related("population", "office", "asked_by")
    return scope.rows(asked)


def comparison_of(comparison_id: UUID, *, scope: Scope) -> Comparison:
    """Return a comparison, if this scope may see it. Raises NotFound."""
    found = comparisons_within(scope).filter(pk=comparison_id).first()
    if found is None:
        raise NotFound
    return found


def regulation_named(name: str, *, field: str) -> Regulation:
    """Return a regulation by its id. Raises InvalidInput."""
    found = load_law().regulations.get(name)
    if found is None:
        raise InvalidInput(f"没有规定 {name}", field=field)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyBeside:
    """One family under both regulations, as judged and as they stand."""

    former: Judgement
    following: Judgement
    people: Sequence[tuple[Standing, Standing, Change]]


def judged_beside(
    family: PopulationFamily, former: Regulation, following: Regulation, *, on: date
) -> FamilyBeside:
    """Judge a family by both regulations as of a day."""
    applicant, companions = people_of(family.people, on=on)
    asked: Mapping[str, Any] = {
        "on": on,
        "applicant": applicant,
        "companions": companions,
        "division": family.division,
    }
    one, other = simulate(former, **asked), simulate(following, **asked)
    told = beside(standings(former, one), standings(following, other))
    return FamilyBeside(former=one, following=other, people=tuple(told.values()))


def people_of(
    people: Sequence[Mapping[str, Any]], *, on: date
) -> tuple[Facts, tuple[Companion, ...]]:
    """Return the applicant's facts and the companions, named by their place in the family."""
    read = [parse_facts(each["facts"], on=on) for each in people]
    return read[0], tuple(Companion(str(at), each) for at, each in enumerate(read) if at)
