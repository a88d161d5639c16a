"""Who may decide what, here, today, over HTTP (A01, A02)."""

import pytest

from applications.actions import delegate, revoke_order
from registry.models import Account, PostingRole
from tests.api.callers import as_officer
from tests.applications.orders import order
from tests.factories import OfficeFactory
from tests.filing import Counter, counter, posted
from tests.orders import SETTLING

pytestmark = pytest.mark.django_db
URL = "/api/v1/powers"


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def admin(here: Counter) -> Account:
    return posted(here.bureau, PostingRole.SYSTEM_ADMINISTRATOR)


def test_each_item_says_its_level_and_whether_it_is_mine(here: Counter) -> None:
    told = as_officer(here.officer).get(URL).json()
    by_item = {each["item"]: each for each in told["results"]}
    assert told["office"] == here.office.pk
    assert by_item["DEATH"]["mine"] == {"allowed": True, "by": "level", "order": None}
    assert by_item["ADOPTION"]["mine"]["allowed"] is False
    assert by_item["ADOPTION"]["by_level"]["rank"] == "county"


def test_an_order_is_named_with_its_basis_until_it_is_revoked(
    here: Counter, admin: Account
) -> None:
    given = delegate(order(here), by=admin)
    client = as_officer(here.officer)

    [told] = client.get(URL, {"item": SETTLING}).json()["results"]
    assert told["mine"] == {"allowed": True, "by": "order", "order": given.pk}
    assert told["by_orders"][0]["number"] == given.number
    assert told["by_orders"][0]["clause"] == "第二条"

    revoke_order(given.pk, reason="收回", by=admin)
    [told] = client.get(URL, {"item": SETTLING}).json()["results"]
    assert told["mine"]["allowed"] is False
    assert told["by_orders"] == []


def test_an_office_above_or_elsewhere_is_not_found(here: Counter) -> None:
    client = as_officer(here.officer)
    for office in (here.bureau.pk, OfficeFactory.create().pk):
        assert client.get(URL, {"office": office}).status_code == 404


def test_the_office_below_is_answered_for(here: Counter, admin: Account) -> None:
    told = as_officer(admin).get(URL, {"office": str(here.office.pk), "item": "DEATH"}).json()
    assert told["results"][0]["decided_by"] == ["chief", "officer"]
    assert told["results"][0]["mine"]["allowed"] is False
