"""Searching people: by what one may see, for a stated purpose, and never beyond one's scope."""

from collections.abc import Iterator
from io import StringIO
from logging import StreamHandler, getLogger
from typing import Any

import pytest
from rest_framework.test import APIClient
from structlog.stdlib import ProcessorFormatter

from hukou.api.pagination import encode_cursor
from registry.models import Disclosure, HeldNumber
from tests.api.callers import as_agency, as_officer
from tests.cast import Family, family, station

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Any:  # noqa: ANN401 - a station
    return station()


@pytest.fixture
def officer(here: Any) -> APIClient:  # noqa: ANN401
    return as_officer(here.officer)


@pytest.fixture
def people(here: Any) -> Family:  # noqa: ANN401
    return family(here.office)


@pytest.fixture
def strangers() -> Family:
    """A family of the same names, registered with another office."""
    return family()


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What is really written, after masking."""
    handlers = [each for each in getLogger().handlers if isinstance(each, StreamHandler)]
    handler = next(each for each in handlers if isinstance(each.formatter, ProcessorFormatter))
    lines = StringIO()
    before = handler.setStream(lines)
    yield lines
    handler.setStream(before)


def search(client: APIClient, **terms: object) -> Any:  # noqa: ANN401 - a test response
    return client.post("/api/v1/residents/search", {"purpose": "核实", **terms}, format="json")


def found(answer: Any) -> set[int]:  # noqa: ANN401
    assert answer.status_code == 200, answer.content
    return {hit["person_id"] for hit in answer.json()["results"]}


@pytest.mark.parametrize(
    "terms",
    [
        {"name": "欧阳小山"},
        {"free": "欧阳小山"},
        {"pinyin": "ouyangxiaoshan"},
        {"free": "oyxs"},
    ],
)
def test_a_person_is_found_and_strangers_are_not(
    officer: APIClient, people: Family, strangers: Family, terms: dict[str, str]
) -> None:
    hits = found(search(officer, **terms))

    assert people.son.pk in hits
    assert strangers.son.pk not in hits


def test_a_person_is_found_by_number_and_household(officer: APIClient, people: Family) -> None:
    number = HeldNumber.objects.get(person=people.son).number

    assert found(search(officer, number=number)) == {people.son.pk}
    assert len(found(search(officer, household_number=people.household.number))) == 4


def test_pages_follow_each_other_without_counting_strangers(
    officer: APIClient, people: Family, strangers: Family
) -> None:
    seen: list[int] = []
    page = search(officer, name="欧阳", limit=1).json()
    seen += [hit["person_id"] for hit in page["results"]]
    while page["next"]:
        page = search(officer, name="欧阳", limit=1, cursor=page["next"]).json()
        assert set(page) == {"results", "next"}
        seen += [hit["person_id"] for hit in page["results"]]

    assert sorted(seen) == sorted([people.father.pk, people.son.pk, people.daughter.pk])
    assert strangers.father.pk not in seen


def test_a_stranger_does_not_even_make_a_next_page(
    officer: APIClient, people: Family, strangers: Family
) -> None:
    del strangers
    page = search(officer, name="欧阳小山", limit=1).json()

    assert [hit["person_id"] for hit in page["results"]] == [people.son.pk]
    assert page["next"] is None


def test_without_a_purpose_nothing_is_searched(officer: APIClient, people: Family) -> None:
    del people
    answer = officer.post("/api/v1/residents/search", {"name": "欧阳"}, format="json")

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["purpose"]
    assert Disclosure.objects.count() == 0


def test_a_search_is_noted_with_everybody_it_showed(officer: APIClient, people: Family) -> None:
    search(officer, name="欧阳小山")

    note = Disclosure.objects.get()
    assert (note.kind, note.people, note.purpose) == ("search", [people.son.pk], "核实")


@pytest.mark.parametrize("terms", [{"address": "示例路"}, {"free": "示例路1号"}])
def test_who_may_not_see_addresses_may_not_search_by_them(
    people: Family, terms: dict[str, str]
) -> None:
    del people

    assert search(as_agency("residents:read"), **terms).status_code == 403


def test_a_hit_shows_only_the_fields_of_the_scope(people: Family) -> None:
    hit = search(as_agency("residents:read"), name="欧阳小山").json()["results"][0]

    assert hit["person_id"] == people.son.pk
    assert not {"identity_number", "address"} & set(hit)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({}, "free"),
        ({"name": 7}, "name"),
        ({"name": "欧", "cursor": "x"}, "cursor"),
        ({"name": "欧", "cursor": "9" * 40}, "cursor"),
        ({"name": "欧", "cursor": encode_cursor(2**63)}, "cursor"),
        ({"name": "欧", "cursor": encode_cursor(-1)}, "cursor"),
        ({"name": "欧", "limit": 0}, "limit"),
        ({"name": "欧", "limit": True}, "limit"),
        ({"name": "欧", "limit": 1000}, "limit"),
        ({"name": "欧" * 101}, "name"),
        ({"surname": "欧"}, "surname"),
    ],
)
def test_a_search_that_cannot_be_read_names_the_member(
    officer: APIClient, terms: dict[str, object], field: str
) -> None:
    answer = search(officer, **terms)

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_wildcards_are_only_characters(officer: APIClient, people: Family) -> None:
    del people

    assert found(search(officer, name="%")) == set()
    assert found(search(officer, free="欧_")) == set()


def test_what_is_looked_for_is_in_no_log_line(
    officer: APIClient, people: Family, logged: StringIO
) -> None:
    number = HeldNumber.objects.get(person=people.son).number

    search(officer, number=number)
    search(officer, name="欧阳小山", cursor="broken")
    officer.get(f"/api/v1/residents/{number}")

    lines = logged.getvalue()
    assert "request_finished" in lines
    assert number not in lines
    assert "欧阳小山" not in lines
