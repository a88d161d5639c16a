"""Reads by person and day go through an index, with the parameters as Django binds them."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper
from psycopg.types.range import Range

from registry.models import Residence
from registry.queries import PersonSearch, Scope, household_on, person_on, search_people
from tests.cast import LATELY
from tests.factories import EntryFactory, HouseholdFactory

pytestmark = pytest.mark.django_db
ALL = Scope("test", office_ids=None)
MANY = 3000


@pytest.fixture
def someone() -> int:
    """One of so many people that reading them all would cost more than an index."""
    household = HouseholdFactory.create(collective=True)
    entry = EntryFactory.create(office=household.office)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into registry_person select from generate_series(1, %s) returning id", [MANY]
        )
        people = [person for (person,) in cursor.fetchall()]
        cursor.execute(
            """insert into registry_particulars (person_id, period, name, name_norm, name_pinyin,
                name_initials, name_bigrams, former_name, sex, birth_date, ethnicity, birthplace,
                native_place, marital_status, education, occupation, workplace,
                military_service, blood_type)
            select id, '[1990-01-01,)', n, n, n, n, array[left(n, 2)], '', '1', '1990-01-01', '01',
                '', '', '', '', '', '', '', ''
            from (select id, chr(19968 + id::int %% 5000) || chr(20968 + id::int %% 4999) as n
                  from registry_person where id = any(%s)) named""",
            [people],
        )
    Residence.objects.bulk_create(
        Residence(
            person_id=person,
            household=household,
            relation="99",
            period=Range(date(2000, 1, 1), None),
            arrived_on=date(2000, 1, 1),
            reason_in="loaded",
            opened_by=entry,
            prefecture="4401",
        )
        for person in people
    )
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("analyze registry_residence, registry_particulars, registry_person")
        cursor.execute("analyze registry_household, registry_householdaddress")
    return int(people[MANY // 2])


@pytest.fixture
def plans() -> Iterator[list[str]]:
    """Explain every SELECT with the very parameters that it is sent with."""
    seen: list[str] = []

    def explain(
        execute: Callable[..., object],
        sql: str,
        params: object,
        many: bool,
        context: dict[str, CursorWrapper],
    ) -> object:
        if sql.lstrip().upper().startswith(("SELECT", "WITH")):
            execute(f"EXPLAIN {sql}", params, many, context)
            seen.append("\n".join(line for (line,) in context["cursor"].fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield seen


def test_the_residence_of_a_day_is_read_by_an_index(someone: int, plans: list[str]) -> None:
    list(Residence.objects.on(LATELY).filter(person_id=someone))
    [plan] = plans
    assert "Index" in plan
    assert "Seq Scan" not in plan


@pytest.mark.parametrize("known_on", [None, LATELY])
def test_a_person_is_read_by_indexes(someone: int, plans: list[str], known_on: date | None) -> None:
    person_on(someone, on=LATELY, known_on=known_on, scope=ALL)
    [plan] = plans
    assert "Seq Scan on registry_residence" not in plan
    assert "Seq Scan on registry_particulars" not in plan


def test_a_household_finds_its_members_particulars_by_an_index(
    someone: int, plans: list[str]
) -> None:
    small = HouseholdFactory.create()
    Residence.objects.filter(person_id=someone).update(household=small, relation="02")
    household_on(small.pk, on=LATELY, scope=ALL)
    assert "Seq Scan on registry_particulars" not in plans[-1]


@pytest.mark.parametrize("query", [{"name": "一"}, {"name": "丁丂"}, {"pinyin": "zhang"}])
@pytest.mark.usefixtures("someone")
def test_names_are_searched_by_indexes(plans: list[str], query: dict[str, str]) -> None:
    search_people(PersonSearch(**query), scope=ALL, on=LATELY)
    assert "Seq Scan on registry_particulars" not in plans[-1].split("CTE page")[0]
