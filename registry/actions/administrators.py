"""What only an administrator does (管理员): each of the three has their own work, and no more."""

from datetime import date

import structlog
from axes.models import AccessAttempt
from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import EndsOwnPosting, OnOneself, constraints_explained
from registry.models import PROVES_TWICE, Account, AccountActKind, Posting, PostingRole
from registry.queries.signing_in import live_factors, offices_to_post, offices_under

from .account_people import require_named
from .administering import kept_account, note_act, require_administrator
from .passwords import refuse_weak, set_strong
from .second_factors import make_enrolment_code, take_factor, void_recovery_codes
from .staffing import open_account, post

log = structlog.get_logger(__name__)


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
    note_act(AccountActKind.END_POST, posting.account, by=by, reason=reason)
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
    note_act(AccountActKind.OPEN, account, by=by)
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
    account = kept_account(account_id, by=held)
    set_strong(account, password)
    note_act(AccountActKind.PASSWORD, account, by=by)
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

    Of whoever is to decide it must be known first who they are, so that they stand back where they
    must. Where the post decides or administers, factors that a password alone had enrolled are
    taken: its holder enrols another by a code handed over in person.

    Raises:
        NotForThisAdministrator: the security administrator gives rights.
        OnOneself
        InvalidInput: no such account, office or post; a day before today.
        PersonNotNamed: a post that decides, and nobody named whose account it is.
        PostingOverlaps, AdministratorsStayApart
    """
    held = require_administrator(by, PostingRole.SECURITY_ADMINISTRATOR)
    account = kept_account(account_id, by=held)
    place = offices_to_post(held.office_id).filter(code=office).first()
    if place is None:
        raise InvalidInput("本机关及下级没有这个机关，请核对机构代码", field="office")
    if since < clock.today():
        raise InvalidInput("任职不能从今天以前开始", field="since")
    if account.pk == by.pk:
        raise OnOneself
    require_named(account, role=role)
    if role in PROVES_TWICE:
        _take_unproven_factors(account, by=by)
    posting = post(account, to=place, role=role, since=since)
    note_act(AccountActKind.POST, account, by=by, reason=reason)
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
    account = kept_account(account_id, by=held)
    if account.pk == by.pk:
        raise OnOneself
    for factor in live_factors(account):
        take_factor(factor, by=by)
    void_recovery_codes(account)
    account.sign_in = None
    account.save(update_fields=["sign_in"])
    note_act(AccountActKind.RESET_FACTORS, account, by=by, reason=reason)
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
    account = kept_account(account_id, by=held)
    AccessAttempt.objects.filter(username=account.username).delete()
    note_act(AccountActKind.UNLOCK, account, by=by, reason=reason)
    return account


def _take_unproven_factors(account: Account, *, by: Account) -> None:
    """Take what was enrolled while no post asked for a second factor: by a password, no more."""
    proving = Posting.objects.filter(account=account, role__in=PROVES_TWICE)
    for factor in live_factors(account):
        enrolled_on = factor.enrolled_at.astimezone(clock.ZONE).date()
        if not proving.on(enrolled_on).exists():
            take_factor(factor, by=by)
            void_recovery_codes(account)


def _switch(account_id: int, *, on: bool, by: Account, reason: str) -> Account:
    held = require_administrator(by, PostingRole.SYSTEM_ADMINISTRATOR)
    account = kept_account(account_id, by=held)
    account.is_active = on
    account.save(update_fields=["is_active"])
    kind = AccountActKind.REOPEN if on else AccountActKind.CLOSE
    note_act(kind, account, by=by, reason=reason)
    log.info("account_switched", account=account.pk, on=on, by=by.pk)
    return account
