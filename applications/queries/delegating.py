"""What stands in the way of handing a power down (授权条件): whose it is, where, since when."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from psycopg.types.range import Range

from applications.errors import (
    DelegationBasisMissing,
    DelegationOverlaps,
    DelegationStartsInThePast,
    ExceedsOwnPower,
    MayNotDelegate,
)
from applications.models import DelegatedItem, DelegationOrder
from hukou.kernel.errors import InvalidInput
from hukou.law import Item, Rank, load_law
from registry.models import OFFICERS, Account, Office, OfficeLevel, Posting, PostingRole
from registry.queries import at_or_below

from .authority import Post, covers, offices_over, post_of
from .powers import place_served

DELEGATION_DESK: Final = frozenset(
    {PostingRole.SYSTEM_ADMINISTRATOR, PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER}
)
"""Who enters orders of their office, and takes powers back."""
READERS: Final = OFFICERS | {PostingRole.SYSTEM_ADMINISTRATOR}
"""Officers see who may decide what; who enters orders sees it as well."""
RANKS: Final = {
    OfficeLevel.STATION: Rank.STATION_CHIEF,
    OfficeLevel.COUNTY: Rank.COUNTY,
    OfficeLevel.CITY: Rank.CITY,
}
"""The highest power that is an office's own, to decide or to hand down."""
LONGEST: Final = {"number": 100, "document": 200, "clause": 200, "note": 500}


def require_delegation_desk(account: Account, *, on: date) -> Post:
    """Return the post by which an account enters orders. Raises MayNotDelegate."""
    post = post_of(account, on=on)
    if post is None or post.role not in DELEGATION_DESK:
        raise MayNotDelegate
    return post


def require_own_office(post: Post, office_id: int) -> Office:
    """Return an office that orders of a post's office may reach: itself or one below.

    Raises MayNotDelegate.
    """
    office = Office.objects.filter(id=office_id).first()
    if office is None or not covers(post, office_id):
        raise MayNotDelegate(office=office_id)
    return office


def own_rank(office: Office) -> Rank:
    """Return the highest level whose powers are an office's own."""
    return RANKS[OfficeLevel(office.level)]


def ranks_at(place: str, *, on: date) -> list[tuple[Item, Rank]]:
    """Return the items of a place, each with the level its power belongs to on a day."""
    approvals = load_law().approvals
    rows = [(each, approvals.row(each.id, place, on)) for each in approvals.items_at(place)]
    return [(item, row.rank) for item, row in rows if row is not None]


def refuse_unfit_text(told: dict[str, str]) -> None:
    """Refuse an order without its number or its basis, or with a text that is too long."""
    faults: list[InvalidInput] = []
    if not told["number"]:
        faults.append(InvalidInput("请填写授权书文号", field="number"))
    faults += [
        DelegationBasisMissing(field=name) for name in ("document", "clause") if not told[name]
    ]
    faults += [
        InvalidInput(f"不超过 {longest} 字", field=name)
        for name, longest in LONGEST.items()
        if len(told[name]) > longest
    ]
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise InvalidInput.gather(faults)


def refuse_unfit_days(start: date, until: date | None, *, today: date) -> None:
    """Refuse days that are over, or that end before they begin; `until` is the last one.

    Raises DelegationStartsInThePast, InvalidInput.
    """
    if start < today:
        raise DelegationStartsInThePast
    if until is not None and until < start:
        raise InvalidInput("截止日期不能早于起始日期", field="until")
    if until == date.max:
        raise InvalidInput("截止日期太远；长期授权的，不填截止日期", field="until")


def refuse_beyond_power(items: Sequence[str], *, giver: Office, office: Office, on: date) -> None:
    """Refuse items that are nothing, come up nowhere there, or are above the giver's own power.

    Raises InvalidInput, ExceedsOwnPower: with each item and its level.
    """
    approvals, place = load_law().approvals, place_served(office)
    known = {each.id for each in approvals.items_at(place)}
    if not items:
        raise InvalidInput("请至少选择一个事项", field="items")
    if strangers := sorted(set(items) - known):
        raise InvalidInput(f"该地没有这些审批事项：{'、'.join(strangers)}", field="items")
    above = own_rank(giver).height
    beyond = []
    for name in items:
        row = approvals.row(name, place, on)
        if row is None or row.rank.height > above:
            beyond.append(name)
    if beyond:
        names = "、".join(approvals.items[each].name for each in beyond)
        raise ExceedsOwnPower(f"高于{giver.name}的审批层级：{names}", items=beyond)


def refuse_unfit_holder(account_id: int | None, *, office: Office, to_role: str, on: date) -> None:
    """Refuse to name somebody who does not hold that post at the office, or below it.

    Raises InvalidInput.
    """
    if account_id is None:
        return
    posting = Posting.objects.on(on).filter(account_id=account_id, account__is_active=True).first()
    if (
        posting is None
        or posting.role != to_role
        or office.pk not in offices_over(posting.office_id)
    ):
        raise InvalidInput("受权人起始之日在授权范围内没有该岗位", field="account")


def refuse_number_taken(number: str, *, office: Office) -> None:
    """Refuse a number that another order of the office bears. Raises InvalidInput."""
    if DelegationOrder.objects.filter(office=office, number=number).exists():
        raise InvalidInput("本机关已有这一文号的授权书", field="number")


def refuse_overlap(
    items: Sequence[str],
    *,
    office: Office,
    to_role: str,
    account_id: int | None,
    days: "Range[date]",
) -> None:
    """Refuse what an order gives already to some of the same people on some of the same days.

    The caller enters orders alone. Raises DelegationOverlaps, naming the order and its items.
    """
    rows = overlapping(items, office=office, to_role=to_role, account_id=account_id, days=days)
    found = list(rows.select_related("order"))
    if found:
        items_of = load_law().approvals.items
        names = "、".join(dict.fromkeys(items_of[each.item].name for each in found))
        numbers = sorted({each.order.number for each in found})
        raise DelegationOverlaps(
            f"{names}：已有授权（{'、'.join(numbers)}）",
            items=[each.item for each in found],
            orders=sorted({each.order_id for each in found}),
        )


def overlapping(
    items: Sequence[str],
    *,
    office: Office,
    to_role: str,
    account_id: int | None,
    days: "Range[date]",
) -> QuerySet[DelegatedItem]:
    """Return what holds of these items for some of the same people: here, above or below."""
    above = offices_over(office.pk)
    where = Q(office_id__in=above) | at_or_below(office.pk, "office")
    whom = Q() if account_id is None else Q(account=None) | Q(account_id=account_id)
    return DelegatedItem.objects.filter(
        where, whom, item__in=items, to_role=to_role, period__overlap=days, revoked_at=None
    )
