"""Where people really live (rows R12, R13): recorded apart from hukou, and compared with it."""

from datetime import date, timedelta
from typing import Any

import pytest

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    Renumbering,
    record_actual_residence,
    register_death,
    rename_division,
    renumber_addresses,
)
from registry.errors import (
    AddressNotThen,
    EventBeforeBirth,
    EventInFuture,
    LaterEventStands,
    PersonHasDied,
)
from registry.models import ActualResidence, Address, Entry, HouseholdAddress, Person
from registry.queries import (
    ActualHome,
    Whereabouts,
    actual_home_on,
    count_living_apart,
    list_living_apart,
    scope_of,
    scope_of_client,
)
from tests.cast import BASIS, LATELY, Family, family
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
SOON = LATELY + timedelta(days=10)


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def home(land: Country) -> Address:
    return address_in(land.village, plate="1号")


@pytest.fixture
def ouyang(land: Country, home: Address) -> Family:
    folk = family(land.here.office)
    settle(folk.household, home)
    return folk


def record(land: Country, person: Person, **told: Any) -> ActualResidence:
    how: dict[str, Any] = {"on": LATELY, "by": land.here.officer, "basis": BASIS, "source": "visit"}
    return record_actual_residence(person, **how | told)


def seen(land: Country, person: Person, on: date = SOON, **known: Any) -> ActualHome | None:
    return actual_home_on(
        person.pk, on=on, scope=scope_of(land.here.officer, on=clock.today()), **known
    )


def whereabouts(land: Country, person: Person, on: date = SOON) -> str:
    found = seen(land, person, on)
    return found.whereabouts if found else "unknown"


def listed(land: Country, area: str = "", **asked: Any) -> list[int]:
    scope = scope_of(land.here.officer, on=clock.today())
    page = list_living_apart(area, scope=scope, on=SOON, **asked)
    return [each.person_id for each in page.items]


# --- recorded (R12) ----------------------------------------------------------------------------


def test_it_is_recorded_with_its_own_refresh_date_and_leaves_hukou_alone(
    land: Country, ouyang: Family
) -> None:
    there = address_in(land.other)
    before = ouyang.residence_of(ouyang.son).period

    record(land, ouyang.son, address=there, refreshed_on=SOON)

    found = seen(land, ouyang.son)
    assert found is not None
    assert (found.text, found.since, found.refreshed_on) == (there.full_text, LATELY, SOON)
    assert ouyang.residence_of(ouyang.son).period == before
    [entry] = Entry.objects.filter(kind="actual_residence")
    assert (entry.person_id, entry.office_id) == (ouyang.son.pk, land.here.office.pk)


def test_the_same_place_again_only_refreshes_it(land: Country, ouyang: Family) -> None:
    there = address_in(land.other)
    record(land, ouyang.son, address=there)
    record(land, ouyang.son, address=there, on=SOON)

    [row] = ActualResidence.objects.all()
    assert (row.period.lower, row.refreshed_on) == (LATELY, SOON)


def test_another_place_ends_the_one_before(land: Country, ouyang: Family) -> None:
    record(land, ouyang.son, address=address_in(land.other))
    record(land, ouyang.son, place="广东省深圳市南山区", on=SOON)

    before, after = ActualResidence.objects.order_by("period")
    assert (before.period.upper, after.place) == (SOON, "广东省深圳市南山区")


def test_what_was_known_before_is_still_known(land: Country, ouyang: Family) -> None:
    record(land, ouyang.son, place="广东省深圳市")
    between = clock.now()
    record(land, ouyang.son, place="北京市")

    now, then = seen(land, ouyang.son), seen(land, ouyang.son, known_on=between)
    assert now is not None
    assert then is not None
    assert (now.text, then.text) == ("北京市", "广东省深圳市")


TOMORROW = clock.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"place": "北京市", "on": TOMORROW}, EventInFuture),
        ({"place": "北京市", "refreshed_on": TOMORROW}, EventInFuture),
        ({"place": "北京市", "on": date(2009, 1, 1)}, EventBeforeBirth),
        ({"place": "北京市", "refreshed_on": LATELY - timedelta(days=1)}, InvalidInput),
        ({"place": "  "}, InvalidInput),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_stored(
    land: Country, ouyang: Family, told: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        record(land, ouyang.son, **told)
    assert (
        ActualResidence.objects.count(),
        Entry.objects.filter(kind="actual_residence").count(),
    ) == (0, 0)


def test_the_dead_live_nowhere(land: Country, ouyang: Family) -> None:
    how: dict[str, Any] = {"by": land.here.officer, "on": LATELY, "basis": BASIS}
    register_death(ouyang.son, declarant="欧阳修", certificate="死证字第1号", **how)
    with pytest.raises(PersonHasDied):
        record(land, ouyang.son, place="北京市")


def test_an_earlier_place_is_not_slipped_in_before_a_later_one(
    land: Country, ouyang: Family
) -> None:
    record(land, ouyang.son, place="北京市", on=SOON)
    with pytest.raises(LaterEventStands):
        record(land, ouyang.son, place="上海市")


def test_a_plate_that_was_renumbered_is_not_taken(
    land: Country, ouyang: Family, home: Address
) -> None:
    how: dict[str, Any] = {"by": land.here.officer, "on": LATELY, "basis": BASIS}
    renumber_addresses([Renumbering(address=home.pk, to={"plate": "9"}, line=2)], **how)
    with pytest.raises(AddressNotThen):
        record(land, ouyang.son, address=home, on=SOON)


def test_another_agency_is_not_told(land: Country, ouyang: Family) -> None:
    record(land, ouyang.son, place="北京市")
    scope = scope_of_client("agency", frozenset({"residents:read", "residents:address"}))
    assert actual_home_on(ouyang.son.pk, on=SOON, scope=scope) is None


# --- compared (R13) ----------------------------------------------------------------------------


def test_nobody_is_apart_of_whom_nothing_is_recorded(land: Country, ouyang: Family) -> None:
    assert whereabouts(land, ouyang.son) == "unknown"
    assert listed(land) == []


def test_at_the_registered_address_all_is_one(land: Country, ouyang: Family, home: Address) -> None:
    record(land, ouyang.son, address=home)
    assert whereabouts(land, ouyang.son) == Whereabouts.TOGETHER
    assert listed(land) == []


def test_another_plate_of_the_village_and_another_village_are_told_apart(
    land: Country, ouyang: Family
) -> None:
    record(land, ouyang.son, address=address_in(land.village, plate="2号"))
    record(land, ouyang.daughter, address=address_in(land.other))
    record(land, ouyang.mother, place="北京市")

    assert whereabouts(land, ouyang.son) == Whereabouts.APART_WITHIN
    assert whereabouts(land, ouyang.daughter) == Whereabouts.APART
    assert whereabouts(land, ouyang.mother) == Whereabouts.APART
    counts = count_living_apart("", scope=scope_of(land.here.officer, on=clock.today()), on=SOON)
    assert (counts.apart, counts.apart_within, counts.total) == (2, 1, 3)


def test_it_ends_by_itself_when_they_come_home(
    land: Country, ouyang: Family, home: Address
) -> None:
    record(land, ouyang.son, place="北京市")
    assert listed(land) == [ouyang.son.pk]

    record(land, ouyang.son, address=home, on=SOON)

    assert listed(land) == []
    assert whereabouts(land, ouyang.son, LATELY) == Whereabouts.APART


def test_it_ends_by_itself_when_the_household_follows(land: Country, ouyang: Family) -> None:
    there = address_in(land.other)
    record(land, ouyang.son, address=there)
    assert listed(land) == [ouyang.son.pk]

    HouseholdAddress.objects.filter(household=ouyang.household).update(address=there)

    assert listed(land) == []


def test_a_plate_renumbered_under_both_keeps_them_together(
    land: Country, ouyang: Family, home: Address
) -> None:
    record(land, ouyang.son, address=home)
    how: dict[str, Any] = {"by": land.here.officer, "on": SOON, "basis": BASIS}
    renumber_addresses([Renumbering(address=home.pk, to={"plate": "9"}, line=2)], **how)

    found = seen(land, ouyang.son)
    assert found is not None
    assert (found.whereabouts, found.text[-2:]) == (Whereabouts.TOGETHER, "9号")


def test_a_village_renamed_between_them_changes_nothing(land: Country, ouyang: Family) -> None:
    record(land, ouyang.son, address=address_in(land.village, plate="2号"))
    rename_division(land.village, name="河东新村", **land.decided(SOON))

    found = seen(land, ouyang.son)
    assert found is not None
    assert found.whereabouts == Whereabouts.APART_WITHIN
    assert found.text == "示例县示例镇河东新村2号"


def test_the_list_is_of_an_area_and_of_a_level(land: Country, ouyang: Family) -> None:
    record(land, ouyang.son, address=address_in(land.village, plate="2号"))
    record(land, ouyang.mother, place="北京市")

    assert listed(land, "440199100201") == [ouyang.mother.pk, ouyang.son.pk]
    assert listed(land, "440199100000") == [ouyang.mother.pk, ouyang.son.pk]
    assert listed(land, "440199100202") == []
    assert listed(land, level="apart") == [ouyang.mother.pk]
    with pytest.raises(InvalidInput):
        listed(land, level="near")


def test_the_list_goes_on_by_pages(land: Country, ouyang: Family) -> None:
    everybody = [ouyang.father, ouyang.mother, ouyang.son, ouyang.daughter]
    for person in everybody:
        record(land, person, place="北京市")
    scope = scope_of(land.here.officer, on=clock.today())

    first = list_living_apart("", scope=scope, on=SOON, limit=3)
    second = list_living_apart("", scope=scope, on=SOON, limit=3, after=int(first.next or 0))

    assert [each.person_id for each in (*first.items, *second.items)] == [
        person.pk for person in everybody
    ]
    assert second.next is None


def test_the_list_shows_only_ones_own_part_of_the_register(land: Country, ouyang: Family) -> None:
    stranger = PersonFactory.create()
    ResidenceFactory.create(person=stranger, household=HouseholdFactory.create())
    record(land, stranger, place="北京市")
    record(land, ouyang.son, place="北京市")
    assert listed(land) == [ouyang.son.pk]
