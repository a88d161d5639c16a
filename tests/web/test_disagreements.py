"""Answers that do not agree (答复不一致), as an officer looks at them."""

from dataclasses import replace

import pytest
from django.test import Client

from applications.actions import ask_another, withdraw
from applications.models import Application, Verification
from registry.models import Disclosure
from tests.filing import Counter, accepted, answer, counter, family_of_five, filed, settlement
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def client(desk: Counter, visit: Visit) -> Client:
    return visit(desk.officer)


@pytest.fixture
def application(desk: Counter) -> Application:
    return accepted(desk, settlement(family_of_five()))


@pytest.fixture
def second(desk: Counter, application: Application) -> Verification:
    """Housing says leased where the real estate registry said owned."""
    first = answer(application.verifications.get(fact="dwelling.tenure"), "owned", receipt="产-1")
    row = ask_another(first.pk, by=desk.officer, agency="housing")
    return answer(row, "leased", receipt="房-1")


def address(row: Verification) -> str:
    return f"/applications/{row.application_id}/verifications/{row.pk}"


def text(client: Client, where: str) -> str:
    return client.get(where).content.decode()


def test_the_list_names_the_file_and_the_fact_and_no_value(
    client: Client, application: Application, second: Verification
) -> None:
    page = text(client, "/disagreements")

    assert application.number in page
    assert address(second) in page
    assert "住所来源" in page
    assert "租赁" not in page
    assert "周建国" not in page


def test_an_empty_list_says_so(client: Client) -> None:
    assert "没有等待核对的答复" in text(client, "/disagreements")
    assert "还没有核对过的答复" in text(client, "/disagreements?list=compared")


def test_both_answers_stand_beside_each_other_and_the_look_is_noted(
    client: Client, second: Verification
) -> None:
    before = Disclosure.objects.count()

    page = text(client, address(second))

    assert "自有" in page
    assert "租赁" in page
    assert "产-1" in page
    assert "房-1" in page
    assert Disclosure.objects.count() > before


def test_what_came_of_it_moves_the_line_to_those_looked_at(
    client: Client, second: Verification
) -> None:
    told = {"compared": "1", "reason": "已致电房管，租赁备案未注销"}

    client.post(address(second), told)

    assert "没有等待核对的答复" in text(client, "/disagreements")
    assert "已致电房管，租赁备案未注销" in text(client, "/disagreements?list=compared")
    assert "已致电房管，租赁备案未注销" in text(client, address(second))


def test_a_comparison_without_a_note_says_what_to_do(client: Client, second: Verification) -> None:
    refused = client.post(address(second), {"compared": "1", "reason": ""})

    assert refused.status_code != 302
    second.refresh_from_db()
    assert second.compared_at is None


def test_another_keeper_is_asked_from_the_page(client: Client, application: Application) -> None:
    row = answer(application.verifications.get(fact="dwelling.tenure"), "owned")
    assert "另询此部门" in text(client, address(row))

    client.post(address(row), {"another": "1", "agency": "housing"})

    assert application.verifications.get(agency="housing").status == "pending"


def test_a_made_up_keeper_is_refused_on_the_page(client: Client, application: Application) -> None:
    row = answer(application.verifications.get(fact="dwelling.tenure"), "owned")

    refused = client.post(address(row), {"another": "1", "agency": "education"})

    assert refused.status_code != 302
    assert not application.verifications.filter(agency="education").exists()


def test_a_reused_answer_says_since_when_it_stands(desk: Counter, client: Client) -> None:
    """Row V08."""
    request = settlement(family_of_five(), channel="QZF-2")
    graduate = replace(request.parties[0], declared={"education.level": "bachelor"})
    request = replace(request, parties=[graduate])
    first = filed(desk, request)
    answer(first.verifications.get(fact="education.level"), "bachelor")
    withdraw(first.pk, by=desk.auxiliary)
    again = filed(desk, request)

    page = text(client, f"/applications/{again.pk}")

    assert "免提交" in page
    assert "仍在有效期内" in page
