"""Collective households over the API: by scope, a page at a time, and the alarm for officers."""

import pytest

from registry.actions import name_keeper
from registry.queries.collectives import LIMIT
from tests.api.callers import as_agency, as_officer
from tests.cast import Station, station
from tests.collectives import CODE, PUBLIC, address_in, opened
from tests.factories import HouseholdFactory

pytestmark = pytest.mark.django_db
PATH = "/api/v1/collective-households"


@pytest.fixture
def here() -> Station:
    here = station()
    here.office.areas.add(address_in().division)
    return here


def test_an_officer_reads_the_households_of_a_division(here: Station) -> None:
    school = opened(here)
    name_keeper(school, name="徐老师", **here.how)
    caller = as_officer(here.officer)

    [found] = caller.get(PATH, {"division": "330802"}).json()["results"]

    assert (found["id"], found["sort"], found["credit_code"]) == (school.pk, "school", CODE)
    assert (found["keepers_on_duty"], found["members"]) == (1, 0)
    assert found["address"]
    assert "徐老师" not in str(found)
    assert caller.get(PATH, {"division": "330803"}).json()["results"] == []


def test_an_officer_of_another_station_reads_none(here: Station) -> None:
    opened(here)
    assert as_officer(station().officer).get(PATH).json()["results"] == []


def test_an_agency_reads_them_without_addresses(here: Station) -> None:
    opened(here)
    [found] = as_agency("households:read").get(PATH).json()["results"]
    assert "address" not in found


def test_pages_follow_one_another(here: Station) -> None:
    made = [
        HouseholdFactory.create(office=here.office, collective=True).pk for _ in range(LIMIT + 3)
    ]
    caller = as_officer(here.officer)

    first = caller.get(PATH).json()
    second = caller.get(PATH, {"cursor": first["next"]}).json()

    assert [each["id"] for page in (first, second) for each in page["results"]] == made
    assert len(second["results"]) == 3
    assert second["next"] is None


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"division": "33"}, "division"),
        ({"sort": "monastery"}, "sort"),
        ({"cursor": "?"}, "cursor"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_field(
    here: Station, asked: dict[str, str], field: str
) -> None:
    response = as_officer(here.officer).get(PATH, asked)

    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == field


def test_the_alarm_says_what_a_district_lacks(here: Station) -> None:
    caller = as_officer(here.officer)

    def alarm() -> str | None:
        [district] = caller.get(f"{PATH}/public").json()["results"]
        said: str | None = district["alarm"]
        return said

    assert alarm() == "no_public_household"
    public = opened(here, PUBLIC, name="柯城区公共集体户")
    assert alarm() == "no_keeper_on_duty"
    name_keeper(public, account=here.officer, **here.how)
    assert alarm() is None
