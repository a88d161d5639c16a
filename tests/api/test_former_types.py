"""Former hukou types over the API and on the page; and a change of type, refused (R03, R04)."""

from typing import Any

import pytest

from applications.models import Application
from registry.models import Disclosure, FormerKind
from tests.api.callers import as_agency, as_officer
from tests.api.filing import APPLICATIONS, Desk, address_of, application
from tests.cast import Family, Station, family, station
from tests.filing import counter, family_of_five
from tests.registry.test_former_types import had
from tests.web.conftest import Visit, visit

__all__ = ["visit"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    people = family(here.office)
    had(people.father, FormerKind.OWN_GRAIN)
    return people


def test_the_type_of_a_day_is_told_and_the_reading_noted(here: Station, ouyang: Family) -> None:
    path = f"/api/v1/residents/{ouyang.father.pk}/former-type"
    answer = as_officer(here.officer).get(path, {"on": "2001-05-01"}).json()

    assert (answer["kind"], answer["kind_name"], answer["since"]) == (
        "own_grain",
        "自理口粮",
        "1990-01-01",
    )
    [former] = answer["history"]
    assert former["cite"]["clause"] == "三（九）"
    note = Disclosure.objects.latest("id")
    assert (note.people, note.fields) == ([ouyang.father.pk], ["former_type"])


def test_today_everybody_is_a_resident(here: Station, ouyang: Family) -> None:
    path = f"/api/v1/residents/{ouyang.father.pk}/former-type"
    answer = as_agency("residents:read").get(path).json()
    assert (answer["kind"], answer["kind_name"]) == ("resident", "居民户口")
    assert as_officer(here.officer).get(f"{path}?on=yesterday").status_code == 400


def test_the_page_of_a_person_tells_the_type_of_the_day(
    here: Station, ouyang: Family, visit: Visit
) -> None:
    page = visit(here.officer).get(f"/people/{ouyang.father.pk}?on=2012-05-01").content.decode()
    assert "2012-05-01 的户口性质：" in " ".join(page.split())
    assert "<strong>自理口粮</strong>" in page
    assert "国发〔2014〕25号" in page
    today = visit(here.officer).get(f"/people/{ouyang.father.pk}").content.decode()
    assert "<strong>居民户口</strong>" in today


@pytest.mark.parametrize(
    "kind", ["agricultural_to_nonagricultural", "nonagricultural_to_agricultural"]
)
def test_a_change_of_type_cannot_be_applied_for(kind: str) -> None:
    """R03: refused with the clause that ended it, and nothing is stored."""
    here = counter()
    sent: dict[str, Any] = {**application(family_of_five()), "kind": kind}

    answer = Desk(here.auxiliary).write(sent)

    assert answer.status_code == 422
    told = answer.json()
    assert told["type"].endswith("service-stopped")
    assert told["cite"]["document"].startswith("国务院关于进一步推进户籍制度改革的意见")
    assert [each["clause"] for each in told["local_cites"]] == ["二（二）1"]
    assert not Application.objects.exists()


def test_an_application_cannot_become_a_change_of_type() -> None:
    here, five = counter(), family_of_five()
    desk = Desk(here.auxiliary)
    written = desk.write(application(five))
    answer = desk.client.put(
        address_of(written),
        {**application(five), "kind": "agricultural_to_nonagricultural"},
        format="json",
        headers={"If-Match": written["ETag"]},
    )
    assert answer.json()["cite"]["clause"] == "三（九）"
    assert Application.objects.get().kind == "settlement"
    assert APPLICATIONS


def test_the_counter_is_told_why(visit: Visit) -> None:
    page = visit(counter().officer).get("/applications/new").content.decode()
    assert "农转非、非转农已停止办理" in page
    assert "国发〔2014〕25号" in page
