"""What stands beside a form that is in order, or instead of a key, breaks no page either."""

from typing import Any, Final

import pytest
from django.test import Client

from hukou.kernel import clock
from registry.models import Household
from tests.cast import Family, Station, family
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

ENDLESS: Final = "9" * 5000
TEXTS: Final = [ENDLESS, "9" * 30, "٣", "\u202e", "\ue000", "=1+1"]


@pytest.fixture
def home(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def desk(here: Station, visit: Visit) -> Client:
    client = visit(here.officer)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("text", TEXTS)
def test_what_stands_beside_a_split(desk: Client, home: Family, text: str) -> None:
    told: dict[str, Any] = {
        "leaving": [str(home.daughter.pk)],
        "head": str(home.daughter.pk),
        "where": "here",
        "on": clock.today().isoformat(),
        "document": "全体成年成员签字的申请",
    }
    beside: list[dict[str, Any]] = [
        {f"relation.{text}": "30", "save": "1"},
        {f"relation.{home.son.pk}": text, "save": "1", "seal": text},
        {"document": text[:200], "own_income": text[:200]},
        {"where": "elsewhere", "destination.division": text, "destination.street": text[:45]},
    ]
    path = f"/households/{home.household.pk}/split"

    broken = [each for each in beside if desk.post(path, told | each).status_code >= 500]

    assert broken == []
    assert Household.objects.count() == 1


@pytest.mark.parametrize("kind", ["death", "cancellation", "restoration", "departure"])
@pytest.mark.parametrize("key", [ENDLESS, "9" * 30, "9223372036854775808", "0"])
def test_nobody_is_chosen_by_a_key_that_cannot_be(desk: Client, kind: str, key: str) -> None:
    path = f"/events/{kind}/new"
    sent = desk.post(path, {"chosen": key}), desk.get(path, {"chosen": key})

    assert {each.status_code for each in sent} <= {200, 400}
