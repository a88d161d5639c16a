"""Nothing that is typed, or put into an address, breaks a page."""

from functools import partial
from typing import Final
from urllib.parse import urlencode

import pytest
from django.test import Client

from registry.models import PostingRole
from tests.permissions.asking import Watching, watching
from tests.web.conftest import Visit
from tests.web.test_access import TABLE, address
from tests.web.world import World, world

pytestmark = pytest.mark.django_db

__all__ = ["watching"]

HUGE: Final = "9" * 30
ENDLESS: Final = "9" * 5000
DAYS: Final = ("on", "known_on", "since", "until", "from", "due")
NAMES: Final = [
    "applicant",
    "household",
    "free",
    "name",
    "address",
    "number",
    "identity_number",
    "purpose",
    "revision",
    "to",
    "on",
    "known_on",
    "list",
    "cursor",
    "do",
    "channel",
    "destination.kind",
    "destination.division",
    "destination.street",
    "destination.household",
    "field",
    "next",
    "facts_of",
    "value",
    "reason",
    "document_id",
    "parties",
    "grounds",
    "needed",
]


@pytest.fixture
def there() -> World:
    return world()


def call(client: Client, method: str, path: str, told: dict[str, str]) -> int:
    if method == "GET":
        return client.get(path, told).status_code
    form = "application/x-www-form-urlencoded"
    return client.post(path, urlencode(told), content_type=form).status_code


@pytest.mark.parametrize("text", [HUGE, ENDLESS, "9223372036854775808", "\0", "²", "٣", "-1", ""])
def test_no_page_breaks(there: World, visit: Visit, watching: Watching, text: str) -> None:
    """Pages that look for an applicant are asked with one who is there as well."""
    client = visit(there.as_role(PostingRole.CHIEF))
    client.raise_request_exception = False
    told: dict[str, str] = dict.fromkeys(NAMES, text)
    told |= {
        f"parties.{text[:4300]}.name": text,
        f"parties.{ENDLESS}.name": text,
        "parties.0.name": text,
    }
    told["parties.0.declared.dwelling.area_m2"] = text

    broken: list[tuple[str, str]] = []

    def ask(name: str, method: str, sent: dict[str, str]) -> None:
        if call(client, method, address(name, there.values), sent) >= 500:
            broken.append((name, method))

    asked_again = 0
    for name, (how, _) in TABLE.items():
        for method in how.split():
            if "applicant" in watching(partial(ask, name, method, told)):
                asked_again += 1
                ask(name, method, told | {"applicant": str(there.family.applicant.pk)})

    assert broken == []
    assert asked_again


@pytest.mark.parametrize("text", ["0001-01-01", "1900-01-01", "2099-12-31", "9999-12-31"])
def test_no_page_breaks_on_any_day(there: World, visit: Visit, text: str) -> None:
    """Everything else is left as the page has it: a form with another fault reads no day."""
    client = visit(there.as_role(PostingRole.CHIEF))
    client.raise_request_exception = False
    told = dict.fromkeys(DAYS, text)

    broken = [
        name
        for name, (how, _) in TABLE.items()
        if "GET" in how.split() and call(client, "GET", address(name, there.values), told) >= 500
    ]

    assert broken == []


@pytest.mark.parametrize("path", ["people/{}", "households/{}", "people/{}/applications"])
@pytest.mark.parametrize("key", [HUGE, ENDLESS, "9223372036854775808", "0", "%00"])
def test_a_key_that_cannot_be_leads_nowhere(
    there: World, visit: Visit, path: str, key: str
) -> None:
    assert visit(there.here.chief).get(f"/{path.format(key)}").status_code == 404
