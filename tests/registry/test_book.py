"""The household book: on a day, as known on a day, at a constant cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from psycopg.types.range import Range
from pytest_django import DjangoAssertNumQueries

from hukou.kernel import clock
from registry.actions import move_in, move_out
from registry.models import Division, Household, HouseholdAddress, Particulars
from registry.queries import Book, Scope, household_on
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import (
    AddressFactory,
    DivisionFactory,
    HouseholdFactory,
    PersonFactory,
    ResidenceFactory,
)

pytestmark = pytest.mark.django_db
ALL = Scope("test", office_ids=None, fields=frozenset({"number", "address"}))


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def book(household: Household, on: date = LATELY, **asked: Any) -> Book:
    found = household_on(household.pk, on=on, **{"scope": ALL} | asked)
    assert found is not None
    return found


def test_members_come_as_the_booklet_orders_them(ouyang: Family) -> None:
    names = [member.name for member in book(ouyang.household).members]
    assert names == ["欧阳修", "单雄英", "欧阳小水", "欧阳小山"]


def test_the_book_says_where_the_household_lives_and_who_is_head(ouyang: Family) -> None:
    found = book(ouyang.household)
    assert (
        found.address == HouseholdAddress.objects.get(household=ouyang.household).address.full_text
    )
    assert found.head is not None
    assert found.head.person_id == ouyang.father.pk
    assert found.head.relation_name == "户主"


def test_a_household_that_does_not_exist_on_the_day_has_no_book(ouyang: Family) -> None:
    assert household_on(ouyang.household.pk, on=date(1999, 12, 31), scope=ALL) is None


def test_an_empty_household_has_a_book_without_members() -> None:
    assert book(HouseholdFactory.create()).members == []


def test_who_moved_out_is_in_the_book_up_to_the_day_before(here: Station, ouyang: Family) -> None:
    move_out(ouyang.residence_of(ouyang.daughter), reason="study", **here.how)

    before = book(ouyang.household, on=LATELY - timedelta(days=1))
    assert len(before.members) == 4
    assert len(book(ouyang.household).members) == 3


def test_a_back_dated_correction_shows_from_the_day_it_was_recorded(
    here: Station, ouyang: Family
) -> None:
    """Row R09: the household on D, as the register knew it on K."""
    day, then = date(2026, 7, 1), clock.now()
    move_out(ouyang.residence_of(ouyang.daughter), reason="study", **here.how)

    assert len(book(ouyang.household, on=day, known_on=then).members) == 4
    assert len(book(ouyang.household, on=day, known_on=clock.now()).members) == 3
    assert len(book(ouyang.household, on=day).members) == 3


def test_what_was_known_at_the_end_of_today_is_what_is_known_now(
    here: Station, ouyang: Family
) -> None:
    move_out(ouyang.residence_of(ouyang.daughter), reason="study", **here.how)

    known = book(ouyang.household, known_on=clock.today())
    assert known.members == book(ouyang.household).members
    assert known.known_on == clock.today()


def test_before_it_was_recorded_nothing_was_known(ouyang: Family) -> None:
    yesterday = clock.today() - timedelta(days=1)
    assert household_on(ouyang.household.pk, on=LATELY, known_on=yesterday, scope=ALL) is None


def test_of_two_corrections_each_instant_knows_its_own(here: Station, ouyang: Family) -> None:
    knew: list[Any] = [clock.now()]
    for child in (ouyang.daughter, ouyang.son):
        move_out(ouyang.residence_of(child), reason="study", **here.how)
        knew.append(clock.now())

    known = [len(book(ouyang.household, known_on=instant).members) for instant in knew]
    assert known == [4, 3, 2]


def test_a_name_corrected_later_is_shown_as_it_was_known(ouyang: Family) -> None:
    then = clock.now()
    Particulars.objects.filter(person=ouyang.father).update(name="欧阳修远")

    names = [book(ouyang.household, known_on=known).members[0].name for known in (then, None)]
    assert names == ["欧阳修", "欧阳修远"]


def test_a_merged_division_keeps_its_code_for_the_days_it_had() -> None:
    """Row R14: history before the merge reads with the old code, afterwards with the new."""
    merged_on = date(2020, 1, 1)
    new = DivisionFactory.create(name="新社区", period=Range(merged_on, None))
    old = DivisionFactory.create(
        name="旧社区", period=Range(date(2000, 1, 1), merged_on), successor=new
    )
    household = HouseholdFactory.create(address=AddressFactory.create(division=old))
    ResidenceFactory.create(household=household)

    assert book(household, on=date(2019, 12, 31)).division_code == old.code
    assert book(household, on=merged_on).division_code == new.code
    assert Division.objects.on(date(2019, 12, 31)).get(code=old.code).name == "旧社区"


@pytest.mark.parametrize("known", [False, True])
@pytest.mark.parametrize("members", [2, 12])
def test_the_book_costs_one_statement_however_many_members(
    members: int, known: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    head = ResidenceFactory.create()
    for _ in range(members - 1):
        ResidenceFactory.create(household=head.household, relation="97")

    with django_assert_num_queries(1):
        found = book(head.household, known_on=clock.now() if known else None)
    assert len(found.members) == members


def test_a_number_is_masked_unless_the_scope_shows_it(ouyang: Family) -> None:
    hidden = book(ouyang.household, scope=Scope("test", office_ids=None)).members[0]
    shown = book(ouyang.household).members[0]

    assert hidden.identity_number[6:14] == "********"
    assert shown.identity_number == ouyang.father.held_numbers.get().number


def test_another_offices_household_is_not_shown(ouyang: Family) -> None:
    elsewhere = Scope("test", office_ids=frozenset({station().office.pk}))
    assert household_on(ouyang.household.pk, on=LATELY, scope=elsewhere) is None


def test_rare_characters_come_back_as_they_were_registered(here: Station) -> None:
    household = HouseholdFactory.create()
    for relation, name in (("02", "买买提·吐尔逊"), ("97", "𠮷田")):
        person = PersonFactory.create(details={"name": name})
        move_in(person, household, relation=relation, reason="join", **here.how)

    assert [member.name for member in book(household).members] == ["买买提·吐尔逊", "𠮷田"]
