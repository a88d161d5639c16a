"""Who handles a file is seen and changed on its page, and every change is told (U05)."""

import re

import pytest
from django.test import Client

from applications.models import Application
from registry.models import Account, PostingRole
from tests.filing import Counter, accepted, counter, family_of_five, fresh, posted, settlement
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def held(desk: Counter) -> Application:
    return accepted(desk, settlement(family_of_five()))


@pytest.fixture
def colleague(desk: Counter) -> Account:
    return posted(desk.office, PostingRole.OFFICER)


def page(client: Client, application: Application) -> str:
    return client.get(f"/applications/{application.pk}").content.decode()


def acts(text: str) -> set[str]:
    return set(re.findall(r'action="/applications/[0-9a-f-]+/([a-z_]+)"', text))


def do(client: Client, application: Application, action: str, **told: object) -> str:
    told["revision"] = fresh(application.pk).revision
    answer = client.post(f"/applications/{application.pk}/{action}", told, follow=True)
    return answer.content.decode()


def test_a_colleague_sees_whose_file_it_is_and_may_only_take_it_over(
    held: Application, desk: Counter, colleague: Account, visit: Visit
) -> None:
    text = page(visit(colleague), held)

    assert f"此件由 {desk.officer.name} 经办" in text
    assert "take_over" in acts(text)
    assert not {"ask_for_supplement", "assess", "assign", "unassign"} & acts(text)


def test_whoever_handles_it_gives_it_to_a_colleague_or_back(
    held: Application, desk: Counter, colleague: Account, visit: Visit
) -> None:
    own = visit(desk.officer)
    assert {"assign", "unassign"} <= acts(page(own, held))
    assert "take_over" not in acts(page(own, held))

    text = do(own, held, "assign", to=str(colleague.pk))

    assert "已分派。" in text
    assert f"{desk.officer.name} → {colleague.name}" in text
    assert fresh(held.pk).assigned_to == colleague


def test_a_file_given_back_is_nobodys_and_the_page_says_so(
    held: Application, desk: Counter, visit: Visit
) -> None:
    own = visit(desk.officer)

    refused = do(own, held, "unassign", reason="")
    text = do(own, held, "unassign", reason="休假")

    assert "请写明退出经办的理由" in refused or "必填" in refused or "请填写" in refused
    assert "无人经办，本所均可接办" in text
    assert f"{desk.officer.name} → —" in text
    assert not {"unassign", "take_over"} & acts(text)


@pytest.mark.parametrize("to", ["", "0", "999999999", "某人"])
def test_a_file_is_given_to_nobody_who_is_not_of_the_office(
    held: Application, desk: Counter, visit: Visit, to: str
) -> None:
    do(visit(desk.officer), held, "assign", to=to)
    assert fresh(held.pk).assigned_to == desk.officer
