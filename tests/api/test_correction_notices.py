"""Notices of corrections over the API, row R10: to who read what was wrong, and only theirs."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from registry.actions import cancel_registration, correct_particulars, reverse_entry
from registry.models import CorrectionNotice, Entry, EntryKind
from tests.api.callers import as_agency, as_officer
from tests.cast import BASIS, Family, Station, family, station

pytestmark = pytest.mark.django_db

PATH = "/api/v1/correction-notices"


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def home(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def civil() -> APIClient:
    return as_agency("residents:read")


def cancelled(here: Station, home: Family) -> Entry:
    told = {"reason": "service", "declarant": "欧阳修", "proof": "入伍通知书"}
    cancel_registration(home.son, **here.how | told)
    return Entry.objects.get(kind=EntryKind.CANCELLED)


def undone(here: Station, entry: Entry) -> Entry:
    return reverse_entry(entry, by=here.officer, basis=BASIS, reason="选错人员")[0]


def listed(client: APIClient) -> list[dict[str, Any]]:
    answer = client.get(PATH)
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["results"]
    return found


def test_an_agency_that_read_the_wrong_value_is_told(
    here: Station, home: Family, civil: APIClient
) -> None:
    wrong = cancelled(here, home)
    civil.get(f"/api/v1/residents/{home.son.pk}")
    new = undone(here, wrong)

    [notice] = listed(civil)
    assert (notice["entry"], notice["people"]) == (new.pk, [home.son.pk])
    assert (notice["kind"], notice["wrong_kind"]) == ("reversed", "cancelled")
    assert (notice["acknowledged_at"], notice["answer"]) == (None, "")
    assert "欧阳" not in str(notice)


def test_who_read_before_the_wrong_entry_or_after_its_reversal_is_not_told(
    here: Station, home: Family, civil: APIClient
) -> None:
    civil.get(f"/api/v1/residents/{home.son.pk}")
    wrong = cancelled(here, home)
    undone(here, wrong)
    civil.get(f"/api/v1/residents/{home.son.pk}")
    assert listed(civil) == []


def test_who_read_somebody_else_is_not_told(here: Station, home: Family, civil: APIClient) -> None:
    wrong = cancelled(here, home)
    civil.get(f"/api/v1/residents/{home.daughter.pk}")
    undone(here, wrong)
    assert listed(civil) == []


def test_a_reader_of_the_household_is_told_once_however_often_it_read(
    here: Station, home: Family
) -> None:
    schools = as_agency("households:read", client_id="schools")
    for _ in range(3):
        schools.get(f"/api/v1/households/{home.household.pk}")
    told: dict[str, Any] = {"reason": "登记有误", "proof": "档案"}
    for person, name in ((home.son, "欧阳小珊"), (home.daughter, "欧阳小冰")):
        correct_particulars(person, {"name": name}, by=here.officer, basis=BASIS, **told)
    assert [notice["people"] for notice in listed(schools)] == [[home.daughter.pk], [home.son.pk]]


def test_each_recipient_sees_its_own_and_the_actor_none(
    here: Station, home: Family, civil: APIClient
) -> None:
    officer, other = as_officer(here.officer), as_agency("residents:read", client_id="other")
    wrong = cancelled(here, home)
    for client in (civil, officer):
        client.get(f"/api/v1/residents/{home.son.pk}")
    undone(here, wrong)
    assert (len(listed(civil)), listed(other), listed(officer)) == (1, [], [])


def test_a_notice_is_acknowledged_with_what_was_done(
    here: Station, home: Family, civil: APIClient
) -> None:
    wrong = cancelled(here, home)
    civil.get(f"/api/v1/residents/{home.son.pk}")
    undone(here, wrong)
    path = f"{PATH}/{listed(civil)[0]['id']}/acknowledge"

    answer = civil.post(path, {"answer": "repaired"}, format="json")
    assert (answer.status_code, answer.json()["answer"]) == (200, "repaired")
    assert answer.json()["acknowledged_at"]
    again = civil.post(path, {"answer": "repaired"}, format="json")
    assert again.json() == answer.json()
    assert civil.post(path, {"answer": "unused"}, format="json").status_code == 409
    assert civil.post(path, {"answer": "seen"}, format="json").status_code == 400


def test_nobody_acknowledges_for_another(here: Station, home: Family, civil: APIClient) -> None:
    wrong = cancelled(here, home)
    civil.get(f"/api/v1/residents/{home.son.pk}")
    undone(here, wrong)
    other = as_agency("residents:read", client_id="other")
    path = f"{PATH}/{CorrectionNotice.objects.get().pk}/acknowledge"
    assert other.post(path, {"answer": "unused"}, format="json").status_code == 404
    assert CorrectionNotice.objects.get().acknowledged_at is None


def test_the_history_says_which_entry_was_reversed_by_which(
    here: Station, home: Family, civil: APIClient
) -> None:
    wrong = cancelled(here, home)
    new = undone(here, wrong)
    events = civil.get(f"/api/v1/residents/{home.son.pk}/history").json()["results"]
    told = {event["id"]: event for event in events}
    assert (told[wrong.pk]["reversed_by"], told[new.pk]["reverses"]) == (new.pk, wrong.pk)
