"""Nowhere to register: the settlement form finds the public household in order (H06)."""

import pytest
from django.test import Client

from applications.models import Application
from registry.models import Division, DivisionLevel, HeldNumber, Household
from tests.cast import Station
from tests.collectives import PUBLIC
from tests.collectives import opened as collective
from tests.factories import AddressFactory, DivisionFactory
from tests.filing import COMMUNITY, Counter, Five, counter, family_of_five
from tests.web.conftest import Visit
from tests.web.forms import introduce, typed

pytestmark = pytest.mark.django_db
BY_ORDER = {
    "destination.kind": "order",
    "destination.own_dwelling": "no",
    "destination.relative_dwelling": "no",
    "destination.unit_collective": "no",
    "destination.order_grounds": "暂无住所，已核实",
}


@pytest.fixture
def there() -> Counter:
    return counter()


@pytest.fixture
def five(there: Counter) -> Five:
    del there
    return family_of_five()


@pytest.fixture
def public(there: Counter) -> Household:
    if not Division.objects.filter(code=COMMUNITY[:6], level=DivisionLevel.COUNTY).exists():
        DivisionFactory.create(code=COMMUNITY[:6], name="柯城区", level=DivisionLevel.COUNTY)
    address = AddressFactory.create(division=there.community)
    station = Station(there.office, there.officer)
    return collective(station, PUBLIC, address=address, name="柯城区公共集体户")


def sent(client: Client, five: Five, **changes: str) -> str:
    introduce(client, HeldNumber.objects.get(person=five.applicant).number, "周建国")
    form = typed(five) | BY_ORDER | changes
    return client.post("/applications/new", form, follow=True).content.decode()


def test_the_public_household_is_found_and_the_reasons_are_shown(
    there: Counter, five: Five, public: Household, visit: Visit
) -> None:
    client = visit(there.officer)
    page = sent(client, five)

    application = Application.objects.get()
    assert application.destination_household == public
    assert 'value="order"' in page
    checked = client.get(f"/applications/{application.pk}/check").content.decode()
    assert "没有本人的合法稳定住所" in checked
    assert "所在区（县）的公共集体户" in checked


def test_a_district_without_one_says_what_to_do(there: Counter, five: Five, visit: Visit) -> None:
    assert "没有公共集体户的，请先设立" in sent(visit(there.officer), five)
    assert not Application.objects.exists()


@pytest.mark.usefixtures("public")
def test_what_is_missing_stands_at_its_field(there: Counter, five: Five, visit: Visit) -> None:
    page = sent(visit(there.officer), five, **{"destination.unit_collective": ""})

    assert "按顺序须先核实此项" in page
    assert not Application.objects.exists()
