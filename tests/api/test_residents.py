"""Reading people over the API: scope, fields, both time axes, and a note of every read."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from psycopg.types.range import Range
from rest_framework.test import APIClient

from registry.models import Disclosure, HeldNumber, Person
from tests.api.callers import as_agency, as_officer
from tests.cast import Family, family, station
from tests.factories import HouseholdFactory, OfficeFactory, PersonFactory, ResidenceFactory

pytestmark = pytest.mark.django_db

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def statements(client: APIClient, path: str) -> list[str]:
    """Return the SQL of one request, without the brackets of transactions."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(TRANSACTION)
    ]


def number_of(person: Person) -> str:
    return HeldNumber.objects.get(person=person).number


@pytest.fixture
def here() -> Any:  # noqa: ANN401 - a station
    return station()


@pytest.fixture
def officer(here: Any) -> APIClient:  # noqa: ANN401
    return as_officer(here.officer)


@pytest.fixture
def people(here: Any) -> Family:  # noqa: ANN401
    return family(here.office)


def test_an_officer_reads_a_person_of_the_office(officer: APIClient, people: Family) -> None:
    body = officer.get(f"/api/v1/residents/{people.son.pk}").json()

    assert (body["name"], body["sex"], body["birth_date"]) == ("欧阳小山", "1", "2010-01-02")
    assert body["registration"]["household_id"] == people.household.pk
    assert body["registration"]["relation_name"]
    assert body["registration"]["address"]


def test_the_number_is_masked_until_it_is_asked_for_with_a_purpose(
    officer: APIClient, people: Family
) -> None:
    path = f"/api/v1/residents/{people.son.pk}"
    number = number_of(people.son)

    assert number not in officer.get(path).content.decode()
    assert officer.get(f"{path}?reveal=number").status_code == 400
    revealed = officer.get(f"{path}?reveal=number", headers={"Purpose": "%E5%8A%9E%E8%AF%81"})
    assert revealed.json()["identity_number"] == number
    assert Disclosure.objects.latest("id").purpose == "办证"
    assert "number" in Disclosure.objects.latest("id").fields


def test_every_read_is_noted(officer: APIClient, people: Family, here: Any) -> None:  # noqa: ANN401
    officer.get(f"/api/v1/residents/{people.son.pk}")
    officer.get(f"/api/v1/residents/{people.son.pk}/history")
    officer.get(f"/api/v1/households/{people.household.pk}")

    kinds = Disclosure.objects.order_by("id").values_list("kind", "account_id")
    assert list(kinds) == [(kind, here.officer.pk) for kind in ("resident", "history", "household")]
    assert len(Disclosure.objects.latest("id").people) == 4


def test_no_cache_keeps_an_answer(officer: APIClient, people: Family) -> None:
    for path in (f"/api/v1/residents/{people.son.pk}", "/api/v1/residents/999999"):
        assert officer.get(path)["Cache-Control"] == "no-store"


def test_what_was_not_shown_is_not_noted(officer: APIClient) -> None:
    officer.get("/api/v1/residents/999999")

    assert Disclosure.objects.count() == 0


def test_a_client_sees_only_the_fields_of_its_scopes(people: Family) -> None:
    path = f"/api/v1/residents/{people.son.pk}"
    bare = as_agency("residents:read", client_id="a").get(path).json()
    more = as_agency("residents:read", "residents:number", "residents:address", client_id="b").get(
        path
    )

    assert not {"identity_number", "birthplace"} & set(bare)
    assert not {"address", "arrived_from"} & set(bare["registration"])
    assert more.json()["identity_number"] == number_of(people.son)
    assert more.json()["registration"]["address"]
    assert "birthplace" not in more.json()


def test_a_client_cannot_reveal_what_it_was_not_granted(people: Family) -> None:
    client = as_agency("residents:read")

    answer = client.get(f"/api/v1/residents/{people.son.pk}?reveal=number")

    assert answer.status_code == 403


def test_a_person_of_another_office_is_not_there(officer: APIClient) -> None:
    stranger = family(OfficeFactory.create())

    for path in (
        f"/api/v1/residents/{stranger.son.pk}",
        f"/api/v1/residents/{stranger.son.pk}/history",
        f"/api/v1/households/{stranger.household.pk}",
    ):
        answer = officer.get(path)
        nobody = officer.get(path.replace(str(stranger.son.pk), "999999"))
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found"), path
        assert answer.json().keys() == nobody.json().keys()


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/residents/440199199001010011",
        "/api/v1/residents/440199900101001",
        "/api/v1/residents/0",
        "/api/v1/residents/x",
        "/api/v1/households/999999999999999999999",
    ],
)
def test_an_identity_number_is_no_address(officer: APIClient, path: str) -> None:
    answer = officer.get(path)

    assert answer.status_code == 404
    assert "19900101" not in answer.content.decode()


def test_both_time_axes_are_asked_by_day(officer: APIClient, people: Family) -> None:
    path = f"/api/v1/households/{people.household.pk}"

    on = officer.get(f"{path}?on=2009-06-01").json()
    known = officer.get(f"{path}?on=2020-01-01&known_on=2020-01-01")

    assert (on["on"], [member["name"] for member in on["members"]]) == ("2009-06-01", [])
    assert known.status_code == 404  # the register did not know this household then


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("on=yesterday", "on"),
        ("on=2020-13-01", "on"),
        ("on=9999-12-31", "on"),
        ("known_on=", "known_on"),
        ("when=2020-01-01", "when"),
        ("on=2020-01-01&on=2021-01-01", "on"),
        ("reveal=everything", "reveal"),
    ],
)
def test_a_question_that_cannot_be_read_names_the_parameter(
    officer: APIClient, people: Family, query: str, field: str
) -> None:
    answer = officer.get(f"/api/v1/residents/{people.son.pk}?{query}")

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_the_history_tells_where_somebody_was_registered(
    officer: APIClient, people: Family
) -> None:
    body = officer.get(f"/api/v1/residents/{people.son.pk}/history").json()

    assert [(stay["since"], stay["until"]) for stay in body["stays"]] == [("2010-01-02", None)]
    assert body["stays"][0]["household_id"] == people.household.pk


def test_an_agency_reads_a_person_in_three_statements(people: Family) -> None:
    client = as_agency("residents:read", "residents:number")

    sql = statements(client, f"/api/v1/residents/{people.son.pk}")

    assert len(sql) == 3, sql  # the token, the person, the note


def test_an_officer_reads_a_person_in_five_statements(officer: APIClient, people: Family) -> None:
    path = f"/api/v1/residents/{people.son.pk}"
    officer.get(path)  # the session is renewed every few minutes, not every time

    sql = statements(officer, path)

    assert len(sql) == 5, sql  # the account, the scope, the person, where they live, the note


def test_a_household_of_twelve_costs_what_a_household_of_two_costs(here: Any) -> None:  # noqa: ANN401
    client = as_agency("households:read")
    counts = []
    for size in (2, 12):
        household = HouseholdFactory.create(office=here.office)
        for place in range(size):
            ResidenceFactory.create(
                person=PersonFactory.create(),
                household=household,
                relation="02" if place == 0 else "99",
                period=Range(date(2010, 1, 1), None),
            )
        counts.append(len(statements(client, f"/api/v1/households/{household.pk}")))

    assert counts == [3, 3]
