"""`POST /api/v1/eligibility`: judged by the clauses, refused by the field, and nothing stored."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.models import Activation, Application
from hukou.kernel import clock

pytestmark = pytest.mark.django_db

EXAMPLE: dict[str, Any] = {
    "regulation": "qz-final-2017",
    "on": "2018-03-01",
    "mode": "simulate",
    "applicant": {
        "facts": {
            "dwelling.tenure": "owned",
            "dwelling.location_kind": "street",
            "dwelling.legal_and_stable": True,
        }
    },
    "companions": [
        {
            "id": "c1",
            "facts": {"relation.kind": "child", "relation.cohabits": True, "person.age": 16},
        }
    ],
}


def ask(question: object) -> Any:  # noqa: ANN401 - a test response
    return Client().post("/api/v1/eligibility", question, content_type="application/json")


def asking(**changes: object) -> Any:  # noqa: ANN401
    return ask({**EXAMPLE, **changes})


def fields_of(answer: Any) -> list[str]:  # noqa: ANN401
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    return [error["field"] for error in answer.json()["errors"]]


def with_facts(**facts: object) -> dict[str, Any]:
    return {"facts": {name.replace("__", "."): value for name, value in facts.items()}}


def test_the_example_of_the_contract_is_eligible() -> None:
    answer = ask(EXAMPLE)
    body = answer.json()

    assert (answer.status_code, body["outcome"]) == (200, "eligible")
    assert (body["regulation"], body["on"], body["limits"]) == ("qz-final-2017", "2018-03-01", [])
    channel = next(each for each in body["channels"] if each["id"] == "QZF-1")
    assert (channel["name"], channel["outcome"]) == ("合法稳定住所落户", "eligible")
    assert (channel["missing"], channel["review"]) == ([], [])
    assert [(each["id"], each["outcome"]) for each in body["companions"]] == [("c1", "eligible")]


def test_every_finding_carries_its_clause() -> None:
    channel = next(each for each in ask(EXAMPLE).json()["channels"] if each["id"] == "QZF-1")
    tenure = next(each for each in channel["findings"] if each["fact"] == "dwelling.tenure")

    assert tenure["required"] == ["owned", "leased", "public_rental"]
    assert (tenure["found"], tenure["satisfied"]) == ("owned", True)
    assert tenure["cite"]["document"]
    assert tenure["cite"]["clause"]


def test_a_refusal_says_the_nearest_change_that_would_turn_it() -> None:
    """U02: eleven of twelve months, met on the first of November."""
    facts = with_facts(insurance__scheme="urban_employee", insurance__social_months=11)
    asked = {"regulation": "sx-2018", "channel": "SX-2", "on": "2018-10-01"}
    body = asking(**asked, applicant=facts, companions=[]).json()

    [way] = body["channels"][0]["nearest"]
    assert (way["outcome"], way["met_on"]) == ("eligible", "2018-11-01")
    [change] = way["changes"]
    assert (change["fact"], change["step"]) == ("insurance.social_months", "wait")
    assert (change["found"], change["value"], change["met_on"]) == (11, 12, "2018-11-01")
    assert change["cite"]["clause"]


def test_whoever_is_eligible_is_told_of_no_change() -> None:
    body = ask(EXAMPLE).json()
    assert [each["nearest"] for each in body["companions"]] == [[]]


def test_a_request_that_is_not_allowed_at_all_is_named_so() -> None:
    answer = asking(regulation="jm-2018-5", channel="JM-11", companions=[])

    assert answer.json()["outcome"] == "refuse_route"
    assert answer.json()["channels"][0]["review"]


def test_a_draft_decides_nothing_but_can_be_simulated() -> None:
    draft = {"regulation": "qz-draft-2017"}

    assert asking(**draft, mode="decide").json()["outcome"] == "no_policy"
    assert asking(**draft, mode="simulate").json()["outcome"] != "no_policy"


def test_an_undated_regulation_decides_only_from_the_day_it_was_dated() -> None:
    assert asking(mode="decide").json()["outcome"] == "no_policy"

    Activation.objects.create(
        regulation="qz-final-2017", effective_from=date(2017, 11, 1), for_demonstration=True
    )

    decided = asking(mode="decide").json()
    assert decided["outcome"] == "eligible"
    assert decided["activation"]["for_demonstration"] is True
    assert asking(mode="decide", on="2017-10-31").json()["outcome"] == "no_policy"


def test_a_place_is_judged_by_what_is_in_force_there() -> None:
    answer = ask({"jurisdiction": "440703", "on": "2019-01-01", "applicant": with_facts()})

    assert answer.json()["regulation"] == "jm-2018-5"


def test_a_place_without_a_regulation_in_force_has_no_policy() -> None:
    answer = ask(
        {
            "jurisdiction": "110101",
            "applicant": with_facts(),
            "companions": [{"id": "c1", "facts": {"relation.kind": "child"}}],
        }
    )

    assert (answer.status_code, answer.json()["outcome"]) == (200, "no_policy")
    assert answer.json()["companions"][0]["outcome"] == "no_policy"


def test_what_is_not_known_is_asked_for_and_not_held_against_anybody() -> None:
    body = asking(applicant=with_facts(), companions=[], channel="QZF-1").json()

    assert body["outcome"] == "evidence"
    assert "dwelling.tenure" in body["channels"][0]["missing"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"dwelling.tenure": "borrowed"}, "applicant.facts.dwelling.tenure"),
        ({"dwelling.colour": "red"}, "applicant.facts.dwelling.colour"),
        ({"person.age": True}, "applicant.facts.person.age"),
        ({"person.age": 16.0}, "applicant.facts.person.age"),
        ({"person.age": "16"}, "applicant.facts.person.age"),
        ({"person.age": -1}, "applicant.facts.person.age"),
        ({"person.age": 999}, "applicant.facts.person.age"),
        ({"dwelling.legal_and_stable": 1}, "applicant.facts.dwelling.legal_and_stable"),
        ({"dwelling.legal_and_stable": "true"}, "applicant.facts.dwelling.legal_and_stable"),
        ({"dwelling.area_m2": "NaN"}, "applicant.facts.dwelling.area_m2"),
        ({"dwelling.area_m2": -5}, "applicant.facts.dwelling.area_m2"),
        ({"dwelling.area_m2": True}, "applicant.facts.dwelling.area_m2"),
        ({"dwelling.area_m2": [60]}, "applicant.facts.dwelling.area_m2"),
        ({"person.birth_date": "2018-02-30"}, "applicant.facts.person.birth_date"),
        ({"person.birth_date": "2018-03-02"}, "applicant.facts.person.birth_date"),
        ({"person.hukou_place": "33"}, "applicant.facts.person.hukou_place"),
        ({"employment.months": "12 months"}, "applicant.facts.employment.months"),
        ({"employment.months": 1201}, "applicant.facts.employment.months"),
        ({"dwelling.area_m2": "1 mu"}, "applicant.facts.dwelling.area_m2"),
        (
            {"dwelling.area_m2": {"value": 60, "unit": "ft2"}},
            "applicant.facts.dwelling.area_m2",
        ),
        ({"investment.amount_yuan": "10万"}, "applicant.facts.investment.amount_yuan"),
        ({"area.non_agri_share": "70%"}, "applicant.facts.area.non_agri_share"),
        ({"area.non_agri_share": 70}, "applicant.facts.area.non_agri_share"),
        ({"civil_service.entry_date": "1900-01-01"}, "applicant.facts.civil_service.entry_date"),
    ],
)
def test_a_fact_that_cannot_be_is_refused_by_name(facts: dict[str, object], field: str) -> None:
    answer = asking(applicant={"facts": facts})

    assert fields_of(answer) == [field]


def test_a_unit_written_with_a_number_is_told_which_unit_is_meant() -> None:
    answer = asking(applicant=with_facts(employment__months="1 年"))

    assert "单位为个月" in answer.content.decode()


@pytest.mark.parametrize("facts", [{}, {"relation.kind": None}, {"person.age": 16}])
def test_a_companion_says_how_they_are_related(facts: dict[str, object]) -> None:
    answer = asking(companions=[{"id": "c1", "facts": facts}])

    assert fields_of(answer) == ["companions.0.facts.relation.kind"]


def test_a_person_listed_twice_is_named() -> None:
    twice = [{"id": "c1", "facts": {"relation.kind": "child"}}] * 2

    assert fields_of(asking(companions=twice)) == ["companions.1.id"]


def test_every_fault_is_told_at_once() -> None:
    companion = {"id": "c1", "facts": {"relation.kind": "child", "person.age": "x"}}
    answer = asking(applicant=with_facts(person__age="y"), companions=[companion])

    assert fields_of(answer) == [
        "applicant.facts.person.age",
        "companions.0.facts.person.age",
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"regulation": "qz-final-2018"}, "regulation"),
        ({"regulation": 7}, "regulation"),
        ({"on": "yesterday"}, "on"),
        ({"on": "20180301"}, "on"),
        ({"on": 20180301}, "on"),
        ({"mode": "guess"}, "mode"),
        ({"channel": "QZF-99"}, "channel"),
        ({"applicant": {}}, "applicant.facts"),
        ({"applicant": {"facts": []}}, "applicant.facts"),
        ({"applicant": []}, "applicant"),
        ({"companions": {"id": "c1"}}, "companions"),
        ({"companions": [{"facts": {}}]}, "companions.0.id"),
        ({"companions": [{"id": "a", "facts": {}}, {"id": "a", "facts": {}}]}, "companions.1.id"),
        ({"jurisdiction": "440703"}, "jurisdiction"),
        ({"jurisdiction": "330802\n"}, "jurisdiction"),
        ({"destination": {"division": "x"}}, "destination.division"),
        ({"destination": {"place": "moon"}}, "destination.place"),
        ({"companion": []}, "companion"),
    ],
)
def test_a_question_that_is_malformed_names_the_member(
    changes: dict[str, object], field: str
) -> None:
    assert fields_of(asking(**changes)) == [field]


def test_neither_a_regulation_nor_a_place_is_no_question() -> None:
    assert fields_of(ask({"applicant": with_facts()})) == ["regulation"]


@pytest.mark.parametrize("body", ["", "[]", '"x"', "{", '{"on": NaN}', "null"])
def test_what_is_no_question_at_all_is_a_problem(body: str) -> None:
    answer = Client().post("/api/v1/eligibility", body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_decimals_are_exact_however_they_are_sent() -> None:
    found = []
    for area in ("60.10", 60.1, "60.1"):
        body = asking(
            regulation="qz-draft-2017",
            applicant=with_facts(dwelling__tenure="owned", dwelling__area_m2=area),
        ).json()
        found.append(body["outcome"])

    assert len(set(found)) == 1


def test_an_identity_number_in_a_fact_name_is_not_repeated() -> None:
    answer = asking(applicant={"facts": {"440199199001010011": 1}})

    assert "19900101" not in answer.content.decode()


def test_judging_stores_nothing_and_asks_for_the_dates_once() -> None:
    with CaptureQueriesContext(connection) as queries:
        ask(EXAMPLE)

    assert len(queries) == 1
    assert Application.objects.count() == 0


def test_the_day_is_today_when_none_is_given() -> None:
    body = asking(on=None)
    question = {name: value for name, value in EXAMPLE.items() if name != "on"}

    assert fields_of(body) == ["on"]
    assert ask(question).json()["on"] == clock.today().isoformat()
