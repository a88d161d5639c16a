"""Offices, accounts and posts (机关、账号与任职)."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import Q
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.errors import AdministratorsStayApart, constraints_explained
from registry.models import (
    ADMINISTRATORS,
    Account,
    Division,
    Office,
    OfficeLevel,
    Person,
    Posting,
    PostingRole,
)

OFFICE_CODE: Final = re.compile(r"\d{12}", re.ASCII)


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
    """Set up a police organ (GA 380 code) over the divisions it serves, as they are on `on`.

    Raises:
        InvalidInput: a code that is not 12 digits or is taken, an unknown level, no such division.
    """
    if not OFFICE_CODE.fullmatch(code):
        raise InvalidInput("机构代码应为12位数字", field="code")
    if level not in OfficeLevel.values:
        raise InvalidInput(f"层级应为 {'、'.join(OfficeLevel.values)} 之一", field="level")
    if Office.objects.filter(code=code).exists():
        raise InvalidInput("该机构代码已登记", field="code")
    served = list(Division.objects.on(on).filter(code__in=areas))
    unknown = set(areas) - {division.code for division in served}
    if unknown or not served:
        named = "、".join(sorted(unknown)) or "未填写"
        raise InvalidInput(f"没有此行政区划：{named}", field="areas")
    office = Office.objects.create(code=code, name=name, level=level, parent=parent)
    office.areas.set(served)
    return office


@transaction.atomic
@constraints_explained()
def open_account(
    username: str,
    *,
    name: str,
    password: str,
    badge_number: str = "",
    person: Person | None = None,
    is_demo: bool = False,
) -> Account:
    """Open a sign-in for one member of staff; the password is stored as a hash only.

    Raises:
        InvalidInput: the user name is taken.
        PersonHasAccount: another account stands for this person.
    """
    if Account.objects.filter(username=username).exists():
        raise InvalidInput("该用户名已有人使用", field="username")
    account = Account(
        username=username, name=name, badge_number=badge_number, person=person, is_demo=is_demo
    )
    account.set_password(password)
    account.save(force_insert=True)
    return account


@transaction.atomic
@constraints_explained()
def post(account: Account, *, to: Office, role: str, since: date) -> Posting:
    """Give an account a post at an office from this day until further notice (任职).

    Raises:
        InvalidInput: no such post.
        PostingOverlaps: the account holds a post then.
        AdministratorsStayApart: this account, or another of the same person, is another of the
            three administrators, or serves people while this is to administer.
    """
    if role not in PostingRole.values:
        raise InvalidInput(f"岗位应为 {'、'.join(PostingRole.values)} 之一", field="role")
    _stay_apart(account, PostingRole(role), since=since)
    return Posting.objects.create(account=account, office=to, role=role, period=Range(since, None))


def _stay_apart(account: Account, role: PostingRole, *, since: date) -> None:
    """Refuse a second post to whoever is an administrator under another account.

    The database keeps one account from being two of them, and one person from two accounts; that
    two accounts are one officer whose person nobody named is known by the badge number. Their rows
    are locked, so that two grants at once see each other.

    Raises AdministratorsStayApart.
    """
    same = Q(pk=account.pk)
    if account.badge_number:
        same |= Q(badge_number=account.badge_number)
    theirs = list(Account.objects.select_for_update().filter(same).order_by("pk"))
    held = Posting.objects.filter(account__in=theirs, period__overlap=Range(since, None))
    others = set(held.exclude(account=account).values_list("role", flat=True)) - {role.value}
    if others and (role in ADMINISTRATORS or others & ADMINISTRATORS):
        raise AdministratorsStayApart
