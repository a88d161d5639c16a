"""Offices, accounts and posts (机关、账号与任职)."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from psycopg.types.range import Range

from registry.errors import constraints_explained
from registry.models import Account, Division, Office, Posting


@transaction.atomic
@constraints_explained()
def found_office(
    code: str,
    *,
    name: str,
    level: str,
    parent: Office | None,
    areas: Collection[str],
    on: date,
) -> Office:
    """Set up a police organ (GA 380 code) over the divisions it serves, as they are on `on`."""
    office = Office.objects.create(code=code, name=name, level=level, parent=parent)
    office.areas.set(Division.objects.on(on).filter(code__in=areas))
    return office


@transaction.atomic
@constraints_explained()
def open_account(
    username: str, *, name: str, password: str, badge_number: str = "", is_demo: bool = False
) -> Account:
    """Open a sign-in for one member of staff; the password is stored as a hash only."""
    account = Account(username=username, name=name, badge_number=badge_number, is_demo=is_demo)
    account.set_password(password)
    account.save(force_insert=True)
    return account


@transaction.atomic
@constraints_explained()
def post(account: Account, *, to: Office, role: str, since: date) -> Posting:
    """Give an account a post at an office from this day until further notice (任职)."""
    return Posting.objects.create(account=account, office=to, role=role, period=Range(since, None))
