"""Questions about staff (账号)."""

from registry.models import Account


def account_named(username: str) -> Account:
    """Return the account of this user name.

    Raises:
        Account.DoesNotExist
    """
    return Account.objects.get(username=username)
