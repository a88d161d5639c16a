"""What the law of a place says of collective households, over what the register knows (依据)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet

from hukou.kernel import division_code
from hukou.law import AddressChoice, SetUpJudgement, load_law, parse_facts
from registry.models import CollectiveSort, Household

PUBLIC_FACT: Final = "address.public_collective"


def judge_set_up(
    sort: str, facts: Mapping[str, object], *, credit_code: str, division: str, on: date
) -> SetUpJudgement:
    """Return what the law of a place says of setting one up; a unit with a code is a unit.

    Raises:
        InvalidInput: a fact the vocabulary does not have, or a value it cannot take.
    """
    known = {**facts, "collective.is_unit": True} if credit_code else facts
    typed = parse_facts(known, on=on, prefix="facts.")
    return load_law().collectives.at(division, on=on).judge_set_up(sort, typed.values)


def choose_address(facts: Mapping[str, object], *, division: str, on: date) -> AddressChoice:
    """Return the step of the order that gives an address in a county (落户地址的先后).

    `facts` are those of the vocabulary's `address.` group somebody looked at; whether the
    county has a public collective household is read from the register.
    """
    county = division_code.county(division) or ""
    is_there = public_collectives_of(county, on=on).exists()
    typed = parse_facts({**facts, PUBLIC_FACT: is_there}, on=on, prefix="facts.")
    return load_law().collectives.at(division, on=on).choose_address(typed.values)


def is_public_collective(household: Household, *, on: date) -> bool:
    """Whether a household is a public collective one on a day."""
    rows = Household.objects.on(on).filter(pk=household.pk)
    return rows.filter(collective__sort=CollectiveSort.PUBLIC).exists()


def public_collectives_of(county: str, *, on: date) -> QuerySet[Household]:
    """Return the public collective households of a county on a day."""
    return Household.objects.on(on).filter(
        collective__sort=CollectiveSort.PUBLIC, collective__district__code=county
    )
