"""Somebody who has lost their dwelling is given an address in the order the law says (兜底落户)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel import division_code
from hukou.kernel.errors import InvalidInput
from hukou.law import AddressChoice, Outcome
from registry.errors import AddressUndecided, GroundsNeeded, NotOfThisPlace, constraints_explained
from registry.models import (
    Account,
    Division,
    Household,
    HouseholdKind,
    Residence,
)
from registry.queries.collective_law import choose_address, public_collectives_of

from .details import Mover
from .families import move_family

OWN: Final = "own_dwelling"
RELATIVE: Final = "relative_dwelling"
PUBLIC: Final = "public_collective"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where people were placed, by which step of the order, with their new residences."""

    choice: AddressChoice
    household: Household
    residences: list[Residence]


@transaction.atomic
@constraints_explained()
def place_by_order(
    movers: Sequence[Mover],
    *,
    division: Division,
    facts: Mapping[str, object],
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    household: Household | None = None,
    grounds: str = "",
    application: UUID | None = None,
    new_heads: Mapping[int, int] | None = None,
    relations: Mapping[int, str] | None = None,
) -> Placement:
    """Move people to the address the order of the law gives them, and keep why (兜底落户).

    `household` is where the step leads: the relative's, the unit's; of public ones the first
    of the county where none is named. The reason for each step passed over goes into every
    entry. Where the law leaves it to an officer, `grounds` says why.

    Raises:
        AddressUndecided: a fact is unknown on which the next step depends; `missing` names it.
        GroundsNeeded: no text of the place decides, and no grounds are given.
        NotOfThisPlace: somebody holds no hukou in the prefecture, and no application is named.
        InvalidInput: the household is not one this step leads to.
        The errors of `move_family`.
    """
    choice = choose_address(facts, division=division.code, on=on)
    _refuse_undecided(choice, grounds)
    if application is None:
        _refuse_strangers([mover.person_id for mover in movers], division, on=on)
    there = _destination(choice, household, division, on=on)
    residences = move_family(
        movers,
        there,
        on=on,
        by=by,
        basis=basis,
        application=application,
        new_heads=new_heads,
        relations=relations,
        details={"order": choice.as_json(), "grounds": grounds.strip()},
    )
    return Placement(choice, there, residences)


def _refuse_undecided(choice: AddressChoice, grounds: str) -> None:
    if choice.outcome is Outcome.EVIDENCE or choice.step is None:
        told = [each.reason for each in choice.reasons]
        raise AddressUndecided("；".join(told), missing=list(choice.missing))
    if choice.outcome is Outcome.REVIEW and not grounds.strip():
        raise GroundsNeeded(
            "；".join(each.reason for each in choice.reasons),
            field="grounds",
            cite=choice.reasons[0].cite.as_json(),
        )


def _refuse_strangers(people: Sequence[int], division: Division, *, on: date) -> None:
    here = Residence.objects.on(on).filter(
        person__in=people, prefecture=division_code.prefecture(division.code)
    )
    if strangers := sorted(set(people) - set(here.values_list("person_id", flat=True))):
        raise NotOfThisPlace(people=strangers)


def _destination(
    choice: AddressChoice, household: Household | None, division: Division, *, on: date
) -> Household:
    assert choice.step is not None  # noqa: S101 - refused before
    step, county = choice.step.id, division_code.county(division.code) or ""
    if step == PUBLIC and household is None:
        return public_collectives_of(county, on=on).order_by("id")[0]
    if household is None:
        raise InvalidInput("请填写要落户的户号。", field="household")
    fits = {
        PUBLIC: public_collectives_of(county, on=on).filter(pk=household.pk).exists(),
        OWN: household.kind == HouseholdKind.FAMILY,
        RELATIVE: household.kind == HouseholdKind.FAMILY,
    }
    if not fits.get(step, household.kind == HouseholdKind.COLLECTIVE):
        raise InvalidInput(
            "该户与按顺序确定的落户地址不符，请核对户号。", field="household", step=step
        )
    return household
