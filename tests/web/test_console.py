"""The console of administrators: it shows, calls our actions, and runs no script (A03)."""

import re
from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from hukou.kernel import clock
from registry.actions import grant_client
from registry.models import Account, Office, OfficeLevel, Posting, PostingRole
from tests.cast import Station, station
from tests.factories import OfficeFactory, PersonFactory, PostingFactory
from tests.permissions.routes import routes
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

POSTINGS = "/console/registry/posting/"
CLIENTS = "/console/registry/agencyclient/"


def bureau() -> Office:
    """Return the office whose administrators these are."""
    found = Office.objects.filter(level=OfficeLevel.COUNTY).first()
    return found or OfficeFactory.create(level=OfficeLevel.COUNTY)


def beneath() -> Station:
    return station(parent=bureau())


def holder(role: PostingRole) -> Account:
    account: Account = PostingFactory.create(role=role, office=bureau()).account
    return account


def chosen(action: str, *rows: int) -> dict[str, object]:
    return {"action": action, "_selected_action": list(rows), "index": 0}


def test_the_console_offers_no_address_that_adds_changes_or_deletes() -> None:
    names = {each.name for each in routes() if each.name.startswith("admin:")}

    assert len(names) == 25
    assert not {each for each in names if re.search(r"_(add|delete|history)$|login|password", each)}


def test_a_page_of_the_console_runs_no_script_and_holds_no_style(visit: Visit) -> None:
    client = visit(holder(PostingRole.SYSTEM_ADMINISTRATOR))

    for path in ("/console/", POSTINGS, CLIENTS, "/console/applications/activation/"):
        answer = client.get(path)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert not re.search(r"<script|<style|\bstyle=|\bon\w+=", page)
        policy = answer.headers["content-security-policy"]
        assert "script-src 'self';" in f"{policy};"
        assert "unsafe" not in policy


def test_the_security_administrator_ends_a_post_and_its_holder_is_out(visit: Visit) -> None:
    by, officer = holder(PostingRole.SECURITY_ADMINISTRATOR), beneath().officer
    posting = officer.postings.get()

    answer = visit(by).post(POSTINGS, chosen("end", posting.pk), follow=True)

    posting.refresh_from_db()
    assert "已办 1 行" in answer.content.decode()
    assert posting.period.upper == clock.today()
    assert visit(officer).get("/").status_code == 403


def test_the_system_administrator_sees_posts_and_cannot_end_one(visit: Visit) -> None:
    posting = beneath().officer.postings.get()

    visit(holder(PostingRole.SYSTEM_ADMINISTRATOR)).post(POSTINGS, chosen("end", posting.pk))

    posting.refresh_from_db()
    assert posting.period.upper is None


def test_a_row_that_is_refused_does_not_hold_up_the_others(visit: Visit) -> None:
    by = holder(PostingRole.SECURITY_ADMINISTRATOR)
    own, other = by.postings.get(), beneath().officer.postings.get()

    answer = visit(by).post(POSTINGS, chosen("end", own.pk, other.pk), follow=True)

    page = answer.content.decode()
    assert "不能结束自己的任职" in page
    assert Posting.objects.on(clock.today()).filter(pk__in=[own.pk, other.pk]).get() == own


def test_a_post_that_began_today_is_not_ended_before_it_began(visit: Visit) -> None:
    by, posting = holder(PostingRole.SECURITY_ADMINISTRATOR), beneath().officer.postings.get()
    posting.period = type(posting.period)(clock.today(), None)
    posting.save(update_fields=["period"])

    answer = visit(by).post(POSTINGS, chosen("end", posting.pk), follow=True)

    assert "今天才开始" in answer.content.decode()
    assert Posting.objects.on(clock.today() + timedelta(days=1)).filter(pk=posting.pk).exists()


def test_a_withdrawn_program_keeps_no_scope_and_no_secret_is_shown(visit: Visit) -> None:
    client = grant_client(
        "one-stop", name="一件事", secret="s" * 24, scopes=["residents:read"], purpose="查询"
    )
    administrator = visit(holder(PostingRole.SYSTEM_ADMINISTRATOR))

    page = administrator.get(f"{CLIENTS}{client.pk}").content.decode()
    administrator.post(CLIENTS, chosen("withdraw", client.pk))

    client.refresh_from_db()
    assert "residents:read" in page
    assert "s" * 24 not in page
    assert client.scopes == []


def test_who_is_behind_an_account_is_not_shown(visit: Visit) -> None:
    account = beneath().officer
    account.person = PersonFactory.create(details={"name": "单雄信"})
    account.save(update_fields=["person"])

    page = visit(holder(PostingRole.SYSTEM_ADMINISTRATOR)).get(
        f"/console/registry/account/{account.pk}"
    )

    assert page.status_code == 200
    assert "单雄信" not in page.content.decode()


def test_a_post_of_another_area_is_neither_shown_nor_ended(visit: Visit) -> None:
    """O02: whose administrator one is, their rows one sees."""
    posting = station().officer.postings.get()
    client = visit(holder(PostingRole.SECURITY_ADMINISTRATOR))

    shown = client.get(POSTINGS).content.decode()
    client.post(POSTINGS, chosen("end", posting.pk))

    posting.refresh_from_db()
    assert posting.account.username not in shown
    assert posting.period.upper is None
    assert client.get(f"{POSTINGS}{posting.pk}").status_code != 200


@pytest.mark.parametrize(
    "asked", ["password__startswith=pbkdf2", "password__gt=a", "person=1", "person__isnull=1"]
)
def test_a_list_answers_no_question_about_what_it_does_not_show(visit: Visit, asked: str) -> None:
    """Whoever may filter by the hash of a password reads it letter by letter."""
    client = visit(holder(PostingRole.SECURITY_ADMINISTRATOR))

    assert client.get(f"/console/registry/account/?{asked}").status_code == 400
    assert client.get("/console/registry/account/?is_active__exact=1").status_code == 200
    assert client.get(f"{POSTINGS}?today=held&role__exact=officer").status_code == 200


def test_connectors_are_listed_without_their_secrets(visit: Visit, settings: Settings) -> None:
    page = visit(holder(PostingRole.SYSTEM_ADMINISTRATOR)).get("/console/connectors")

    told = page.content.decode()
    assert page.status_code == 200
    for slug, agency in settings.AGENCIES.items():
        assert slug in told
        assert agency["url"] in told
        assert not agency["secret"] or agency["secret"] not in told
