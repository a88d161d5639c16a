"""A family of five settles through the API alone, from the counter to the register."""

from uuid import UUID

import pytest

from applications.actions import assess_if_ready
from applications.models import Application
from registry.models import Residence
from tests.api.filing import Desks, address_of, application, id_of
from tests.filing import Counter, Five, answer_all, counter, family_of_five, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def five(here: Counter) -> Five:
    del here
    return family_of_five()


@pytest.fixture
def desks(here: Counter) -> Desks:
    return Desks(here)


def assessed(desks: Desks, five: Five) -> str:
    """Bring the family to where somebody must decide; agencies answer at once."""
    address = address_of(desks.auxiliary.write(application(five, submit=True)))
    assert desks.officer.do(address, "accept").json()["status"] == "accepted"
    answer_all(fresh(UUID(id_of(address))))
    assess_if_ready(UUID(id_of(address)))
    return address


def test_a_family_of_five_settles_from_draft_to_register(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))
    assert desks.auxiliary.read(address).json()["status"] == "draft"
    assert desks.auxiliary.do(address, "submit").json()["status"] == "submitted"
    assert desks.officer.do(address, "accept").json()["status"] == "accepted"
    answer_all(fresh(UUID(id_of(address))))
    assert desks.officer.do(address, "assess").json()["status"] == "assessed"
    assert desks.chief.do(address, "approve").json()["status"] == "approved"
    assert desks.officer.do(address, "carry_out").json()["status"] == "registered"

    case = desks.officer.read(address).json()
    household = Residence.objects.filter(person=five.applicant).latest("id").household_id
    book = desks.officer.read(f"/api/v1/households/{household}").json()
    assert case["decision"]["outcome"] == "approved"
    assert {member["person_id"] for member in book["members"]} == {p.pk for p in five.people}
    assert case["allowed"] == []


def test_the_case_shows_findings_with_clauses(desks: Desks, five: Five) -> None:
    case = desks.chief.read(assessed(desks, five)).json()

    assert case["assessment"]["outcome"] == "eligible"
    for party in case["parties"]:
        assert party["verdict"]["outcome"] == "eligible"
        assert all(finding["cite"]["clause"] for finding in party["verdict"]["findings"])


def test_who_enters_an_application_does_not_decide_it(desks: Desks, five: Five) -> None:
    address = address_of(desks.chief.write(application(five, submit=True)))
    desks.officer.do(address, "accept")
    answer_all(fresh(UUID(id_of(address))))
    desks.officer.do(address, "assess")

    refused = desks.chief.do(address, "approve")

    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/decides-own-case")
    assert desks.approver.do(address, "approve").json()["status"] == "approved"


def test_an_auxiliary_never_decides(desks: Desks, five: Five) -> None:
    refused = desks.auxiliary.do(assessed(desks, five), "approve")

    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/may-not-decide")


def test_a_refusal_by_a_clause_ends_the_case(desks: Desks, five: Five) -> None:
    address = assessed(desks, five)
    clause = {"document": "市区户口迁移实施意见", "clause": "第一条"}

    refused = desks.chief.do(address, "refuse", {"grounds": "材料不实", "clauses": [clause]})

    assert (refused.status_code, refused.json()["status"]) == (200, "refused")
    assert desks.chief.read(address).json()["decision"]["clauses"] == [clause]


def test_a_conflict_names_the_status_and_what_is_allowed(desks: Desks, five: Five) -> None:
    address = address_of(desks.officer.write(application(five)))

    answer = desks.officer.do(address, "carry_out")

    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "/problems/action-not-allowed",
        "title": "The application is not in a status that allows this action.",
        "status": 409,
        "detail": "",
        "current": "draft",
        "action": "carry_out",
        "allowed": ["submit", "revise", "withdraw"],
    }


def test_a_second_submit_is_a_conflict(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five, submit=True)))

    answer = desks.auxiliary.do(address, "submit")

    assert (answer.status_code, answer.json()["current"]) == (409, "submitted")


def test_carrying_out_twice_is_a_conflict(desks: Desks, five: Five) -> None:
    address = assessed(desks, five)
    desks.chief.do(address, "approve")
    desks.officer.do(address, "carry_out")

    answer = desks.officer.do(address, "carry_out")

    assert (answer.status_code, answer.json()["allowed"]) == (409, [])


def test_what_agencies_have_not_answered_is_named(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five, submit=True)))
    desks.officer.do(address, "accept")

    answer = desks.officer.do(address, "assess")

    assert answer.status_code == 409
    assert {row["fact"] for row in answer.json()["outstanding"]} >= {"dwelling.tenure"}


def test_create_and_submit_store_both_or_nothing(desks: Desks, five: Five) -> None:
    body = application(five, submit=True)
    del body["parties"][1]["consented_on"]  # the spouse has not agreed

    answer = desks.auxiliary.write(body)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "parties.1.consented_on"
    assert Application.objects.count() == 0
