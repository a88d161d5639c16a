"""Yardsticks answer what the product answers: a race between unequal works shows nothing."""

import json

import psycopg
import pytest
from django.db import connection
from django.test import RequestFactory

from hukou.kernel import clock
from registry.models import Disclosure, HeldNumber, Particulars, Residence
from tests.api.callers import as_agency, as_officer
from tests.benchmarks import _views
from tests.benchmarks.as_of import (
    Question,
    by_orm,
    by_sql,
    correct,
    differing,
    members,
    members_by_sql,
)
from tests.benchmarks.reads import shows
from tests.cast import Family, family, station

pytestmark = pytest.mark.django_db


@pytest.fixture
def ouyang() -> Family:
    return family(station().office)


@pytest.fixture
def raw() -> psycopg.Connection[tuple[object, ...]]:
    """The connection of this test, whose rows nobody else sees, without Django around it."""
    connection.ensure_connection()
    below: psycopg.Connection[tuple[object, ...]] = connection.connection
    return below


def raw_answer(view: str, person: int) -> dict[str, object]:
    answer = getattr(_views, view)(RequestFactory().get("/"), person)
    told: dict[str, object] = json.loads(answer.content)
    return told


@pytest.mark.parametrize("view", ["read", "read_and_note"])
def test_raw_sql_tells_an_agency_what_the_api_tells_it(ouyang: Family, view: str) -> None:
    agency = as_agency("residents:read", "residents:number")

    answer = agency.get(f"/api/v1/residents/{ouyang.son.pk}")

    assert answer.json() == raw_answer(view, ouyang.son.pk)


def test_an_officer_sees_what_raw_sql_tells_with_the_number_masked() -> None:
    here = station()
    son = family(here.office).son
    answer = as_officer(here.officer).get(f"/api/v1/residents/{son.pk}").json()

    assert shows(answer, raw_answer("read", son.pk))
    assert not shows({**answer, "name": "别人"}, raw_answer("read", son.pk))


def test_raw_sql_notes_the_reading_as_the_api_does(ouyang: Family) -> None:
    as_agency("residents:read", "residents:number").get(f"/api/v1/residents/{ouyang.son.pk}")
    raw_answer("read_and_note", ouyang.son.pk)

    ours, raw_sql = Disclosure.objects.order_by("id").values("kind", "people", "fields", "purpose")
    assert (ours["kind"], ours["people"]) == (raw_sql["kind"], raw_sql["people"])
    assert len(ours["fields"]) == len(raw_sql["fields"])


def test_reading_without_a_note_leaves_none(ouyang: Family) -> None:
    raw_answer("read", ouyang.son.pk)

    assert not Disclosure.objects.exists()


def test_raw_sql_and_the_orm_agree_on_a_registration(
    ouyang: Family, raw: psycopg.Connection[tuple[object, ...]]
) -> None:
    asked = Question(ouyang.son.pk, clock.today())

    assert by_orm(asked)
    assert differing([asked], by_orm, by_sql(raw)) == 0


def test_raw_sql_and_the_book_agree_on_a_household(
    ouyang: Family, raw: psycopg.Connection[tuple[object, ...]]
) -> None:
    asked = Question(ouyang.household.pk, clock.today())

    assert len(members_by_sql(raw)(asked)) == 4  # type: ignore[arg-type] # a list, seen as any answer
    assert differing([asked], members, members_by_sql(raw)) == 0


def test_a_different_answer_is_counted(
    ouyang: Family, raw: psycopg.Connection[tuple[object, ...]]
) -> None:
    asked = Question(ouyang.household.pk, clock.today())
    elsewhere = Question(ouyang.household.pk, clock.today().replace(year=1990))

    assert differing([asked], members, lambda _: members_by_sql(raw)(elsewhere)) == 1


def test_corrections_change_a_tenth_of_names_and_stays() -> None:
    for _ in range(5):
        family(station().office)

    correct()

    changed = Particulars.objects.filter(name__endswith="改").count()
    moved = Residence.objects.filter(arrived_from__startswith="更正").count()
    assert (changed, moved) == (HeldNumber.objects.count() // 10, HeldNumber.objects.count() // 10)
