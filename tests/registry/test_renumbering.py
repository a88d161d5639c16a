"""Plates renumbered and streets renamed, for everybody who lives there, in one batch."""

from datetime import date
from typing import Any

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Renumbering,
    open_household,
    rehearse_renumbering,
    renumber_addresses,
    undo_renumbering,
)
from registry.errors import AddressNotThen, BatchAlreadyUndone, BatchBuiltUpon, EventInFuture
from registry.models import Address, AddressBatch, Entry, Household, HouseholdAddress
from registry.queries import household_on, scope_of
from registry.queries.chains import broken_links
from tests.cast import BASIS, LATELY
from tests.factories import HouseholdFactory
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
LATER = date(2026, 7, 1)


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def street(land: Country) -> list[Address]:
    """Three plates of 老街, with a household in each of the first two."""
    plates = [address_in(land.village, street="老街", plate=f"{n}号") for n in (1, 2, 3)]
    for plate in plates[:2]:
        settle(HouseholdFactory.create(office=land.here.office), plate)
    return plates


def to_new_street(plates: list[Address]) -> list[Renumbering]:
    return [
        Renumbering(address=plate.pk, to={"street": "新街"}, line=line)
        for line, plate in enumerate(plates, start=2)
    ]


def how(land: Country, **more: Any) -> dict[str, Any]:
    return {"on": LATELY, "by": land.here.officer, "basis": BASIS} | more


def text_on(land: Country, household: Household, on: date, **known: Any) -> str:
    scope = scope_of(land.here.officer, on=clock.today())
    book = household_on(household.pk, on=on, scope=scope, **known)
    assert book is not None
    return book.address


def test_every_household_gets_the_new_address_from_the_day(
    land: Country, street: list[Address]
) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))

    household = Household.objects.order_by("pk")[0]
    assert text_on(land, household, date(2026, 5, 31)) == "示例县示例镇河东村老街1号"
    assert text_on(land, household, LATELY) == "示例县示例镇河东村新街1号"
    assert (batch.households, batch.addresses.count()) == (2, 3)


def test_one_entry_a_household_all_under_one_key_and_nobodys_application(
    land: Country, street: list[Address]
) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))

    entries = Entry.objects.filter(kind="address_changed")
    assert {entry.household_id for entry in entries} == set(
        Household.objects.values_list("pk", flat=True)
    )
    assert {entry.details["batch"] for entry in entries} == {str(batch.key)}
    assert {entry.application for entry in entries} == {None}
    assert not list(broken_links())


def test_old_plates_are_closed_and_lead_to_the_new_ones(
    land: Country, street: list[Address]
) -> None:
    renumber_addresses(to_new_street(street), **how(land))

    old = Address.objects.get(pk=street[0].pk)
    assert old.period.upper == LATELY
    assert old.successor is not None
    assert (old.successor.street, old.successor.plate) == ("新街", "1号")


def test_two_plates_may_change_their_numbers(land: Country, street: list[Address]) -> None:
    one, two = street[:2]
    swap = [
        Renumbering(address=one.pk, to={"plate": "2"}, line=2),
        Renumbering(address=two.pk, to={"plate": "1"}, line=3),
    ]

    renumber_addresses(swap, **how(land))

    homes = HouseholdAddress.objects.on(LATELY).order_by("household_id")
    assert [home.address.plate for home in homes] == ["2号", "1号"]


def test_a_plate_code_alone_is_a_change(land: Country, street: list[Address]) -> None:
    row = Renumbering(address=street[0].pk, to={"plate_id": "4401990001"}, line=2)

    renumber_addresses([row], **how(land))

    assert Address.objects.get(plate_id="4401990001").full_text == street[0].full_text


def test_a_preview_tells_everybody_and_stores_nothing(street: list[Address]) -> None:
    preview = rehearse_renumbering(to_new_street(street), on=LATELY)

    assert [each.after for each in preview.households] == [
        "示例县示例镇河东村新街1号",
        "示例县示例镇河东村新街2号",
    ]
    assert len(preview.addresses) == 3
    assert (Entry.objects.count(), AddressBatch.objects.count()) == (0, 0)


WRONG: list[tuple[dict[str, str], str]] = [
    ({"street": "老街"}, "新旧地址相同"),
    ({"street": "", "plate": ""}, "新地址没有内容"),
    ({"plate": "3号"}, "已有相同的地址"),
    ({"plate": "长" * 51}, "内容过长：plate"),
    ({"floor": "1"}, "没有这一栏：floor"),
]


@pytest.mark.parametrize(("to", "why"), WRONG)
def test_one_wrong_row_refuses_the_batch_by_its_line(
    land: Country, street: list[Address], to: dict[str, str], why: str
) -> None:
    rows = [
        Renumbering(address=street[1].pk, to={"street": "新街"}, line=2),
        Renumbering(address=street[0].pk, to=to, line=3),
    ]

    with pytest.raises(InvalidInput) as refused:
        renumber_addresses(rows, **how(land))

    [fault] = refused.value.errors
    assert fault["field"] == "line 3"
    assert why in fault["detail"]
    assert (Entry.objects.count(), AddressBatch.objects.count()) == (0, 0)
    assert Address.objects.filter(period__upper_inf=False).count() == 0


def test_every_wrong_row_is_told_at_once(land: Country, street: list[Address]) -> None:
    rows = [
        Renumbering(address=10**9, to={"street": "新街"}, line=2),
        Renumbering(address=street[0].pk, to={}, line=3),
    ]
    with pytest.raises(InvalidInput) as refused:
        renumber_addresses(rows, **how(land))
    assert [fault["field"] for fault in refused.value.errors] == ["line 2", "line 3"]


def test_an_address_twice_in_a_batch_is_refused(land: Country, street: list[Address]) -> None:
    rows = [
        Renumbering(address=street[0].pk, to={"plate": plate}, line=line)
        for line, plate in ((2, "8号"), (3, "9号"))
    ]
    with pytest.raises(InvalidInput) as refused:
        renumber_addresses(rows, **how(land))
    assert "出现多次" in refused.value.errors[0]["detail"]
    assert AddressBatch.objects.count() == 0


def test_two_addresses_cannot_become_one(land: Country, street: list[Address]) -> None:
    rows = [
        Renumbering(address=plate.pk, to={"plate": "9号"}, line=line)
        for line, plate in enumerate(street[:2], start=2)
    ]
    with pytest.raises(InvalidInput) as refused:
        renumber_addresses(rows, **how(land))
    assert len(refused.value.errors) == 2


def test_a_day_to_come_is_refused(land: Country, street: list[Address]) -> None:
    with pytest.raises(EventInFuture):
        renumber_addresses(to_new_street(street), **how(land, on=date(2999, 1, 1)))


def test_nobody_moves_to_a_plate_that_was_renumbered(land: Country, street: list[Address]) -> None:
    renumber_addresses(to_new_street(street), **how(land))
    with pytest.raises(AddressNotThen):
        open_household(street[0], kind="family", office=land.here.office, **how(land, on=LATER))


# --- undone ------------------------------------------------------------------------------------


def test_undone_everybody_has_the_old_address_as_if_never_lost(
    land: Country, street: list[Address]
) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))
    undo_renumbering(batch, **how(land, on=LATER))

    household = Household.objects.order_by("pk")[0]
    [home] = HouseholdAddress.objects.filter(household=household)
    assert (home.address_id, home.period) == (street[0].pk, Range(date(2000, 1, 1), None))
    assert text_on(land, household, LATELY) == "示例县示例镇河东村老街1号"
    assert Address.objects.filter(street="新街", period__isempty=False).count() == 0


def test_undoing_writes_entries_of_its_own(land: Country, street: list[Address]) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))
    undoing = undo_renumbering(batch, **how(land, on=LATER))

    told = [entry.details for entry in Entry.objects.filter(kind="reversed")]
    assert len(told) == 2
    assert {each["undoes"] for each in told} == {str(batch.key)}
    assert {each["batch"] for each in told} == {str(undoing.key)}
    assert Entry.objects.filter(kind="address_changed").count() == 2


def test_what_was_known_before_the_undoing_is_still_known(
    land: Country, street: list[Address]
) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))
    between = clock.now()
    undo_renumbering(batch, **how(land, on=LATER))

    household = Household.objects.order_by("pk")[0]
    assert text_on(land, household, LATELY, known_on=between) == "示例县示例镇河东村新街1号"


def test_who_moved_to_the_new_plate_meanwhile_keeps_the_home(
    land: Country, street: list[Address]
) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))
    new = Address.objects.get(street="新街", plate="3号")
    home = open_household(new, kind="family", office=land.here.office, **how(land, on=LATER))

    undo_renumbering(batch, **how(land, on=LATER))

    assert home.addresses.get().address_id == street[2].pk


def test_a_batch_is_undone_once(land: Country, street: list[Address]) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))
    undoing = undo_renumbering(batch, **how(land, on=LATER))
    for each in (batch, undoing):
        with pytest.raises(BatchAlreadyUndone):
            undo_renumbering(each, **how(land, on=LATER))


def test_a_batch_that_was_built_upon_waits_for_the_later_one(
    land: Country, street: list[Address]
) -> None:
    batch = renumber_addresses(to_new_street(street), **how(land))
    new = Address.objects.get(street="新街", plate="1号")
    row = Renumbering(address=new.pk, to={"plate": "11号"}, line=2)
    renumber_addresses([row], **how(land, on=LATER))
    with pytest.raises(BatchBuiltUpon):
        undo_renumbering(batch, **how(land, on=LATER))
