"""Questions about staff and offices (账号、机关)."""

from registry.models import Account, Office


def account_named(username: str) -> Account:
    """Return the account of this user name.

    Raises:
        Account.DoesNotExist
    """
    return Account.objects.get(username=username)


def office_coded(code: str) -> Office:
    """Return the office of this code (GA 380).

    Raises:
        Office.DoesNotExist
    """
    return Office.objects.get(code=code)
