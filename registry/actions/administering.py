"""What every act of an administrator begins and ends with (管理员): their post, and the log."""

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import NotForThisAdministrator
from registry.models import Account, AccountAct, AccountActKind, Posting, PostingRole
from registry.queries.signing_in import accounts_under


def require_administrator(account: Account, role: PostingRole) -> Posting:
    """Return the post by which an account is this kind of administrator today.

    Raises NotForThisAdministrator.
    """
    held = Posting.objects.on(clock.today()).filter(account=account, role=role)
    posting = held.first() if account.is_active else None
    if posting is None:
        raise NotForThisAdministrator(role=role.value)
    return posting


def kept_account(account_id: int, *, by: Posting) -> Account:
    """Lock an account that an administrator at this post keeps. Raises InvalidInput."""
    kept = accounts_under(by.office_id).filter(pk=account_id).exists()
    if not kept:
        raise InvalidInput("本机关及下级没有这个账号", field="account")
    return Account.objects.select_for_update().get(pk=account_id)


def note_act(kind: AccountActKind, account: Account, *, by: Account, reason: str = "") -> None:
    """Write down an act; the database reads the post behind it, and refuses another's work."""
    AccountAct.objects.create(kind=kind, account=account, by=by, reason=reason)
