"""Three administrators (三员分立): each does their own work, and the database agrees."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hukou.kernel import clock
from hukou.kernel.errors import DomainError, InvalidInput
from registry.actions import (
    close_account,
    end_posting,
    give_post,
    make_recovery_codes,
    name_person,
    note_person_elsewhere,
    open_sign_in,
    open_staff_account,
    post,
    prove_by_code,
    reopen_account,
    reset_factors,
    set_password,
    unlock,
)
from registry.errors import (
    AdministratorsStayApart,
    NotForThisAdministrator,
    OnOneself,
    PostingOverlaps,
    TriedTooOften,
)
from registry.models import (
    ADMINISTRATORS,
    Account,
    AccountAct,
    AccountActKind,
    HeldNumber,
    Office,
    Posting,
    PostingRole,
    Proof,
)
from tests.authenticators import code_now, enrolled
from tests.cast import station
from tests.factories import AccountFactory, OfficeFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
PASSWORD = "Quiet-harbour-7319"
R = PostingRole


@pytest.fixture
def house() -> Office:
    office: Office = OfficeFactory.create()
    return office


def holder(role: str, office: Office) -> Account:
    account: Account = PostingFactory.create(role=role, office=office).account
    return account


def acts(by: Account, subject: Account, office: Office) -> dict[str, object]:
    """Return every act on an account, ready to be called."""
    today = clock.today()
    return {
        "open": lambda: open_staff_account("lina", name="李娜", password=PASSWORD, by=by),
        "password": lambda: set_password(subject.pk, password=PASSWORD, by=by),
        "close": lambda: close_account(subject.pk, by=by),
        "reopen": lambda: reopen_account(subject.pk, by=by),
        "post": lambda: give_post(
            subject.pk, office=office.code, role=R.AUXILIARY, since=today, by=by
        ),
        "end_post": lambda: end_posting(PostingFactory.create(office=office).pk, by=by),
        "reset_factors": lambda: reset_factors(subject.pk, by=by),
        "unlock": lambda: unlock(subject.pk, by=by),
        "name_person": lambda: name_person(subject.pk, number=number_of(subject), by=by),
        "person_elsewhere": lambda: note_person_elsewhere(subject.pk, by=by, reason="户口在湖南"),
    }


def number_of(account: Account) -> str:
    """Return the number of somebody in the register who is called as an account is."""
    person = PersonFactory.create(details__name=account.name)
    held: HeldNumber = person.held_numbers.get()
    return held.number


OWN = {
    R.SYSTEM_ADMINISTRATOR: {"open", "password", "close", "reopen"},
    R.SECURITY_ADMINISTRATOR: {
        "post",
        "end_post",
        "reset_factors",
        "unlock",
        "name_person",
        "person_elsewhere",
    },
}


@pytest.mark.parametrize("role", PostingRole.values)
@pytest.mark.parametrize("act", AccountActKind.values)
def test_each_act_is_one_administrators_and_nobody_elses(
    house: Office, role: str, act: str
) -> None:
    by, subject = holder(role, house), AccountFactory.create()
    call = acts(by, subject, house)[act]

    if act in OWN.get(PostingRole(role), set()):
        call()  # type: ignore[operator] # every one is called so
        kept = AccountAct.objects.get()
        assert (kept.kind, kept.by, kept.role) == (act, by, role)
        return
    with pytest.raises(NotForThisAdministrator):
        call()  # type: ignore[operator] # as above
    assert not AccountAct.objects.exists()


@pytest.mark.parametrize("role", PostingRole.values)
@pytest.mark.parametrize("kind", AccountActKind.values)
def test_the_database_refuses_an_act_of_another_administrator_by_whoever_writes_it(
    house: Office, role: str, kind: str
) -> None:
    by, subject = holder(role, house), AccountFactory.create()
    own = kind in OWN.get(PostingRole(role), set())

    def write() -> None:  # the role that is told is not believed
        told = (
            R.SYSTEM_ADMINISTRATOR
            if kind in OWN[R.SYSTEM_ADMINISTRATOR]
            else (R.SECURITY_ADMINISTRATOR)
        )
        AccountAct.objects.create(kind=kind, account=subject, by=by, role=told)

    if own:
        write()
        return
    with pytest.raises(IntegrityError, match="account_act_by_its_administrator"):
        write()


@pytest.mark.parametrize("first", PostingRole.values)
@pytest.mark.parametrize("then", PostingRole.values)
def test_an_account_is_one_of_the_three_or_serves_people_for_ever(
    house: Office, first: str, then: str
) -> None:
    account = holder(first, house)
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute("update registry_posting set period = daterange('2000-01-01', %s)", [today])
    apart = first != then and {first, then} & ADMINISTRATORS

    def write() -> Posting:
        return post(account, to=house, role=then, since=today)

    if not apart:
        write()
        return
    with pytest.raises(AdministratorsStayApart):
        write()
    with pytest.raises(IntegrityError, match="posting_administrators_apart"), transaction.atomic():
        Posting.objects.create(account=account, office=house, role=then, period=(today, None))


def test_one_officer_is_not_two_administrators_by_two_accounts(house: Office) -> None:
    """Whose person nobody named is known by the badge."""
    first = AccountFactory.create(badge_number="D7")
    PostingFactory.create(account=first, role=R.SYSTEM_ADMINISTRATOR, office=house)
    second = AccountFactory.create(badge_number="D7")

    for role in (R.SECURITY_ADMINISTRATOR, R.AUDIT_ADMINISTRATOR, R.OFFICER):
        with pytest.raises(AdministratorsStayApart):
            post(second, to=house, role=role, since=clock.today())

    assert not second.postings.exists()


def test_nobody_gives_themselves_a_post_or_resets_their_own_factors(house: Office) -> None:
    by = holder(R.SECURITY_ADMINISTRATOR, house)
    by.postings.update(period=("2000-01-01", None))

    for call in (
        lambda: give_post(by.pk, office=house.code, role=R.OFFICER, since=clock.today(), by=by),
        lambda: reset_factors(by.pk, by=by),
        lambda: unlock(by.pk, by=by),
    ):
        with pytest.raises(OnOneself):
            call()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"since": clock.today() - timedelta(days=1)}, InvalidInput),
        ({"office": "330899999999"}, InvalidInput),
        ({"role": "mayor"}, InvalidInput),
    ],
)
def test_a_post_that_cannot_be_given_is_refused(
    house: Office, wrong: dict[str, object], error: type[DomainError]
) -> None:
    by, subject = holder(R.SECURITY_ADMINISTRATOR, house), AccountFactory.create()
    told: dict[str, object] = {"office": house.code, "role": R.OFFICER, "since": clock.today()}

    with pytest.raises(error):
        give_post(subject.pk, **(told | wrong), by=by)  # type: ignore[arg-type] # wrong on purpose

    assert not subject.postings.exists()
    assert not AccountAct.objects.exists()


def test_a_post_of_another_bureau_is_not_theirs_to_give_or_end(house: Office) -> None:
    by, elsewhere = holder(R.SECURITY_ADMINISTRATOR, house), station()

    with pytest.raises(InvalidInput):
        give_post(
            AccountFactory.create().pk,
            office=elsewhere.office.code,
            role=R.OFFICER,
            since=clock.today(),
            by=by,
        )
    with pytest.raises(InvalidInput):
        end_posting(elsewhere.officer.postings.get().pk, by=by)
    with pytest.raises(InvalidInput):
        reset_factors(elsewhere.officer.pk, by=by)


def test_two_posts_at_once_are_refused(house: Office) -> None:
    by, subject = holder(R.SECURITY_ADMINISTRATOR, house), holder(R.OFFICER, house)
    name_person(subject.pk, number=number_of(subject), by=by)

    with pytest.raises(PostingOverlaps):
        give_post(subject.pk, office=house.code, role=R.CHIEF, since=clock.today(), by=by)


def test_a_weak_password_is_refused_and_opens_nothing(house: Office) -> None:
    by = holder(R.SYSTEM_ADMINISTRATOR, house)

    with pytest.raises(InvalidInput):
        open_staff_account("lina", name="李娜", password="12345678", by=by)

    assert not Account.objects.filter(username="lina").exists()


def test_a_reset_voids_factors_recovery_codes_and_sessions(house: Office) -> None:
    by, subject = holder(R.SECURITY_ADMINISTRATOR, house), holder(R.OFFICER, house)
    seed = enrolled(subject)
    open_sign_in(subject, proof=Proof.AUTHENTICATOR, address=None)
    recovery = make_recovery_codes(subject)

    reset_factors(subject.pk, by=by, reason="手机丢失")

    subject.refresh_from_db()
    assert subject.sign_in is None
    assert prove_by_code(subject.pk, code_now(seed), address=None) is None
    assert prove_by_code(subject.pk, recovery[0], address=None) is None
    assert AccountAct.objects.get().reason == "手机丢失"


def test_unlocking_opens_the_second_step_at_once(house: Office) -> None:
    by, subject = holder(R.SECURITY_ADMINISTRATOR, house), holder(R.OFFICER, house)
    seed = enrolled(subject)
    for _ in range(5):
        prove_by_code(subject.pk, "000000", address=None)
    with pytest.raises(TriedTooOften):
        prove_by_code(subject.pk, code_now(seed), address=None)

    unlock(subject.pk, by=by)

    assert prove_by_code(subject.pk, code_now(seed), address=None) == Proof.AUTHENTICATOR


def test_what_was_done_to_accounts_is_never_rewritten(house: Office) -> None:
    by, subject = holder(R.SYSTEM_ADMINISTRATOR, house), AccountFactory.create()
    close_account(subject.pk, by=by)

    for statement in (
        "update registry_accountact set kind = 'open'",
        "delete from registry_accountact",
        "delete from registry_signin",
        "update registry_factortry set succeeded = true",
    ):
        with (
            pytest.raises(Exception, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
