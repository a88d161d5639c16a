"""Passwords (密码): weak ones are refused wherever they are set."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from hukou.kernel.errors import InvalidInput
from registry.models import Account


@transaction.atomic
def change_password(*, present: str, password: str, by: Account) -> Account:
    """Set one's own password, by whoever knows the present one.

    Raises InvalidInput: the present password is wrong, or the new one is weak.
    """
    account = Account.objects.select_for_update().get(pk=by.pk)
    if not account.check_password(present):
        raise InvalidInput("现在的密码不对", field="present")
    set_strong(account, password)
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
