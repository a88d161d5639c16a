"""What happened to a person and a household, as it reads."""

import pytest
from pytest_django import DjangoAssertNumQueries

from registry.actions import change_head, move_out
from registry.queries import Scope, history_of_household, history_of_person
from tests.cast import BASIS, LATELY, Family, Station, family, station

pytestmark = pytest.mark.django_db
ALL = Scope("test", office_ids=None)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    return family(here.office)


def test_a_persons_history_tells_what_when_and_by_whom(here: Station, ouyang: Family) -> None:
    move_out(ouyang.residence_of(ouyang.son), reason="study", **here.how)

    [_, event] = history_of_person(ouyang.son.pk, scope=ALL)
    assert (event.kind_name, event.on, event.reason) == ("迁出", LATELY, "study")
    assert (event.officer_name, event.office_name) == (here.officer.name, here.office.name)
    assert event.basis == BASIS
    assert event.household_number == ouyang.household.number


def test_a_households_history_names_who_became_head(
    here: Station, ouyang: Family, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    change_head(ouyang.household, to=ouyang.mother, **here.how)

    with django_assert_num_queries(1):
        events = history_of_household(ouyang.household.pk, scope=ALL)
    assert [event.person_name for event in events if event.kind == "head_changed"] == ["单雄英"]


def test_another_offices_history_is_not_shown(here: Station, ouyang: Family) -> None:
    move_out(ouyang.residence_of(ouyang.son), reason="study", **here.how)
    elsewhere = Scope("test", office_ids=frozenset({station().office.pk}))

    assert history_of_person(ouyang.son.pk, scope=elsewhere) == []
    assert history_of_household(ouyang.household.pk, scope=elsewhere) == []
