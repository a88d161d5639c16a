"""Where people live, who lives apart, and plates renumbered, over the API."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from hukou.kernel import clock
from registry.models import ActualResidence, AddressBatch, Disclosure, HouseholdAddress
from tests.api.callers import as_agency, as_officer
from tests.cast import Family, family, station
from tests.places import Country, address_in, country, settle

pytestmark = pytest.mark.django_db
TOLD = {"on": clock.today().isoformat(), "document": "通知"}


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def ouyang(land: Country) -> Family:
    folk = family(land.here.office)
    settle(folk.household, address_in(land.village, plate="1号"))
    return folk


@pytest.fixture
def officer(land: Country) -> APIClient:
    return as_officer(land.here.officer)


def record(client: APIClient, person: int, **told: Any) -> Any:  # noqa: ANN401 - a response
    path = f"/api/v1/residents/{person}/actual-residence"
    return client.post(path, TOLD | {"source": "visit"} | told, format="json")


def plate_of(ouyang: Family) -> int:
    return HouseholdAddress.objects.get(household=ouyang.household).address_id


def renumber(client: APIClient, address: int, **told: Any) -> Any:  # noqa: ANN401 - a response
    body = TOLD | {"rows": [{"address": address, "plate": "9"}]} | told
    return client.post("/api/v1/addresses/renumbering", body, format="json")


def test_an_actual_residence_is_recorded_and_read_with_the_person(
    ouyang: Family, officer: APIClient
) -> None:
    answer = record(officer, ouyang.son.pk, place="广东省深圳市")
    person = officer.get(f"/api/v1/residents/{ouyang.son.pk}").json()

    assert answer.status_code == 201
    assert person["actual_residence"]["text"] == "广东省深圳市"
    assert person["actual_residence"]["refreshed_on"] == clock.today().isoformat()
    assert (person["actual_residence"]["whereabouts"], person["actual_residence"]["apart"]) == (
        "apart",
        True,
    )


def test_an_address_of_the_register_is_named_by_its_elements(
    land: Country, ouyang: Family, officer: APIClient
) -> None:
    address = {"division": land.other.code, "plate": "7"}
    answer = record(officer, ouyang.son.pk, address=address)
    assert (answer.status_code, answer.json()["division_code"]) == (201, land.other.code)


def test_another_agency_reads_the_person_without_it(ouyang: Family, officer: APIClient) -> None:
    record(officer, ouyang.son.pk, place="广东省深圳市")
    body = as_agency("residents:read", "residents:address").get(
        f"/api/v1/residents/{ouyang.son.pk}"
    )
    assert "actual_residence" not in body.json()


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({}, 400),
        ({"place": "北京市", "address": {"division": "440199100202", "plate": "1"}}, 400),
        ({"place": "北京市", "on": "2099-01-01"}, 422),
        ({"place": "北京市", "source": "rumour"}, 400),
        ({"address": {"division": "999999999999", "plate": "1"}}, 400),
        ({"address": {"division": "440199100202"}}, 400),
    ],
)
def test_what_cannot_be_recorded_is_a_problem(
    ouyang: Family, officer: APIClient, told: dict[str, Any], status: int
) -> None:
    assert record(officer, ouyang.son.pk, **told).status_code == status
    assert ActualResidence.objects.count() == 0


def test_who_lives_apart_comes_by_pages_with_the_count(
    land: Country, ouyang: Family, officer: APIClient
) -> None:
    for person in (ouyang.father, ouyang.son):
        record(officer, person.pk, place="北京市")
    asked: dict[str, Any] = {"area": land.village.code, "limit": 1}

    first = officer.get("/api/v1/living-apart", asked).json()
    second = officer.get("/api/v1/living-apart", asked | {"cursor": first["next"]}).json()

    found = [each["person_id"] for each in (*first["results"], *second["results"])]
    assert found == [ouyang.father.pk, ouyang.son.pk]
    assert (first["counts"], second["next"]) == ({"apart": 2, "apart_within": 0}, None)
    assert "*" in first["results"][0]["identity_number"]
    assert Disclosure.objects.filter(kind="living_apart").count() == 2


def test_another_station_sees_nobody_of_it(ouyang: Family, officer: APIClient) -> None:
    record(officer, ouyang.son.pk, place="北京市")
    body = as_officer(station().officer).get("/api/v1/living-apart").json()
    assert (body["results"], body["counts"]) == ([], {"apart": 0, "apart_within": 0})


def test_a_preview_of_a_renumbering_stores_nothing(ouyang: Family, officer: APIClient) -> None:
    answer = renumber(officer, plate_of(ouyang), preview=True)

    assert (answer.status_code, answer.json()["batch"]) == (200, None)
    assert answer.json()["households"][0]["after"] == "示例县示例镇河东村9号"
    assert AddressBatch.objects.count() == 0


def test_a_batch_is_carried_out_once_under_its_key(ouyang: Family, officer: APIClient) -> None:
    body = TOLD | {"rows": [{"address": plate_of(ouyang), "plate": "9"}]}
    answers = [
        officer.post(
            "/api/v1/addresses/renumbering", body, format="json", headers={"Idempotency-Key": "k"}
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["batch"] == answers[1].json()["batch"]
    assert AddressBatch.objects.count() == 1


def test_a_wrong_row_is_named_by_its_number(ouyang: Family, officer: APIClient) -> None:
    rows = [{"address": plate_of(ouyang), "plate": "9"}, {"address": 10**9, "plate": "8"}]
    answer = renumber(officer, 0, rows=rows)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "line 2"
    assert AddressBatch.objects.count() == 0


def test_plates_of_another_office_are_refused(ouyang: Family) -> None:
    answer = renumber(as_officer(station().officer), plate_of(ouyang))
    assert answer.status_code == 400
    assert AddressBatch.objects.count() == 0
