"""Permits as other programs ask of them, and apply for them (P01, P02)."""

from datetime import date
from typing import Any, Final

import pytest
from rest_framework.test import APIClient

from applications.models import Application
from hukou.kernel import clock
from hukou.kernel.periods import add_months
from registry.models import Disclosure, HeldNumber, Particulars, Person
from tests.api.callers import as_agency, as_officer
from tests.factories import AddressFactory, PersonFactory
from tests.filing import Counter, counter
from tests.holders import holds, lives

pytestmark = pytest.mark.django_db
PLACE: Final = "330802"


@pytest.fixture
def here() -> Counter:
    return counter(dated=False)


@pytest.fixture
def holder(here: Counter) -> Person:
    person: Person = PersonFactory.create()
    holds(person, here.office, PLACE, since=date(2018, 10, 1))
    return person


def card(person: Person) -> dict[str, str]:
    return {
        "identity_number": HeldNumber.objects.get(person=person).number,
        "name": Particulars.objects.get(person=person).name,
    }


def ask(client: APIClient, person: Person, **told: object) -> Any:  # noqa: ANN401 - a response
    question = {**card(person), "division": PLACE, "on": "2019-06-01", "purpose": "积分核定"}
    return client.post("/api/v1/residence-permits/standing", question | told, format="json")


def test_a_permit_that_stands_tells_since_when_its_years_count(holder: Person) -> None:
    told = ask(as_agency("residents:read"), holder).json()

    assert told == {
        "division": PLACE,
        "on": "2019-06-01",
        "held": "valid",
        "counts_since": "2018-10-01",
        "months": 8,
        "endorse_by": "2019-10-01",
        "cite": {"document": "居住证暂行条例（国务院令第663号）", "clause": "第二条"},
    }


def test_a_lapsed_one_is_suspended_and_counts_nothing(holder: Person) -> None:
    told = ask(as_agency("residents:read"), holder, on="2019-10-02").json()

    assert (told["held"], told["counts_since"], told["months"]) == ("suspended", None, None)
    assert told["cite"]["clause"] == "第十条"


def test_before_it_was_issued_and_in_another_city_there_is_none(holder: Person) -> None:
    client = as_agency("residents:read")
    answers = [ask(client, holder, on="2018-09-30"), ask(client, holder, division="440222")]
    assert [each.json()["held"] for each in answers] == ["none", "none"]


def test_a_wrong_name_and_a_number_nobody_has_are_answered_alike(holder: Person) -> None:
    client = as_agency("residents:read")
    wrong = ask(client, holder, name="某某")
    nobody = ask(client, holder, identity_number="11010519491231002X")

    assert wrong.json() == nobody.json()
    assert not Disclosure.objects.filter(kind="permit_check").exists()


def test_who_asked_about_whom_and_what_for_is_written_down(here: Counter, holder: Person) -> None:
    assert ask(as_officer(here.officer), holder).status_code == 200
    noted = Disclosure.objects.get(kind="permit_check")
    assert (noted.person_id, noted.purpose) == (holder.pk, "积分核定")


@pytest.mark.parametrize(
    "wrong",
    [{"on": "2099-01-01"}, {"identity_number": "1"}, {"purpose": ""}, {"division": "44"}],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(holder: Person, wrong: dict[str, object]) -> None:
    answer = ask(as_agency("residents:read"), holder, **wrong)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def request(person: Person, **details: str) -> dict[str, Any]:
    told = {"ground": "job", "proof": "劳动合同", "declarant": "本人", "declarant_is": "self"}
    party = {"role": "subject", "newcomer": card(person)}
    return {"kind": "residence_permit", "parties": [party], "details": told | details}


def post(client: APIClient, body: dict[str, Any], key: str) -> Any:  # noqa: ANN401 - a response
    return client.post(
        "/api/v1/applications", body, format="json", headers={"Idempotency-Key": key}
    )


def test_a_program_applies_by_number_and_name_and_sending_it_twice_applies_once(
    here: Counter,
) -> None:
    address = AddressFactory.create(division=here.community)
    person = lives(address, since=add_months(clock.today(), -7))
    client = as_agency("applications:write")
    body = request(person) | {"submit": True}

    first, again = (post(client, body, "permit-1") for _ in range(2))

    assert first.status_code == 201, first.json()
    assert first.json() == again.json()
    application = Application.objects.get()
    assert (application.event, application.office) == ("PERMIT_JOB", here.office)
    assert application.destination_address == address


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"ground": "whim"}, "details.ground"),
        ({"declarant_is": "neighbour"}, "details.declarant_is"),
        ({"wish": "x"}, "details.wish"),
    ],
)
def test_a_wrong_detail_is_named_and_nothing_is_stored(
    here: Counter, details: dict[str, str], field: str
) -> None:
    person = lives(AddressFactory.create(division=here.community), since=date(2020, 1, 1))
    answer = post(as_agency("applications:write"), request(person, **details), "permit-2")

    assert answer.status_code == 400
    assert field in {each["field"] for each in answer.json()["errors"]}
    assert not Application.objects.exists()
