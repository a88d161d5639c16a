"""Who has agreed (本人同意): adults for themselves, named one by one where they have not."""

import pytest
from django.test import Client

from applications.models import Application
from registry.models import HeldNumber
from tests.filing import Counter, Five, counter, family_of_five
from tests.web.conftest import Visit
from tests.web.forms import introduce, typed

pytestmark = pytest.mark.django_db

NOBODY = {f"parties.{position}.consented_on": None for position in range(4)}
ADDED = {"parties.4.included": "on", "parties.4.newcomer.name": ""}


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def family() -> Five:
    return family_of_five()


@pytest.fixture
def client(desk: Counter, family: Five, visit: Visit) -> Client:
    client = visit(desk.officer)
    introduce(client, HeldNumber.objects.get(person=family.applicant).number, "周建国")
    return client


def send(client: Client, family: Five, **changes: str | None) -> str:
    response = client.post("/applications/new", typed(family, **changes), follow=True)
    return response.content.decode()


def consents(page: str) -> list[str]:
    """Return the positions whose day of consent is filled in."""
    rows = page.split('.consented_on"\n       name="parties.')[1:]
    return [row[0] for row in rows if 'value=""' not in row.partition(">")[0]]


def test_todays_consent_is_filled_in_for_adults_only(client: Client, family: Five) -> None:
    page = send(client, family, do="consent", **NOBODY, **ADDED)

    assert consents(page) == ["0", "1", "3"]


def test_missing_consent_is_named_by_person_before_anything_is_handed_in(
    client: Client, family: Five
) -> None:
    page = send(client, family, do="check", **NOBODY)

    assert 'href="#parties.1.consented_on"' in page
    assert 'href="#parties.2.consented_on"' not in page
    assert page.count("成年随迁人须本人同意") == 2
    assert not Application.objects.exists()


def test_a_draft_may_wait_for_consent(client: Client, family: Five) -> None:
    page = send(client, family, do="save", **NOBODY)

    assert "已暂存，尚未提交" in page


def test_a_check_before_a_channel_is_chosen_says_how_to_come_to_one(
    client: Client, family: Five
) -> None:
    page = send(client, family, do="check", channel=None)

    assert 'href="#channel"' in page
    assert "先按“查找途径”" in page


def test_an_added_row_can_be_removed(client: Client, family: Five) -> None:
    added = send(client, family, do="add")
    removed = send(client, family, do="remove.4", **ADDED)

    assert 'value="remove.4"' in added
    assert "parties.4." not in removed
