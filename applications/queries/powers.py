"""Who may decide what, here, today (谁可审批什么): one question, with its reasons.

Pages, the API and the decision itself ask here and nowhere else.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from applications.models import Application, DelegatedItem
from hukou.kernel import clock
from hukou.law import ApprovalRow, Item, item_of, load_law
from registry.models import Account, Office, OfficeLevel, PostingRole
from registry.queries import areas_kept

from .authority import Post, offices_over

MANY: Final = ("order__office", "order__issued_by", "office", "account", "revoked_by")


class Standing(StrEnum):
    """Where a delegated item stands at an instant (授权状态)."""

    IN_FORCE = "in_force"
    NOT_BEGUN = "not_begun"
    EXPIRED = "expired"
    REVOKED = "revoked"


def standing_of(delegated: DelegatedItem, at: datetime) -> Standing:
    """Return where it stands; a revocation counts from its very second."""
    if delegated.revoked_at is not None and delegated.revoked_at <= at:
        return Standing.REVOKED
    day, days = at.astimezone(clock.ZONE).date(), delegated.period
    if days.lower is not None and day < days.lower:
        return Standing.NOT_BEGUN
    if days.upper is not None and days.upper <= day:
        return Standing.EXPIRED
    return Standing.IN_FORCE


@dataclass(frozen=True, slots=True)
class Power:
    """By what a post decides an item: by its own level, or by an order."""

    row: ApprovalRow
    delegated: DelegatedItem | None = None

    def as_json(self) -> dict[str, object]:
        """Return what a decision keeps of it, for good."""
        told: dict[str, object] = {"approval_row": self.row.id, "approval_basis": self.row.basis}
        if self.delegated is not None:
            told["delegation"] = delegation_told(self.delegated)
        return told


def delegation_told(delegated: DelegatedItem) -> dict[str, object]:
    """Return an item of an order as JSON: which paper, by which basis, where and until when."""
    order, last = delegated.order, delegated.period.upper
    return {
        "id": delegated.pk,
        "order": order.pk,
        "number": order.number,
        "document": order.document,
        "clause": order.clause,
        "given_by": order.office.name,
        "office": delegated.office_id,
        "office_name": delegated.office.name,
        "to_role": delegated.to_role,
        "account": delegated.account_id,
        "from": delegated.period.lower.isoformat(),
        "before": last.isoformat() if last else None,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Who holds one item at an office at an instant (当前权限): by the table, and by orders.

    `delegated` are the orders' items that hold there whatever their standing, the latest first.
    """

    item: Item
    row: ApprovalRow | None
    delegated: tuple[DelegatedItem, ...]
    at: datetime

    @property
    def in_force(self) -> list[DelegatedItem]:
        return [each for each in self.delegated if standing_of(each, self.at) is Standing.IN_FORCE]

    @property
    def by_level(self) -> frozenset[PostingRole]:
        """The posts that decide by themselves."""
        return frozenset(PostingRole(each) for each in self.row.decided_by) if self.row else _NONE

    @property
    def roles(self) -> frozenset[PostingRole]:
        """Every post that decides today, somebody named by an order with the post they hold."""
        return self.by_level | {PostingRole(each.to_role) for each in self.in_force}

    def power(self, post: Post, account: Account) -> Power | None:
        """Return by what an account in a post decides this item; None where by nothing."""
        if self.row is None:
            return None
        if post.role in self.by_level:
            return Power(self.row)
        given = [each for each in self.in_force if _is_to(each, post, account)]
        return Power(self.row, given[0]) if given else None

    def lapsed(self, post: Post, account: Account) -> DelegatedItem | None:
        """Return the latest order that would have given it, and does not now."""
        meant = [each for each in self.delegated if _is_to(each, post, account)]
        return next((each for each in meant if each not in self.in_force), None)


_NONE: Final[frozenset[PostingRole]] = frozenset()


def _is_to(delegated: DelegatedItem, post: Post, account: Account) -> bool:
    return delegated.to_role == post.role and delegated.account_id in (None, account.pk)


def item_id(application: Application, *, text: tuple[str, str]) -> str:
    """Return as which item an application is decided; `text` is its regulation and channel."""
    known = application.event in load_law().events
    regulation, channel = text
    return item_of(event=application.event if known else "", regulation=regulation, channel=channel)


def holding(item: str, office_id: int, *, at: datetime) -> Holding | None:
    """Return who holds an item at an office at an instant; None where there is no such item."""
    return holdings(office_id, at=at, items=[item]).get(item)


def holdings(
    office_id: int, *, at: datetime, items: Collection[str] | None = None
) -> Mapping[str, Holding]:
    """Return who holds each item at an office at an instant, by item (three statements).

    Without `items`, every item that can come up at the place of the office.
    """
    approvals = load_law().approvals
    place = place_served(Office.objects.get(id=office_id))
    asked = [each.id for each in approvals.items_at(place)] if items is None else items
    found: dict[str, list[DelegatedItem]] = {}
    for each in _delegated(office_id, asked):
        found.setdefault(each.item, []).append(each)
    return {
        name: Holding(
            item=approvals.items[name],
            row=approvals.row(name, place, at.astimezone(clock.ZONE).date()),
            delegated=tuple(found.get(name, ())),
            at=at,
        )
        for name in asked
        if name in approvals.items
    }


def _delegated(office_id: int, items: Collection[str]) -> list[DelegatedItem]:
    rows = DelegatedItem.objects.filter(item__in=items, office_id__in=offices_over(office_id))
    return list(rows.select_related(*MANY).order_by("-id"))


def place_served(office: Office) -> str:
    """Return the county, or the city, that an office serves, as a code of six digits."""
    served = next(iter(areas_kept(office.pk)), office.code)
    digits = 4 if office.level == OfficeLevel.CITY else 6
    return f"{served[:digits]:0<6}"
