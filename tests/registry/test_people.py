"""A person on a day, as known on a day, at a constant cost."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from hukou.kernel import clock
from hukou.kernel.identity_number import compose
from registry.actions import PersonDetails, change_head, enrol_person, move_out
from registry.queries import (
    Scope,
    person_by_card,
    person_on,
    register_facts,
    stays_of_person,
)
from registry.queries.people import anybody_enrolled
from tests.cast import BASIS, LATELY, Family, Station, family, station
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
ALL = Scope("test", office_ids=None, fields=frozenset({"number", "address", "particulars"}))


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def test_a_person_is_shown_with_the_registration_of_the_day(ouyang: Family) -> None:
    son = person_on(ouyang.son.pk, on=LATELY, scope=ALL)

    assert son is not None
    assert (son.name, son.relation_name, son.household_id) == (
        "欧阳小山",
        "子",
        ouyang.household.pk,
    )
    assert son.address
    assert son.division_code


def test_somebody_registered_nowhere_has_no_household() -> None:
    found = person_on(PersonFactory.create().pk, on=LATELY, scope=ALL)
    assert found is not None
    assert found.household_id is None


def test_nobody_is_shown_before_their_birth(ouyang: Family) -> None:
    assert person_on(ouyang.son.pk, on=date(2009, 12, 31), scope=ALL) is None


def test_a_person_as_known_before_they_moved_out(here: Station, ouyang: Family) -> None:
    then = clock.now()
    move_out(ouyang.residence_of(ouyang.son), reason="study", **here.how)

    before = person_on(ouyang.son.pk, on=LATELY, known_on=then, scope=ALL)
    now = person_on(ouyang.son.pk, on=LATELY, scope=ALL)
    assert before is not None
    assert now is not None
    assert (before.household_id, now.household_id) == (ouyang.household.pk, None)


def test_before_they_were_recorded_nobody_was_known(ouyang: Family) -> None:
    yesterday = clock.today() - timedelta(days=1)
    assert person_on(ouyang.son.pk, on=LATELY, known_on=yesterday, scope=ALL) is None


def test_what_is_known_on_the_last_day_of_all_is_what_is_known_now(ouyang: Family) -> None:
    person = person_on(ouyang.son.pk, on=LATELY, known_on=date.max, scope=ALL)

    assert person is not None
    assert person.known_on == date.max


@pytest.mark.parametrize("known", [False, True])
def test_the_person_costs_one_statement(
    ouyang: Family, known: bool, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    instant = clock.now() if known else None
    with django_assert_num_queries(1):
        person_on(ouyang.son.pk, on=LATELY, known_on=instant, scope=ALL)


def test_fields_outside_the_scope_are_empty(here: Station) -> None:
    details = PersonDetails(
        identity_number=compose("440199", date(1990, 1, 1), sequence=5).text,
        name="李四",
        sex="1",
        birth_date=date(1990, 1, 1),
        marital_status="20",
    )
    person = enrol_person(details, on=LATELY, by=here.officer, basis=BASIS)

    scant = person_on(person.pk, on=LATELY, scope=Scope("test", office_ids=None))
    assert scant is not None
    assert (scant.marital_status, scant.address) == ("", "")
    assert "*" in scant.identity_number


def test_who_never_lived_in_the_area_is_not_shown(ouyang: Family) -> None:
    elsewhere = Scope("test", office_ids=frozenset({station().office.pk}))
    assert person_on(ouyang.son.pk, on=LATELY, scope=elsewhere) is None


def test_who_once_lived_in_the_area_is_still_shown(here: Station, ouyang: Family) -> None:
    move_out(ouyang.residence_of(ouyang.son), reason="study", **here.how)
    mine = Scope("test", office_ids=frozenset({here.office.pk}))
    assert person_on(ouyang.son.pk, on=LATELY, scope=mine) is not None


def test_stays_tell_where_somebody_lived_from_when_to_when(here: Station, ouyang: Family) -> None:
    change_head(ouyang.household, to=ouyang.mother, **here.how)

    stays = stays_of_person(ouyang.father.pk, scope=ALL)
    assert [(stay.relation, stay.since, stay.until) for stay in stays] == [
        ("02", date(2010, 1, 1), LATELY),
        ("11", LATELY, None),
    ]
    assert all(stay.visible for stay in stays)


def test_the_register_knows_some_of_the_laws_facts(ouyang: Family) -> None:
    facts = register_facts(ouyang.son.pk, on=LATELY)
    assert facts == {
        "person.birth_date": "2010-01-02",
        "person.age": 16,
        "person.sex": "male",
        "person.hukou_place": "440199",
    }


def test_an_unknown_person_has_no_facts() -> None:
    assert register_facts(0, on=LATELY) == {}


def test_an_empty_register_holds_nobody() -> None:
    assert not anybody_enrolled()
    PersonFactory.create()
    assert anybody_enrolled()


TYPED = [
    ("买买提·艾力", "买买提·艾力"),
    ("买买提·艾力", "买买提\u2022艾力"),
    ("买买提·艾力", "买买提\u30fb艾力"),
    ("买买提·艾力", " 买买提·艾力 "),
    ("Anna Li", "\uff21\uff4e\uff4e\uff41 \uff2c\uff49"),
    ("𠮷田", "𠮷田"),
    ("王𠮷", "王𠮷\U000e0100"),
]


@pytest.mark.parametrize(("stored", "typed"), TYPED)
def test_number_and_name_find_somebody_however_the_name_is_typed(stored: str, typed: str) -> None:
    person = PersonFactory.create(details__name=stored)
    number = person.held_numbers.get().number

    assert person_by_card(number, typed, on=LATELY) == person


@pytest.mark.parametrize(
    "typed", ["", "·", "吉田", "𠮷", "田𠮷", "\ue000", "\0", "\ud800", "𠮷" * 51]
)
def test_another_name_or_a_bad_one_is_nobody(typed: str) -> None:
    number = PersonFactory.create(details__name="𠮷田").held_numbers.get().number

    assert person_by_card(number, typed, on=LATELY) is None
