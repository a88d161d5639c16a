"""Passwords (密码): weak ones are refused wherever they are set."""

import structlog
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import TriedTooOften
from registry.models import Account, FactorTry
from registry.queries.signing_in import closed_until

log = structlog.get_logger(__name__)


@transaction.atomic
def change_password(
    *, present: str, password: str, by: Account, address: str | None
) -> Account | None:
    """Set one's own password, by whoever knows the present one; None where that is wrong.

    A wrong one is kept as a failed try, so nothing is raised for it: whoever finds a session open
    cannot try passwords without end. The account's row is locked, as for the second step.

    Raises:
        TriedTooOften: nothing is compared then.
        InvalidInput: the new password is weak.
    """
    account = Account.objects.select_for_update().get(pk=by.pk)
    now = clock.now()
    if closed_until(account, at=now):
        raise TriedTooOften
    is_right = account.check_password(present)
    if is_right:
        set_strong(account, password)
    FactorTry.objects.create(account=account, succeeded=is_right, address=address, tried_at=now)
    if not is_right:
        log.warning("password_not_changed", account=account.pk)
        return None
    return account


def set_strong(account: Account, password: str) -> None:
    """Store a password as its hash. Raises InvalidInput: it is weak."""
    refuse_weak(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])


def refuse_weak(password: str, account: Account) -> None:
    """Raises InvalidInput: short, common, all digits, or like the name."""
    try:
        validate_password(password, user=account)
    except ValidationError as weak:
        raise InvalidInput(" ".join(weak.messages), field="password") from weak
