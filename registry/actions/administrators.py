"""What only an administrator does (管理员): each of the three has their own work, and no more."""

from datetime import date

import structlog
from axes.models import AccessAttempt
from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import (
    EndsOwnPosting,
    NotForThisAdministrator,
    OnOneself,
    constraints_explained,
)
from registry.models import Account, AccountAct, AccountActKind, Posting, PostingRole
from registry.queries.signing_in import accounts_under, live_factors, offices_to_post, offices_under

from .passwords import refuse_weak, set_strong
from .second_factors import make_enrolment_code, take_factor, void_recovery_codes
from .staffing import open_account, post

log = structlog.get_logger(__name__)


def require_administrator(account: Account, role: PostingRole) -> Posting:
    """Return the post by which an account is this kind of administrator today.

    Raises NotForThisAdministrator.
    """
    held = Posting.objects.on(clock.today()).filter(account=account, role=role)
    posting = held.first() if account.is_active else None
    if posting is None:
        raise NotForThisAdministrator(role=role.value)
    return posting


@transaction.atomic
@constraints_explained()
def end_posting(posting_id: int, *, by: Account, reason: str = "") -> Posting:
    """End a post: from today on its holder has no power by it. What they did stays theirs.

    Raises:
        NotForThisAdministrator: only the security administrator gives and takes rights.
        EndsOwnPosting: another security administrator ends it.
        InvalidInput: it is not held today, or began today and would end before it began.
    """
    held = require_administrator(by, PostingRole.SECURITY_ADMINISTRATOR)
    today, within = clock.today(), offices_under(held.office_id)
    ours = Posting.objects.select_for_update().filter(pk=posting_id, office_id__in=within)
    posting = ours.first()
    if posting is None or today not in posting.period:
        raise InvalidInput("该任职今天不在任", field="posting")
    if posting.account_id == by.pk:
        raise EndsOwnPosting
    if posting.period.lower == today:
        raise InvalidInput("该任职今天才开始，明天起可以结束", field="posting")
    posting.period = Range(posting.period.lower, today)
    posting.save(update_fields=["period"])
    _note(AccountActKind.END_POST, posting.account, by=by, reason=reason)
    log.info("posting_ended", posting=posting.pk, by=by.pk)
    return posting


@transaction.atomic
@constraints_explained()
def open_staff_account(
    username: str, *, name: str, password: str, badge_number: str = "", by: Account
) -> Account:
    """Open an account without any power; the security administrator gives it a post.

    Raises:
        NotForThisAdministrator: the system administrator opens accounts.
        InvalidInput: the user name is taken, or the password is weak.
    """
    require_administrator(by, PostingRole.SYSTEM_ADMINISTRATOR)
    refuse_weak(password, Account(username=username, name=name))
    account = open_account(username, name=name, password=password, badge_number=badge_number)
    _note(AccountActKind.OPEN, account, by=by)
    return account


@transaction.atomic
@constraints_explained()
def set_password(account_id: int, *, password: str, by: Account) -> Account:
    """Set somebody's password anew; it alone opens nothing that decides or administers.

    Raises:
        NotForThisAdministrator
        InvalidInput: no such account, or the password is weak.
    """
    held = require_administrator(by, PostingRole.SYSTEM_ADMINISTRATOR)
    account = _kept(account_id, by=held)
    set_strong(account, password)
    _note(AccountActKind.PASSWORD, account, by=by)
    return account


@transaction.atomic
@constraints_explained()
def close_account(account_id: int, *, by: Account, reason: str = "") -> Account:
    """Close an account: its sessions end with the next request.

    Raises:
        NotForThisAdministrator, OnOneself
        InvalidInput: no such account.
    """
    return _switch(account_id, on=False, by=by, reason=reason)


@transaction.atomic
@constraints_explained()
def reopen_account(account_id: int, *, by: Account, reason: str = "") -> Account:
    """Open a closed account again. Raises as `close_account`."""
    return _switch(account_id, on=True, by=by, reason=reason)


@transaction.atomic
@constraints_explained()
def give_post(
    account_id: int, *, office: str, role: str, since: date, by: Account, reason: str = ""
) -> Posting:
    """Give an account a post at an office (code) from a day on.

    Raises:
        NotForThisAdministrator: the security administrator gives rights.
        OnOneself
        InvalidInput: no such account, office or post; a day before today.
        PostingOverlaps, AdministratorsStayApart
    """
    held = require_administrator(by, PostingRole.SECURITY_ADMINISTRATOR)
    account = _kept(account_id, by=held)
    place = offices_to_post(held.office_id).filter(code=office).first()
    if place is None:
        raise InvalidInput("本机关及下级没有这个机关，请核对机构代码", field="office")
    if since < clock.today():
        raise InvalidInput("任职不能从今天以前开始", field="since")
    if account.pk == by.pk:
        raise OnOneself
    posting = post(account, to=place, role=role, since=since)
    _note(AccountActKind.POST, account, by=by, reason=reason)
    log.info("posting_given", posting=posting.pk, by=by.pk)
    return posting


@transaction.atomic
@constraints_explained()
def reset_factors(account_id: int, *, by: Account, reason: str = "") -> str:
    """Void somebody's factors, recovery codes and sessions; return an enrolment code for them.

    The code is shown this once and handed over in person.

    Raises:
        NotForThisAdministrator, OnOneself
        InvalidInput: no such account.
    """
    held = require_administrator(by, PostingRole.SECURITY_ADMINISTRATOR)
    account = _kept(account_id, by=held)
    if account.pk == by.pk:
        raise OnOneself
    for factor in live_factors(account):
        take_factor(factor, by=by)
    void_recovery_codes(account)
    account.sign_in = None
    account.save(update_fields=["sign_in"])
    _note(AccountActKind.RESET_FACTORS, account, by=by, reason=reason)
    return make_enrolment_code(account)


@transaction.atomic
@constraints_explained()
def unlock(account_id: int, *, by: Account, reason: str = "") -> Account:
    """Let somebody try again who failed too often, at either step of signing in.

    Raises:
        NotForThisAdministrator, OnOneself
        InvalidInput: no such account.
    """
    held = require_administrator(by, PostingRole.SECURITY_ADMINISTRATOR)
    account = _kept(account_id, by=held)
    AccessAttempt.objects.filter(username=account.username).delete()
    _note(AccountActKind.UNLOCK, account, by=by, reason=reason)
    return account


def _switch(account_id: int, *, on: bool, by: Account, reason: str) -> Account:
    held = require_administrator(by, PostingRole.SYSTEM_ADMINISTRATOR)
    account = _kept(account_id, by=held)
    account.is_active = on
    account.save(update_fields=["is_active"])
    kind = AccountActKind.REOPEN if on else AccountActKind.CLOSE
    _note(kind, account, by=by, reason=reason)
    log.info("account_switched", account=account.pk, on=on, by=by.pk)
    return account


def _kept(account_id: int, *, by: Posting) -> Account:
    """Lock an account that an administrator at this post keeps. Raises InvalidInput."""
    kept = accounts_under(by.office_id).filter(pk=account_id).exists()
    if not kept:
        raise InvalidInput("本机关及下级没有这个账号", field="account")
    return Account.objects.select_for_update().get(pk=account_id)


def _note(kind: AccountActKind, account: Account, *, by: Account, reason: str = "") -> None:
    """Write down an act; the database reads the post behind it, and refuses another's work."""
    AccountAct.objects.create(kind=kind, account=account, by=by, reason=reason)
