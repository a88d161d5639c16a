"""`POST /api/v1/points/score` (T05): a sheet line by line; refused by the field, nothing stored."""

from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

SETTLED: Final[dict[str, Any]] = {
    "employment.legal_stable": True,
    "permit.guangdong_valid_in_guangzhou": True,
    "insurance.social_months": 48,
    "conduct.criminal_penalty_5y": False,
    "person.birth_date": "1985-10-20",
    "permit.months": 60,
    "dwelling.tenure": "owned",
    "insurance.pension_months": 60,
    "insurance.medical_months": 60,
    "tax.income_3y_yuan": "60000.00",
    "education.level": "bachelor",
}

MORE: Final = SETTLED | {"permit.months": 84}


def ask(**told: object) -> Any:  # noqa: ANN401 - a test response
    question = {"scheme": "gz-points-2023", "on": "2025-10-20", "facts": SETTLED} | told
    return Client().post("/api/v1/points/score", question, content_type="application/json")


def test_a_sheet_says_every_line_with_its_clause_and_stores_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    body = answer.json()
    lines = {each["indicator"]: each for each in body["items"]}

    assert answer.status_code == 200
    assert (body["total"], body["ranking_score"], body["threshold"]) == ("152", "110", "150")
    assert (body["qualified"], body["silence"]) == (True, None)
    assert lines["income_tax"]["points"] == "12"
    assert lines["age"]["arithmetic"] == "30"
    assert lines["patents"]["missing"] == ["innovation.patent_inventors"]
    assert lines["patents"]["cap"] == "40"
    assert lines["permit"]["cite"]["document"].startswith("广州市积分制入户管理办法")
    assert len(asked) == 0


def test_one_day_decides_about_an_age() -> None:
    day_before = ask(facts=SETTLED | {"person.birth_date": "1979-10-20"}).json()
    on_it = ask(facts=SETTLED | {"person.birth_date": "1979-10-19"}).json()
    lines = [{x["indicator"]: x["points"] for x in each["items"]} for each in (day_before, on_it)]

    assert [each["age"] for each in lines] == ["18", "18"]
    assert (day_before["qualified"], on_it["qualified"]) == (False, False)


def test_what_is_unknown_is_told_and_not_guessed() -> None:
    without = {name: told for name, told in SETTLED.items() if name != "employment.legal_stable"}
    assert ask(facts=without).json()["qualified"] is None
    assert ask(facts={}).json()["total"] == "0"


def test_a_text_that_has_expired_says_so() -> None:
    assert ask(on="2027-01-01").json()["silence"] == "expired"


def test_an_example_is_marked_and_silent_on_every_day() -> None:
    body = ask(
        scheme="bj-points", facts={"person.birth_date": "1976-01-01"}, on="2023-07-01"
    ).json()
    lines = {each["indicator"]: each for each in body["items"]}

    assert (body["example"], body["silence"]) == (True, "example")
    assert (body["threshold"], body["window"]) == (None, None)
    assert lines["age"]["points"] == "16"
    assert lines["age"]["known"] == "confirmed_secondary"
    assert "未载明" in lines["study"]["note"]


def test_the_announced_days_decide_about_a_birth() -> None:
    last = ask(facts=MORE | {"person.birth_date": "1979-01-01"}).json()
    older = ask(facts=MORE | {"person.birth_date": "1978-12-31"}).json()

    assert last["window"]["born_from"] == "1979-01-01"
    assert (last["qualified"], older["qualified"]) == (True, False)
    assert last["total"] == older["total"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"scheme": "nowhere-2020"}, "scheme"),
        ({"facts": {"permit.months": "many"}}, "facts.permit.months"),
        ({"facts": {"permit.months": -1}}, "facts.permit.months"),
        ({"facts": {"permit.months": 12.5}}, "facts.permit.months"),
        ({"facts": {"permit.weeks": 3}}, "facts.permit.weeks"),
        ({"facts": {"innovation.patent_inventors": [0]}}, "facts.innovation.patent_inventors"),
        ({"facts": {"person.birth_date": "2025-10-21"}}, "facts.person.birth_date"),
        ({"facts": []}, "facts"),
        ({"on": "yesterday"}, "on"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(told: dict[str, Any], field: str) -> None:
    answer = ask(**told)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert field in [error["field"] for error in answer.json()["errors"]]
