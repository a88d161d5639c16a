"""Officers rehearse and make changes of households over HTTP; agencies may not (H02)."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from hukou.kernel import clock
from registry.models import Disclosure, Entry, Household, Person, Residence
from tests.api.callers import as_agency, as_officer
from tests.cast import Family, Station, family, station
from tests.factories import AddressFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def home(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def api(here: Station) -> APIClient:
    return as_officer(here.officer)


def told(**changes: Any) -> dict[str, Any]:
    return {"on": clock.today().isoformat(), "document": "全体成年成员签字的申请", **changes}


def split_of(*leaving: Person, **changes: Any) -> dict[str, Any]:
    """The first of those who leave heads the new household."""
    return told(leaving=[each.pk for each in leaving], head=leaving[0].pk, **changes)


def post(api: APIClient, home: Family, change: str, body: dict[str, Any], **headers: str) -> Any:  # noqa: ANN401 - half-typed
    path = f"/api/v1/households/{home.household.pk}/{change}"
    return api.post(path, body, format="json", headers=headers)


def relation_of(person: Person) -> tuple[int, str]:
    row = Residence.objects.on(clock.today()).get(person=person)
    return row.household_id, row.relation


def test_a_rehearsal_answers_both_trees_and_stores_nothing(api: APIClient, home: Family) -> None:
    entries = Entry.objects.count()
    answer = post(api, home, "rehearse", split_of(home.mother, home.son, change="split"))

    old, new = answer.json()["households"]
    assert answer.status_code == 200
    assert [(each["person_id"], each["after"]) for each in new["after"]] == [
        (home.mother.pk, "02"),
        (home.son.pk, "20"),
    ]
    assert (old["household_id"], new["household_id"], new["opens"]) == (
        home.household.pk,
        None,
        True,
    )
    assert answer.json()["unknown"] == []
    assert Entry.objects.count() == entries
    assert set(Disclosure.objects.get().people) == {
        home.father.pk, home.mother.pk, home.son.pk, home.daughter.pk,
    }  # fmt: skip


def test_what_was_rehearsed_is_made_once(api: APIClient, home: Family) -> None:
    body = split_of(home.mother, home.son)
    seal = post(api, home, "rehearse", body | {"change": "split"}).json()["seal"]
    first = post(api, home, "split", body | {"seal": seal}, **{"Idempotency-Key": "split-1"})
    again = post(api, home, "split", body | {"seal": seal}, **{"Idempotency-Key": "split-1"})

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert first["Location"] == f"/api/v1/households/{first.json()['household_id']}"
    assert relation_of(home.mother) == (first.json()["household_id"], "02")
    assert Household.objects.count() == 2


def test_what_was_not_rehearsed_is_not_made_under_its_seal(api: APIClient, home: Family) -> None:
    body = split_of(home.mother, home.son)
    seal = post(api, home, "rehearse", body | {"change": "split"}).json()["seal"]
    answer = post(api, home, "split", split_of(home.daughter, seal=seal))

    assert answer.status_code == 409
    assert answer.json()["type"].endswith("rehearsal-outdated")
    assert Household.objects.count() == 1


def test_a_split_to_an_address_of_the_area(api: APIClient, here: Station, home: Family) -> None:
    division = AddressFactory.create(division__code="440199001777").division
    here.office.areas.add(division)
    there = {"division": division.code, "street": "书香路", "plate": "8"}
    answer = post(api, home, "split", split_of(home.daughter, address=there))
    nowhere = post(api, home, "split", split_of(home.mother, address={"division": "999999999999"}))

    opened = Household.objects.get(pk=answer.json()["household_id"])
    assert "书香路8号" in opened.addresses.get().address.full_text
    assert nowhere.json()["errors"][0]["field"] == "address.division"


def test_a_merge_and_a_transfer_say_whose_relation_is_asked_for(
    api: APIClient, here: Station, home: Family
) -> None:
    other = family(here.office)
    into = other.household.pk
    unsaid = post(api, home, "merge", told(into=into))
    moved = post(
        api, home, "transfer",
        told(
            into=into,
            person_id=home.daughter.pk,
            relations=[{"person_id": home.daughter.pk, "relation": "97"}],
        ),
    )  # fmt: skip
    said = [{"person_id": home.father.pk, "relation": "20"}]
    merged = post(api, home, "merge", told(into=into, relations=said))

    assert unsaid.status_code == 422
    assert len(unsaid.json()["people"]) == 4
    assert (moved.status_code, merged.status_code) == (200, 200)
    assert relation_of(home.daughter) == (into, "97")
    assert relation_of(home.mother) == (into, "38")


def test_the_head_is_changed_and_a_minor_is_refused_with_the_clause(
    api: APIClient, home: Family
) -> None:
    minor = post(api, home, "change-head", told(to=home.son.pk))
    income = [{"person_id": home.son.pk, "ground": "劳动合同第8号"}]
    earns = post(api, home, "rehearse",
                 told(to=home.son.pk, own_income=income, change="change-head"))  # fmt: skip
    adult = post(api, home, "change-head", told(to=home.mother.pk))

    assert minor.status_code == 422
    assert "1995〕91号" in minor.json()["cite"]["document"]
    assert earns.status_code == 200
    assert adult.json()["household_id"] == home.household.pk
    assert relation_of(home.mother)[1] == "02"


def test_bad_requests_name_the_field(api: APIClient, home: Family) -> None:
    theirs = family(station().office)
    wrong = {
        "change": post(api, home, "rehearse", told(change="divorce")),
        "leaving": post(api, home, "split", told(leaving=[], head=home.mother.pk)),
        "head": post(api, home, "split", told(leaving=[home.son.pk], head=home.mother.pk)),
        "into": post(api, home, "merge", told(into=theirs.household.pk)),
        "person_id": post(
            api, home, "transfer", told(into=home.household.pk, person_id=theirs.son.pk)
        ),
    }

    for field, answer in wrong.items():
        assert answer.status_code == 400, field
        assert [each["field"].split(".")[0] for each in answer.json()["errors"]] == [field]


def test_agencies_and_other_offices_may_not(home: Family) -> None:
    body = split_of(home.daughter)
    agency = post(as_agency("households:read"), home, "split", body)
    elsewhere = post(as_officer(station().officer), home, "split", body)

    assert (agency.status_code, elsewhere.status_code) == (403, 404)
    assert Household.objects.count() == 1
