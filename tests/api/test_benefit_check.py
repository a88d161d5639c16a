"""The four conveniences, each a checkable answer for one person (P05)."""

from datetime import date
from typing import Any, Final

import pytest
from rest_framework.test import APIClient

from registry.models import Disclosure, HeldNumber, Particulars, Person
from tests.api.callers import as_agency, as_officer
from tests.cast import Station, station
from tests.factories import PersonFactory
from tests.holders import holds

pytestmark = pytest.mark.django_db
FOUR: Final = ("exit_entry_papers", "identity_card", "vehicle_registration", "driving_licence")
PLACE: Final = "440222"
DURING: Final = "2019-06-01"


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def holder(here: Station) -> Person:
    person: Person = PersonFactory.create()
    holds(person, here.office, PLACE, since=date(2018, 10, 1))
    return person


def ask(client: APIClient, person: Person, **told: object) -> Any:  # noqa: ANN401 - a response
    question = {
        "identity_number": HeldNumber.objects.get(person=person).number,
        "name": Particulars.objects.get(person=person).name,
        "service": "driving_licence",
        "division": PLACE,
        "on": DURING,
        "purpose": "办理业务核验",
    }
    return client.post("/api/v1/benefits/check", question | told, format="json")


@pytest.mark.parametrize("service", FOUR)
def test_each_convenience_is_open_to_a_holder_by_the_countys_clause(
    holder: Person, service: str
) -> None:
    told = ask(as_agency("residents:read"), holder, service=service).json()

    assert (told["available"], told["answer"]) == (True, "open")
    assert told["benefits"][0]["owner"] == "县公安局"
    assert [each["clause"][:4] for each in told["cites"]] == ["三（八）", "第十三条"]


def test_a_lapsed_permit_opens_nothing_until_it_is_endorsed(holder: Person) -> None:
    told = ask(as_agency("residents:read"), holder, on="2019-10-02").json()

    assert (told["available"], told["answer"]) == (False, "suspended")
    assert told["cites"][0]["clause"] == "第十条"


def test_a_permit_of_another_city_opens_nothing_here(holder: Person) -> None:
    told = ask(as_agency("residents:read"), holder, division="330802").json()

    assert (told["available"], told["answer"]) == (False, "not_held")


def test_a_wrong_name_and_a_number_nobody_has_are_answered_alike(holder: Person) -> None:
    """Nothing is learnt of who is on file."""
    client = as_agency("residents:read")
    wrong = ask(client, holder, name="某某")
    nobody = ask(client, holder, identity_number="11010519491231002X")

    assert wrong.json() == nobody.json()
    assert wrong.json()["answer"] == "not_held"
    assert not Disclosure.objects.filter(kind="benefit_check").exists()


def test_who_asked_about_whom_is_written_down(here: Station, holder: Person) -> None:
    assert ask(as_officer(here.officer), holder).status_code == 200
    noted = Disclosure.objects.get(kind="benefit_check")

    assert (noted.person_id, noted.purpose) == (holder.pk, "办理业务核验")


@pytest.mark.parametrize(
    "wrong",
    [
        {"service": "palaces"},
        {"on": "2099-01-01"},
        {"identity_number": "123"},
        {"purpose": ""},
        {"division": "44"},
        {"amount": 1},
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_refused(holder: Person, wrong: dict[str, object]) -> None:
    answer = ask(as_agency("residents:read"), holder, **wrong)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
