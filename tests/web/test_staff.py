"""The pages of accounts: who finds which form, and what the audit administrator reads."""

import pytest

from hukou.kernel import clock
from registry.actions import close_account, prove_by_code, reset_factors, unlock
from registry.models import Account, AccountAct, Office, PostingRole, SecondFactor
from tests.authenticators import code_now, enrolled
from tests.cast import Station, station
from tests.factories import PersonFactory, PostingFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
R = PostingRole
PASSWORD = "Quiet-harbour-7319"


def posted(office: Office, role: str) -> Account:
    account: Account = PostingFactory.create(office=office, role=role).account
    return account


def test_two_administrators_make_an_officer_and_neither_could_alone(
    here: Station, visit: Visit
) -> None:
    system = visit(posted(here.office, R.SYSTEM_ADMINISTRATOR))
    security = visit(posted(here.office, R.SECURITY_ADMINISTRATOR))
    opening = {"username": "lina", "name": "李娜", "badge_number": "D77", "password": PASSWORD}

    opened = system.post("/accounts/new", opening)
    lina = Account.objects.get(username="lina")
    page = f"/accounts/{lina.pk}"
    post = {"act": "post", "office": here.office.code, "role": "officer", "since": clock.today()}
    person = PersonFactory.create(details__name="李娜")
    name = {"act": "person", "number": person.held_numbers.get().number}
    refused = [system.post(page, post), system.post(page, name)]
    unnamed = security.post(page, post)
    named = security.post(page, name)
    given = security.post(page, post)
    code = security.post(page, {"act": "reset", "reason": "新任"}).content.decode()

    assert opened.headers["location"] == page
    assert [each.status_code for each in refused] == [403, 403]
    assert (unnamed.status_code, named.status_code, given.status_code) == (422, 302, 302)
    assert "写明本人" in unnamed.content.decode()
    assert lina.postings.get().role == R.OFFICER
    assert "enrolment-code" in code
    assert security.post("/accounts/new", opening).status_code == 403
    assert security.post(page, {"act": "password", "password": PASSWORD}).status_code == 403


def test_each_administrator_finds_their_own_forms_only(here: Station, visit: Visit) -> None:
    page = f"/accounts/{here.officer.pk}"

    system = visit(posted(here.office, R.SYSTEM_ADMINISTRATOR)).get(page).content.decode()
    security = visit(posted(here.office, R.SECURITY_ADMINISTRATOR)).get(page).content.decode()

    assert ('value="close"' in system, 'value="reset"' in system) == (True, False)
    assert ('value="close"' in security, 'value="reset"' in security) == (False, True)


def test_accounts_of_another_bureau_are_nowhere_to_be_found(here: Station, visit: Visit) -> None:
    elsewhere = station().officer
    desk = visit(posted(here.office, R.SYSTEM_ADMINISTRATOR))

    listed = desk.get("/accounts", {"q": ""}).content.decode()

    assert here.officer.username in listed
    assert f"/accounts/{elsewhere.pk}" not in listed
    assert desk.get(f"/accounts/{elsewhere.pk}").status_code == 404
    assert desk.post(f"/accounts/{elsewhere.pk}", {"act": "close"}).status_code == 404
    elsewhere.refresh_from_db()
    assert elsewhere.is_active


def test_a_closed_account_is_out_with_its_next_request(here: Station, visit: Visit) -> None:
    officer = visit(here.officer)
    assert officer.get("/").status_code == 200

    close_account(here.officer.pk, by=posted(here.office, R.SYSTEM_ADMINISTRATOR))

    assert officer.get("/").headers["location"].startswith("/sign-in")


def test_the_audit_administrator_reads_what_the_other_two_did(here: Station, visit: Visit) -> None:
    enrolled(here.officer)
    prove_by_code(here.officer.pk, "000000", address="10.9.8.7")
    reset_factors(
        here.officer.pk, by=posted(here.office, R.SECURITY_ADMINISTRATOR), reason="手机丢失"
    )

    page = visit(posted(here.office, R.AUDIT_ADMINISTRATOR)).get("/audit/accounts").content.decode()

    assert "重置第二因素" in page
    assert "手机丢失" in page
    assert "10.9.8.7" in page


def test_somebody_adds_and_removes_factors_soon_after_signing_in(
    here: Station, visit: Visit
) -> None:
    account = here.officer
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    seed = enrolled(account, "旧手机")
    client = visit(account)
    stale = client.post("/sign-in/factors/codes")
    client.post("/sign-out")
    client.post("/sign-in", {"username": account.username, "password": PASSWORD})
    client.post("/sign-in/second", {"act": "code", "code": code_now(seed)})

    page = client.get("/sign-in/factors").content.decode()
    old = SecondFactor.objects.get()
    last = client.post("/sign-in/factors/remove", {"factor": old.pk})
    enrolled(account, "新手机")
    removed = client.post("/sign-in/factors/remove", {"factor": old.pk})
    codes = client.post("/sign-in/factors/codes").content.decode()

    assert stale.status_code == 422
    assert "旧手机" in page
    assert last.status_code == 422
    assert removed.status_code == 302
    assert codes.count("<code>") == 10
    old.refresh_from_db()
    assert old.removed_at is not None


def test_nobody_removes_somebody_elses_factor(here: Station, visit: Visit) -> None:
    enrolled(here.officer)
    theirs = SecondFactor.objects.get()
    client = visit(posted(here.office, R.OFFICER))

    answer = client.post("/sign-in/factors/remove", {"factor": theirs.pk})

    theirs.refresh_from_db()
    assert (answer.status_code // 100, theirs.removed_at) == (4, None)


@pytest.mark.parametrize(
    ("present", "new", "again", "changed"),
    [
        (PASSWORD, "Calm-river-2231", "Calm-river-2231", True),
        ("错", "Calm-river-2231", "Calm-river-2231", False),
        (PASSWORD, "Calm-river-2231", "Calm-river-2232", False),
        (PASSWORD, "12345678", "12345678", False),
    ],
)
def test_a_password_is_changed_by_whoever_knows_the_present_one(
    here: Station, visit: Visit, present: str, new: str, again: str, *, changed: bool
) -> None:
    here.officer.set_password(PASSWORD)
    here.officer.save(update_fields=["password"])
    client = visit(here.officer)

    client.post("/sign-in/password", {"present": present, "password": new, "again": again})

    here.officer.refresh_from_db()
    assert here.officer.check_password(new) == changed
    assert client.get("/").status_code == 200


def test_ones_own_password_cannot_be_tried_without_end(here: Station, visit: Visit) -> None:
    """Whoever finds a session open would learn the password by it."""
    here.officer.set_password(PASSWORD)
    here.officer.save(update_fields=["password"])
    client = visit(here.officer)
    new = {"password": "Calm-river-2231", "again": "Calm-river-2231"}

    wrong = [client.post("/sign-in/password", {"present": f"错{n}", **new}) for n in range(5)]
    right = client.post("/sign-in/password", {"present": PASSWORD, **new})

    assert {each.status_code for each in wrong} == {400}
    assert "15 分钟后再试" in right.content.decode()
    here.officer.refresh_from_db()
    assert here.officer.check_password(PASSWORD)
    assert here.officer.factor_tries.filter(succeeded=False).count() == 5

    unlock(here.officer.pk, by=posted(here.office, R.SECURITY_ADMINISTRATOR))
    client.post("/sign-in/password", {"present": PASSWORD, **new})
    here.officer.refresh_from_db()
    assert here.officer.check_password("Calm-river-2231")


def test_a_forged_act_does_nothing(here: Station, visit: Visit) -> None:
    desk = visit(posted(here.office, R.SECURITY_ADMINISTRATOR))

    answer = desk.post(f"/accounts/{here.officer.pk}", {"act": "delete"})

    assert answer.status_code == 404
    assert not AccountAct.objects.exists()
