"""Applications over the API: what is refused, what is repeated, and who may know of them."""

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from applications.models import Application
from registry.models import Disclosure, PostingRole
from tests.api.callers import as_agency, as_officer
from tests.api.filing import APPLICATIONS, Desk, Desks, address_of, application, id_of, named
from tests.factories import HouseholdFactory, OfficeFactory
from tests.filing import Counter, Five, counter, family_of_five, posted

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


@pytest.fixture
def elsewhere() -> Desk:
    return Desk(posted(OfficeFactory.create(), PostingRole.OFFICER))


def faults(answer: Any) -> list[str]:  # noqa: ANN401 - a test response
    assert answer.status_code == 400, answer.content
    return [error["field"] for error in answer.json()["errors"]]


def test_what_is_written_is_summarised_with_its_revision(desks: Desks, five: Five) -> None:
    answer = desks.auxiliary.write(application(five))

    assert answer.status_code == 201
    assert answer["ETag"] == '"1"'
    assert answer["Location"] == f"{APPLICATIONS}/{answer.json()['id']}"
    assert answer.json()["allowed"] == ["submit", "revise", "withdraw"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "marriage"}, "kind"),
        ({"applied_on": "2999-01-01"}, "applied_on"),
        ({"applied_on": "2026-12-31"}, "applied_on"),
        ({"regulation": "qz-final-2018"}, "regulation"),
        ({"channel": "QZF-99"}, "channel"),
        ({"channel": ""}, "channel"),
        ({"destination": {}}, "destination"),
        ({"destination": {"address": {"division": "330802"}}}, "destination.address.division"),
        ({"destination": {"address": {"division": "330802999999"}}}, "destination.division"),
        ({"parties": []}, "parties"),
        ({"parties": [{"role": "applicant", "person_id": True}]}, "parties.0.person_id"),
        ({"parties": [{"role": "applicant", "person_id": 999999}]}, "parties"),
        ({"parties": [{"role": "king", "person_id": 1}]}, "parties.0.role"),
        ({"submit": "yes"}, "submit"),
        ({"priority": 1}, "priority"),
    ],
)
def test_an_application_that_cannot_be_names_its_faults(
    desks: Desks, five: Five, changes: dict[str, object], field: str
) -> None:
    answer = desks.auxiliary.write(application(five, **changes))

    assert field in faults(answer)
    assert Application.objects.count() == 0


def test_a_number_that_is_impossible_is_named_and_not_repeated(desks: Desks, five: Five) -> None:
    newcomer = {**named(five.applicant), "identity_number": "330802199902300013"}
    party = {"role": "applicant", "newcomer": newcomer}

    answer = desks.auxiliary.write(application(five, parties=[party]))

    assert "parties.0.newcomer.identity_number" in faults(answer)
    assert "19990230" not in answer.content.decode()


def test_an_unknown_fact_is_named(desks: Desks, five: Five) -> None:
    party = {"role": "applicant", "newcomer": named(five.applicant), "declared": {"x.y": 1}}

    answer = desks.auxiliary.write(application(five, parties=[party]))

    assert faults(answer) == ["parties.0.declared.x.y"]


def test_a_draft_regulation_decides_no_case(desks: Desks, five: Five) -> None:
    answer = desks.auxiliary.write(application(five, regulation="qz-draft-2017"))

    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/no-policy-in-force")


def test_nobody_fishes_for_people_by_their_keys(desks: Desks, five: Five) -> None:
    party = {"role": "applicant", "person_id": five.applicant.pk}  # registered elsewhere

    answer = desks.auxiliary.write(application(five, parties=[party]))
    unknown = desks.auxiliary.write(
        application(five, parties=[{"role": "applicant", "person_id": 999999}])
    )

    assert faults(answer) == ["parties"]
    assert answer.json() == unknown.json()


def test_the_same_key_writes_one_application(desks: Desks, five: Five) -> None:
    body = application(five, submit=True)
    key = {"Idempotency-Key": str(uuid4())}

    first, second = (desks.auxiliary.write(body, **key) for _ in range(2))

    assert Application.objects.count() == 1
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert second["Location"] == first["Location"]
    changed = desks.auxiliary.write({**body, "channel": "QZF-2"}, **key)
    assert changed.status_code == 422
    assert Application.objects.count() == 1


def test_the_same_key_decides_once(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))
    key = {"Idempotency-Key": "submit-1"}

    answers = [desks.auxiliary.do(address, "submit", **key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()


def test_a_key_is_its_callers_own(desks: Desks, five: Five) -> None:
    key = {"Idempotency-Key": "1"}
    desks.auxiliary.write(application(five), **key)
    desks.officer.write(application(five), **key)

    assert Application.objects.count() == 2


def test_a_step_on_an_old_revision_is_not_taken(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))

    old = desks.auxiliary.do(address, "submit", **{"If-Match": '"7"'})
    seen = desks.auxiliary.do(address, "submit", **{"If-Match": '"1"'})

    assert (old.status_code, old.json()["type"]) == (412, "/problems/precondition-failed")
    assert (seen.status_code, seen["ETag"]) == (200, '"2"')


def test_a_revision_says_what_it_replaces(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))
    body = application(five, channel="QZF-2")
    client = desks.auxiliary.client

    blind = client.put(address, body, format="json")
    old = client.put(address, body, format="json", headers={"If-Match": '"9"'})
    seen = client.put(address, body, format="json", headers={"If-Match": '"1"'})

    assert (blind.status_code, old.status_code, seen.status_code) == (428, 412, 200)
    assert desks.auxiliary.read(address).json()["channel"] == "QZF-2"


def test_reading_a_case_is_noted(desks: Desks, five: Five) -> None:
    address = address_of(desks.auxiliary.write(application(five)))

    desks.officer.read(address)

    note = Disclosure.objects.get()
    assert (note.kind, str(note.application)) == ("application", id_of(address))
    assert set(note.people) == {person.pk for person in five.people}


def test_another_office_does_not_learn_of_it(desks: Desks, five: Five, elsewhere: Desk) -> None:
    address = address_of(desks.auxiliary.write(application(five, submit=True)))
    nowhere = f"{APPLICATIONS}/{uuid4()}"

    for action in ("submit", "withdraw", "accept", "assess", "carry_out", "approve"):
        foreign = elsewhere.do(address, action)
        assert foreign.status_code == 404, action
        assert foreign.json() == elsewhere.do(nowhere, action).json()
    assert elsewhere.read(address).status_code == 404
    changed = elsewhere.client.put(
        address, application(five), format="json", headers={"If-Match": '"1"'}
    )
    assert changed.status_code == 404


@pytest.mark.parametrize("action", ["destroy", "draft", "Approve"])
def test_an_action_that_is_not_there_is_not_there(desks: Desks, five: Five, action: str) -> None:
    address = address_of(desks.auxiliary.write(application(five)))

    assert desks.auxiliary.do(address, action).status_code == 404


def test_a_program_files_follows_and_withdraws_its_own(here: Counter, five: Five) -> None:
    del here
    ours = as_agency("applications:read", "applications:write", "residents:read", client_id="a")
    theirs = as_agency("applications:read", "applications:write", "residents:read", client_id="b")
    address = address_of(ours.post(APPLICATIONS, application(five, submit=True), format="json"))

    assert theirs.get(address).status_code == 404
    assert theirs.post(f"{address}/withdraw", {}, format="json").status_code == 404
    case = ours.get(address).json()
    assert case["status"] == "submitted"
    assert "identity_number" not in case["parties"][0]
    assert not {"value", "receipt"} & set(case["parties"][0]["verifications"][0])
    assert ours.post(f"{address}/accept", {}, format="json").status_code == 403
    assert ours.post(f"{address}/withdraw", {}, format="json").json()["status"] == "withdrawn"


def test_a_program_cannot_name_a_household_it_cannot_see(here: Counter, five: Five) -> None:
    del here
    ours = as_agency("applications:write")
    there = {"household_id": HouseholdFactory.create().pk}

    unknown = {"household_id": 999999}
    answers = [
        ours.post(APPLICATIONS, application(five, destination=place), format="json")
        for place in (there, unknown)
    ]

    assert faults(answers[0]) == ["destination.household"]
    assert answers[0].json() == answers[1].json()


def test_a_session_without_the_csrf_token_writes_nothing(here: Counter, five: Five) -> None:
    strict = APIClient(enforce_csrf_checks=True)
    strict.force_login(here.auxiliary)

    answer = strict.post(APPLICATIONS, application(five), format="json")

    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert Application.objects.count() == 0
    assert as_officer(here.auxiliary).get(APPLICATIONS).status_code == 405
