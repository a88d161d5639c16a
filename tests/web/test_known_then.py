"""The household's page and API as known then (当时所知), row R09, after a reversal."""

from datetime import timedelta
from typing import Any

import pytest

from hukou.kernel import clock
from registry.actions import correct_particulars
from registry.models import Entry, EntryKind
from tests.api.callers import as_officer
from tests.cast import BASIS, LATELY, Family, Station, family
from tests.passing import days_pass
from tests.registry.wrongs import cancellation, reversed_
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(here: Station) -> Family:
    """The son was taken for a soldier for five days; the daughter was misspelt all along."""
    home = family(here.office)
    days_pass(10)
    cancellation(here, home)
    days_pass(5)
    reversed_(here, Entry.objects.get(kind=EntryKind.CANCELLED))
    told: dict[str, Any] = {"by": here.officer, "basis": BASIS, "reason": "有误", "proof": "档案"}
    correct_particulars(home.daughter, {"name": "欧阳小冰"}, **told)
    return home


def asked(ago: int) -> dict[str, str]:
    known = clock.today() - timedelta(days=ago)
    return {"on": LATELY.isoformat(), "known_on": known.isoformat()}


SEEN = [(12, True, "欧阳小水"), (3, False, "欧阳小水"), (0, True, "欧阳小冰")]


@pytest.mark.parametrize(("ago", "son_is_there", "daughter"), SEEN)
def test_the_page_shows_what_was_known_on_each_day(
    here: Station, home: Family, visit: Visit, ago: int, *, son_is_there: bool, daughter: str
) -> None:
    path = f"/households/{home.household.pk}"
    page = visit(here.officer).get(path, asked(ago)).content.decode()
    members = page[: page.index("登记记录")]
    assert ("欧阳小山" in members) is son_is_there
    assert daughter in members


@pytest.mark.parametrize(("ago", "son_is_there", "daughter"), SEEN)
def test_the_api_answers_what_was_known_on_each_day(
    here: Station, home: Family, ago: int, *, son_is_there: bool, daughter: str
) -> None:
    path = f"/api/v1/households/{home.household.pk}"
    body = as_officer(here.officer).get(path, asked(ago)).json()
    told = {member["person_id"]: member["name"] for member in body["members"]}
    assert (home.son.pk in told) is son_is_there
    assert told[home.daughter.pk] == daughter


def test_two_days_of_knowledge_differ_by_the_correction_alone(here: Station, home: Family) -> None:
    path = f"/api/v1/households/{home.household.pk}"
    client = as_officer(here.officer)
    first, last = (client.get(path, asked(ago)).json() for ago in (12, 0))
    for body in (first, last):
        del body["known_on"]
        for member in body["members"]:
            if member["person_id"] == home.daughter.pk:
                del member["name"]
    assert first == last
