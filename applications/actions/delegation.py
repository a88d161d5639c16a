"""Handing powers down (授权), and taking them back (收回)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import structlog
from django.db import transaction
from psycopg.types.range import Range

from applications.errors import DelegationOver, MayNotDelegate
from applications.models import DelegatedItem, DelegateRole, DelegationOrder
from applications.queries.authority import covers
from applications.queries.clean_up import refuse_stopped
from applications.queries.delegating import (
    refuse_beyond_power,
    refuse_number_taken,
    refuse_overlap,
    refuse_unfit_days,
    refuse_unfit_holder,
    refuse_unfit_text,
    require_delegation_desk,
    require_own_office,
)
from applications.queries.powers import Standing, place_served, standing_of
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account, Office

LONGEST_REASON: Final = 500
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRequest:
    """What an order says: its number and basis, the items, where, to whom, and its days.

    It holds at `office_id` and below it. `until` is its last day; None means until revoked.
    Without `account_id` it is for everybody in the post there.
    """

    number: str
    document: str
    clause: str
    items: Sequence[str]
    office_id: int
    to_role: DelegateRole
    start: date
    until: date | None = None
    account_id: int | None = None
    note: str = ""


@transaction.atomic(durable=True)
def delegate(request: OrderRequest, *, by: Account) -> DelegationOrder:
    """Enter an order that hands items down from its first day; nothing follows from a catalogue.

    The powers are those of the office `by` is posted at. Who had them keeps them: whoever is
    handed one may have to stand back.

    Raises:
        MayNotDelegate: no administrator or approver, or not for this office.
        DelegationBasisMissing, InvalidInput: no basis, number or items; every fault of the text.
        DelegationStartsInThePast: before today.
        ExceedsOwnPower: an item is decided above the giver's level.
        CitesStoppedRule: its basis is stopped in the clean-up register.
        DelegationOverlaps: some of it is handed down already for some of these days.
    """
    today = clock.today()
    post = require_delegation_desk(by, on=today)
    DelegationOrder.objects.alone()
    office = require_own_office(post, request.office_id)
    giver = Office.objects.get(id=post.office_id)
    told = {
        name: getattr(request, name).strip() for name in ("number", "document", "clause", "note")
    }
    refuse_unfit_text(told)
    refuse_unfit_days(request.start, request.until, today=today)
    items = list(dict.fromkeys(request.items))
    refuse_beyond_power(items, giver=giver, office=office, on=request.start)
    refuse_unfit_holder(
        request.account_id, office=office, to_role=request.to_role, on=request.start
    )
    refuse_number_taken(told["number"], office=giver)
    cited = {"document": told["document"], "clause": told["clause"]}
    refuse_stopped([cited], place=place_served(office), on=today)
    days = _days(request)
    refuse_overlap(
        items, office=office, to_role=request.to_role, account_id=request.account_id, days=days
    )
    order = DelegationOrder.objects.create(office=giver, issued_by=by, **told)
    DelegatedItem.objects.bulk_create(
        DelegatedItem(
            order=order,
            item=each,
            office=office,
            to_role=request.to_role,
            account_id=request.account_id,
            period=days,
        )
        for each in items
    )
    log.info("delegated", order=order.pk, items=len(items), office=office.pk)
    return order


@transaction.atomic(durable=True)
def revoke_order(order_id: int, *, reason: str, by: Account) -> list[DelegatedItem]:
    """Take back, from this second, all that an order still gives.

    It waits for decisions that are being made by it; whoever decides later is refused.

    Raises:
        NotFound: no such order.
        MayNotDelegate: neither of the office that gave it nor of one above.
        InvalidInput: no reason.
        DelegationOver: nothing of it is left.
    """
    order = DelegationOrder.objects.filter(pk=order_id).first()
    if order is None:
        raise NotFound(order=order_id)
    _require_giver(order, by)
    rows = DelegatedItem.objects.filter(order=order)
    return take_back(rows.values_list("pk", flat=True), reason=reason, by=by)


@transaction.atomic(durable=True)
def revoke_item(delegated_id: int, *, reason: str, by: Account) -> DelegatedItem:
    """Take one item of an order back from this second; the others go on. Raises as above."""
    row = DelegatedItem.objects.select_related("order").filter(pk=delegated_id).first()
    if row is None:
        raise NotFound(delegated_item=delegated_id)
    _require_giver(row.order, by)
    return take_back([delegated_id], reason=reason, by=by)[0]


def _days(request: OrderRequest) -> "Range[date]":
    last = request.until
    return Range(request.start, last + timedelta(days=1) if last else None)


def _require_giver(order: DelegationOrder, by: Account) -> None:
    post = require_delegation_desk(by, on=clock.today())
    if not covers(post, order.office_id):
        raise MayNotDelegate(office=order.office_id)


def take_back(ids: Iterable[int], *, reason: str, by: Account | None) -> list[DelegatedItem]:
    """Do what `revoke_item` does, inside a transaction that may do more; by nobody, by rule."""
    said = reason.strip()
    if not said:
        raise InvalidInput("请写明收回的理由", field="reason")
    if len(said) > LONGEST_REASON:
        raise InvalidInput(f"不超过 {LONGEST_REASON} 字", field="reason")
    rows = list(DelegatedItem.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk"))
    now = clock.now()
    over = (Standing.REVOKED, Standing.EXPIRED)
    left = [each for each in rows if standing_of(each, now) not in over]
    if not left:
        raise DelegationOver
    for row in left:
        row.revoked_at, row.revoked_by, row.revocation_reason = now, by, said
        row.save(update_fields=["revoked_at", "revoked_by", "revocation_reason"])
        log.info("delegation-revoked", delegated_item=row.pk, item=row.item)
    return left
