"""Agreements with other counters on a page (A07): listed, made, ended, and used at the file."""

import re

import pytest

from applications.actions import draft, submit
from applications.models import ReceptionAgreement
from hukou.kernel import clock
from registry.models import Account, PostingRole
from tests.cast import station
from tests.factories import OfficeFactory
from tests.filing import Counter, counter, family_of_five, posted, settlement
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

PAGE = "/receptions"
TOLD = {"counter": "", "kind": "", "document": "省内通办方案", "clause": "第三条", "until": ""}


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def there() -> Account:
    return posted(OfficeFactory.create(name="外地派出所"), PostingRole.OFFICER)


def told(**changes: str) -> dict[str, str]:
    return TOLD | {"start": clock.today().isoformat()} | changes


def test_the_chief_agrees_and_ends(desk: Counter, visit: Visit) -> None:
    client = visit(desk.chief)
    text = client.post(PAGE, told(), follow=True).content.decode()
    agreement = ReceptionAgreement.objects.get()
    assert agreement.home == desk.office
    assert "各地窗口" in text
    assert "有效" in text

    text = client.post(f"{PAGE}/{agreement.pk}/end", follow=True).content.decode()
    assert "已终止" in text
    again = client.post(f"{PAGE}/{agreement.pk}/end", follow=True).content.decode()
    assert "该约定已经终止" in again


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"start": "2001-01-01"}, "不能从过去的日期开始"),
        ({"start": "明天"}, "没有这一天"),
        ({"document": ""}, "请填写此项"),
        ({"until": "9999-12-31"}, "请填写 1900 年至 2099 年之间的日期"),
        ({"counter": "moon"}, "moon"),
        ({"kind": "moon"}, "moon"),
    ],
)
def test_what_is_unclear_is_refused_and_stays_typed(
    desk: Counter, visit: Visit, changes: dict[str, str], words: str
) -> None:
    text = visit(desk.chief).post(PAGE, told(**changes)).content.decode()
    assert words in text
    assert "第三条" in text
    assert not ReceptionAgreement.objects.exists()


def test_who_is_in_charge_elsewhere_sees_none_of_ours_and_ends_none(
    desk: Counter, there: Account, visit: Visit
) -> None:
    visit(desk.chief).post(PAGE, told(counter=str(there.postings.get().office_id)))
    agreement = ReceptionAgreement.objects.get()
    stranger = visit(station(PostingRole.CHIEF).officer)

    assert stranger.get(PAGE).context["rows"] == []
    stranger.post(f"{PAGE}/{agreement.pk}/end")

    agreement.refresh_from_db()
    assert agreement.ended_at is None


def test_the_receiving_counter_may_accept_only_once_it_is_agreed(
    desk: Counter, there: Account, visit: Visit
) -> None:
    application = submit(draft(settlement(family_of_five()), by=there).pk, by=there)
    own = visit(there)

    def acts() -> set[str]:
        text = own.get(f"/applications/{application.pk}").content.decode()
        assert "异地收件" in text
        return set(re.findall(r'action="/applications/[0-9a-f-]+/([a-z_]+)"', text))

    assert "accept" not in acts()
    visit(desk.chief).post(PAGE, told())
    assert {"accept", "ask_for_supplement"} <= acts()
    assert not {"approve", "assess", "carry_out"} & acts()
