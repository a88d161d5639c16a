"""Offices, accounts and posts (机关、账号与任职)."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.errors import constraints_explained
from registry.models import Account, Division, Office, OfficeLevel, Posting, PostingRole

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
    username: str, *, name: str, password: str, badge_number: str = "", is_demo: bool = False
) -> Account:
    """Open a sign-in for one member of staff; the password is stored as a hash only.

    Raises InvalidInput: the user name is taken.
    """
    if Account.objects.filter(username=username).exists():
        raise InvalidInput("该用户名已有人使用", field="username")
    account = Account(username=username, name=name, badge_number=badge_number, is_demo=is_demo)
    account.set_password(password)
    account.save(force_insert=True)
    return account


@transaction.atomic
@constraints_explained()
def post(account: Account, *, to: Office, role: str, since: date) -> Posting:
    """Give an account a post at an office from this day until further notice (任职).

    Raises InvalidInput: no such post.
    """
    if role not in PostingRole.values:
        raise InvalidInput(f"岗位应为 {'、'.join(PostingRole.values)} 之一", field="role")
    return Posting.objects.create(account=account, office=to, role=role, period=Range(since, None))
