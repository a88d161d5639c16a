"""Two officers change one plate or one division at the same moment: the second sees the first."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from registry.actions import (
    Renumbering,
    open_household,
    rename_division,
    renumber_addresses,
    renumbering,
)
from registry.models import Address, Division, Household, HouseholdAddress
from registry.models.addresses import AddressQuerySet
from registry.models.divisions import DivisionQuerySet
from tests.cast import BASIS, LATELY
from tests.factories import HouseholdFactory
from tests.places import Country, address_in, country, settle
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def plate(land: Country) -> Address:
    """A plate at which nobody lives yet, so that only its own lock holds two officers apart."""
    return address_in(land.village, plate="1号")


def how(land: Country) -> dict[str, Any]:
    return {"on": LATELY, "by": land.here.officer, "basis": BASIS}


def renumberings(land: Country, plate: Address) -> list[Callable[[], object]]:
    return [
        partial(
            renumber_addresses,
            [Renumbering(address=plate.pk, to={"plate": number}, line=2)],
            **how(land),
        )
        for number in ("8号", "9号")
    ]


def heirs() -> int:
    return Address.objects.filter(plate__in=["8号", "9号"]).count()


# --- one plate, two renumberings ---------------------------------------------------------------


def test_of_two_renumberings_of_one_plate_one_is_refused(land: Country, plate: Address) -> None:
    outcomes = named(at_once(*renumberings(land, plate)))

    assert outcomes == ["AddressBatch", "InvalidInput"]
    assert heirs() == 1


def test_so_it_is_where_somebody_lives_at_the_plate(land: Country, plate: Address) -> None:
    settle(HouseholdFactory.create(office=land.here.office), plate)

    outcomes = named(at_once(*renumberings(land, plate)))

    assert outcomes == ["AddressBatch", "InvalidInput"]
    assert HouseholdAddress.objects.filter(period__upper_inf=True).count() == 1


def test_without_the_lock_one_plate_would_become_two(
    land: Country,
    plate: Address,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    """A control: if this fails, the tests above prove nothing."""

    def unlocked(addresses: AddressQuerySet, *ids: int) -> list[Address]:
        return list(addresses.filter(id__in=ids))

    monkeypatch.setattr(AddressQuerySet, "lock", unlocked)
    monkeypatch.setattr("registry.actions.renumbering._opened", slowly(both_have_read))
    outcomes = named(at_once(*renumberings(land, plate)))

    assert outcomes == ["AddressBatch", "AddressBatch"]
    assert heirs() == 2


def slowly(both_have_read: Callable[[], None]) -> Callable[..., object]:
    """Return the opening of a batch, held until both have checked their rows."""
    opened = renumbering._opened  # noqa: SLF001 - held between its reads and its writes

    def held(**told: Any) -> object:
        both_have_read()
        return opened(**told)

    return held


# --- somebody moves in while the plate is renumbered -------------------------------------------


def test_nobody_is_left_at_a_plate_that_was_renumbered(land: Country, plate: Address) -> None:
    there = land.here.office
    calls: list[Callable[[], object]] = [
        renumberings(land, plate)[0],
        partial(open_household, plate, kind="family", office=there, **how(land)),
    ]

    outcomes = named(at_once(*calls))

    assert outcomes in (
        ["AddressBatch", "AddressNotThen"],
        ["AddressBatch", "Household"],
        ["Household", "TryAgain"],
    )
    for home in HouseholdAddress.objects.filter(period__upper_inf=True):
        assert LATELY in Address.objects.get(pk=home.address_id).period
    assert Household.objects.count() <= 1


# --- one division, two renames -----------------------------------------------------------------


def renames(land: Country) -> list[Callable[[], object]]:
    return [
        partial(
            rename_division,
            land.village,
            name=f"村{code}",
            code=f"440199100{code}",
            **land.decided(LATELY + timedelta(days=1)),
        )
        for code in ("203", "204")
    ]


def test_of_two_renames_of_one_village_one_is_refused(land: Country) -> None:
    outcomes = named(at_once(*renames(land)))

    assert outcomes == ["DivisionChange", "DivisionNotThen"]
    assert Division.objects.filter(code__in=["440199100203", "440199100204"]).count() == 1


def test_without_the_lock_one_village_would_become_two(
    land: Country, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: if this fails, the test above proves nothing."""

    def unlocked(divisions: DivisionQuerySet, *ids: int) -> list[Division]:
        return list(divisions.filter(id__in=ids))

    held = DivisionQuerySet.in_bulk

    def read(divisions: DivisionQuerySet, ids: list[int]) -> dict[int, Division]:
        found = held(divisions, ids)
        both_have_read()
        return found

    monkeypatch.setattr(DivisionQuerySet, "lock", unlocked)
    monkeypatch.setattr(DivisionQuerySet, "in_bulk", read)
    outcomes = named(at_once(*renames(land)))

    assert outcomes == ["DivisionChange", "DivisionChange"]
