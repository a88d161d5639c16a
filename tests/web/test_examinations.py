"""Being heard before a decision, on the file's page: whose turn it is, and what was said."""

import re

import pytest
from django.test import Client

from applications.models import Application, Examination, Kind
from registry.models import PostingRole
from tests.applications.life import city_approver, event, examined, proven
from tests.cast import family
from tests.factories import AddressFactory
from tests.filing import Counter, counter, fresh, posted
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def correction(desk: Counter) -> Application:
    home = family(desk.office, address=AddressFactory.create(division=desk.community))
    about = {"reason": "本人申请", "proof": "申请书", "declarant": "欧阳", "declarant_is": "self"}
    return proven(desk, event(Kind.CORRECTION, home.father, {"birth_date": "1974-05-02", **about}))


def page(client: Client, application: Application) -> str:
    return client.get(f"/applications/{application.pk}").content.decode()


def acts(text: str) -> set[str]:
    return set(re.findall(r'action="/applications/[0-9a-f-]+/([a-z_]+)"', text))


def say(client: Client, application: Application, **told: str) -> str:
    told = {"stage": "station", "revision": str(fresh(application.pk).revision), **told}
    answer = client.post(f"/applications/{application.pk}/examine", told, follow=True)
    return answer.content.decode()


def test_the_page_says_who_is_heard_and_by_which_rule(
    desk: Counter, correction: Application, visit: Visit
) -> None:
    text = page(visit(desk.officer), correction)
    assert "决定前的审核" in text
    assert "市级审批事项逐级审核" in text
    assert "待派出所审核" in text
    assert "examine" in acts(text)


def test_only_whose_turn_it_is_finds_the_form(
    desk: Counter, correction: Application, visit: Visit
) -> None:
    assert "examine" not in acts(page(visit(desk.approver), correction))
    assert "examine" not in acts(page(visit(desk.auxiliary), correction))
    say(visit(desk.officer), correction, agrees="yes")
    assert "待县级公安机关审核" in page(visit(desk.officer), correction)
    assert "examine" in acts(page(visit(desk.approver), correction))
    assert "examine" not in acts(page(visit(desk.officer), correction))


def test_what_was_said_stands_on_the_page_for_whoever_decides(
    desk: Counter, correction: Application, visit: Visit
) -> None:
    city = city_approver(desk)
    early = page(visit(city), correction)
    assert "准予之前尚缺" in early
    assert "approve" not in acts(early)

    say(visit(desk.officer), correction, agrees="no", grounds="档案不符")
    text = page(visit(city), correction)

    assert "不同意" in text
    assert "档案不符" in text


def test_once_everybody_was_heard_the_city_may_approve(
    desk: Counter, correction: Application, visit: Visit
) -> None:
    city = city_approver(desk)
    examined(desk, correction)
    text = page(visit(city), correction)
    assert "approve" in acts(text)
    assert "准予之前尚缺" not in text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"agrees": ""}, "请选择同意或不同意"),
        ({"agrees": "perhaps"}, "perhaps"),
        ({"agrees": "no", "grounds": ""}, "不同意的，须写明理由"),
        ({"agrees": "yes", "stage": "moon"}, "现在不需要这一环节"),
    ],
)
def test_what_is_unclear_is_refused_beside_the_form(
    desk: Counter, correction: Application, visit: Visit, told: dict[str, str], words: str
) -> None:
    assert words in say(visit(desk.officer), correction, **told)
    assert not Examination.objects.exists()


def test_nobody_is_offered_what_would_be_refused(
    desk: Counter, correction: Application, visit: Visit
) -> None:
    """Who was heard does not decide as well; and nothing is approved against an opinion."""
    city = city_approver(desk)
    say(visit(desk.officer), correction, agrees="no", grounds="档案不符")
    say(visit(desk.approver), correction, stage="county_bureau", agrees="yes")

    text = page(visit(city), correction)

    assert "审核意见为不同意，不能准予" in text
    assert "approve" not in acts(text)
    assert "refuse" in acts(text)


def test_the_second_officer_is_not_offered_the_decision(desk: Counter, visit: Visit) -> None:
    home = family(desk.office, address=AddressFactory.create(division=desk.community))
    about = {"reason": "shared", "proof": "申请书", "declarant": "欧阳", "declarant_is": "self"}
    number = proven(desk, event(Kind.NUMBER, home.father, about))
    say(visit(desk.approver), number, stage="second_officer", agrees="yes")

    own = page(visit(desk.approver), number)
    colleague = page(visit(posted(desk.bureau, PostingRole.COUNTY_APPROVER)), number)

    assert "您已对此件提出审核意见，应由他人决定" in own
    assert "approve" not in acts(own)
    assert "approve" in acts(colleague)
