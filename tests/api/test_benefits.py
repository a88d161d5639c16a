"""What a permit opens, and ladders, as other programs read them (P04, P07, T07)."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def catalogue(query: str) -> dict[str, Any]:
    answer = Client().get(f"/api/v1/benefits{query}")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def stand(**told: object) -> Any:  # noqa: ANN401 - a test response
    return Client().post("/api/v1/benefits/standing", told, content_type="application/json")


def test_the_catalogue_of_a_county_gives_each_benefit_its_department_and_clause() -> None:
    told = catalogue("?division=440222&on=2019-06-01")
    mine = [each for each in told["results"] if each["jurisdiction"] == "440222"]

    assert len(mine) == 4
    assert {each["owner"] for each in mine} == {"县公安局"}
    assert all(each["cite"]["clause"].startswith("三（八）") for each in mine)
    assert told["coverage"]["percent"] == 100


def test_the_catalogue_is_that_of_the_day() -> None:
    ended = catalogue("?division=440222&on=2022-06-01")

    assert all(each["jurisdiction"] is None for each in ended["results"])
    assert len(ended["not_in_force"]) == 4
    assert ended["coverage"] is None
    assert catalogue("?division=440222&on=2015-12-31")["results"] == []


def test_without_a_place_only_what_holds_everywhere_is_listed() -> None:
    told = catalogue("?on=2026-06-01")

    assert told["division"] is None
    assert {each["jurisdiction"] for each in told["results"]} == {None}
    assert told["not_in_force"] == told["ladders"] == []


def test_a_score_stands_on_every_ladder_and_an_example_decides_nothing() -> None:
    facts = {"permit.months": 60, "dwelling.tenure": "owned"}
    told = stand(division="440106", on="2026-06-01", facts=facts).json()
    schooling, services = told["ladders"][1], told["ladders"][0]

    assert {each["value"] for each in told["ladders"]} == {"60"}
    assert (services["rung"]["name"], services["short_by"]) == ("第二阶", "40")
    assert schooling["next"] is None
    assert {each["decides"] for each in told["ladders"]} == {False}
    assert "medical" in services["missing"]


def test_months_of_holding_stand_on_a_ladder_by_tenure_with_the_day_of_the_next_rung() -> None:
    told = stand(division="330802", on="2026-06-01", permit_since="2023-07-01").json()
    [years] = told["ladders"]

    assert told["months"] == 35
    assert (years["rung"], years["short_by"], years["reached_on"]) == (None, "1", "2026-07-01")


@pytest.mark.parametrize("query", ["?division=44", "?division=440222&on=soon", "?place=1"])
def test_a_question_that_cannot_be_read_is_refused(query: str) -> None:
    answer = Client().get(f"/api/v1/benefits{query}")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_a_permit_held_from_tomorrow_on_is_refused_by_its_field() -> None:
    answer = stand(division="330802", on="2026-06-01", permit_since="2026-06-02")

    assert answer.status_code == 400
    assert "permit_since" in str(answer.json())


def test_a_score_with_a_float_that_is_no_exact_number_is_refused() -> None:
    answer = stand(division="440106", facts={"permit.months": 60.5})

    assert answer.status_code == 400
