"""The words of the law and its regulations, as other programs read them."""

from datetime import date

import pytest
from django.test import Client

from applications.models import Activation
from hukou.kernel import clock

pytestmark = pytest.mark.django_db


def test_every_fact_has_a_type_and_labels() -> None:
    page = Client().get("/api/v1/facts").json()

    tenure = next(fact for fact in page["results"] if fact["name"] == "dwelling.tenure")
    assert set(tenure) >= {"name", "type", "unit", "values", "label", "label_en", "verified_by"}
    assert tenure["type"] == "enum"
    assert "owned" in tenure["values"]
    assert page["next"] is None


def test_regulations_are_listed_with_their_standing() -> None:
    results = Client().get("/api/v1/regulations").json()["results"]
    standing = {each["id"]: (each["status"], each["effective_from"]) for each in results}

    assert standing["qz-draft-2017"] == ("draft", None)
    assert standing["qz-final-2017"][1] is None
    assert standing["jm-2018-5"] == ("in_force", "2018-04-11")


def test_a_trial_that_has_run_out_is_published_as_expired() -> None:
    with clock.frozen(date(2021, 9, 13)):
        results = Client().get("/api/v1/regulations").json()["results"]
        whole = Client().get("/api/v1/regulations/sx-2018").json()

    assert {each["id"]: each["status"] for each in results}["sx-2018"] == "expired"
    assert whole["status"] == "expired"


def test_a_trial_is_published_as_a_trial_while_it_runs() -> None:
    with clock.frozen(date(2020, 1, 1)):
        body = Client().get("/api/v1/regulations/sx-2018").json()

    assert body["status"] == "trial"


def test_a_date_set_for_demonstration_is_marked_as_such() -> None:
    Activation.objects.create(
        regulation="qz-final-2017", effective_from=date(2017, 11, 1), for_demonstration=True
    )

    body = Client().get("/api/v1/regulations/qz-final-2017").json()

    assert body["effective_from"] is None
    assert body["activation"]["effective_from"] == "2017-11-01"
    assert body["activation"]["for_demonstration"] is True


def test_a_regulation_shows_channels_and_clauses_with_citations() -> None:
    body = Client().get("/api/v1/regulations/jm-2018-5").json()

    assert "JM-11" in [channel["id"] for channel in body["channels"]]
    assert all(clause["cite"]["clause"] for clause in body["clauses"])


@pytest.mark.parametrize("name", ["qz-final-2018", "440199199001010011", "QZ", "-", "x" * 60])
def test_a_regulation_that_is_not_there_is_a_problem(name: str) -> None:
    answer = Client().get(f"/api/v1/regulations/{name}")

    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


def test_a_regulation_tells_its_measures_targets_and_what_was_not_received() -> None:
    body = Client().get("/api/v1/regulations/qn-draft-2018").json()
    powers = next(each for each in body["measures"] if each["id"] == "qn-delegation")
    assert [figure["value"] for figure in powers["figures"]] == ["5", "15"]
    assert powers["cite"]["clause"] == "二（三）3 深化放管服改革"
    rate = next(each for each in body["targets"] if each["id"] == "qn-rate-2018")
    assert (rate["bar"], rate["value"], rate["unit"], rate["years"]) == (
        "ge",
        "40.5",
        "percent",
        [2018, 2018],
    )
    assert len(body["targets_missing"]) == 2
