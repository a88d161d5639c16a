"""Handing powers down at a desk (审批授权): the board, the editor of orders, an order."""

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import OrderRequest, delegate, revoke_item, revoke_order
from applications.models import DelegatedItem, DelegateRole, DelegationOrder
from applications.queries.authority import BUREAU
from applications.queries.boards import (
    board,
    decided_by_items,
    items_of_order,
    offices_below,
    orders_seen_from,
)
from applications.queries.delegating import DELEGATION_DESK, READERS, own_rank, ranks_at
from applications.queries.powers import Standing, place_served, standing_of
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import Item, Rank, load_law
from hukou.web.forms import read_key
from registry.models import Office
from registry.web import DeskRequest, desk_page, posted

from .delegation_forms import BoardForm, OrderForm, RevokeForm

ORDERS_SHOWN: Final = 50


@never_cache
@require_safe
@desk_page(READERS)
def delegations(request: DeskRequest) -> HttpResponse:
    """Show who holds what at an office and below it, and the orders that say so."""
    offices = offices_below(request.posting.office_id)
    form = BoardForm(request.GET, offices=offices)
    asked = form.cleaned_data if form.is_valid() else {}
    chosen = next((each for each in offices if each.pk == asked.get("office")), offices[0])
    if "office" in request.GET and asked.get("office") not in {each.pk for each in offices}:
        raise NotFound(office=request.GET["office"])
    context = {
        "form": form,
        "office": chosen,
        "board": board(chosen, at=clock.now(), show=asked.get("show", "")),
        "orders": [(each, _standings(each)) for each in orders_seen_from(chosen.pk)[:ORDERS_SHOWN]],
        "may_delegate": request.posting.role in DELEGATION_DESK,
    }
    return render(request, "applications/delegations.html", context, status=form.status)


def _standings(order: DelegationOrder) -> list[tuple[Standing, int]]:
    """Return how many items of an order stand where."""
    found = [standing_of(each, clock.now()) for each in order.items.all()]
    return [(each, found.count(each)) for each in Standing if each in found]


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(DELEGATION_DESK)
def delegation_new(request: DeskRequest) -> HttpResponse:
    """Fill in an order; the place's catalogue, if there is one, is only what to start from."""
    giver = request.posting.office
    catalogue = load_law().approvals.catalogue_at(place_served(giver))
    listed = [each.item for each in catalogue.items] if catalogue else []
    form = OrderForm(
        request.POST or None,
        offices=offices_below(giver.pk),
        items=_offered(giver, listed),
        initial={
            "start": clock.today(),
            "office": read_key(request.GET.get("office", "")) or giver.pk,
            "to_role": DelegateRole.OFFICER,
            "items": listed if "catalogue" in request.GET else request.GET.getlist("item"),
        },
    )
    if request.method == "POST" and form.is_valid():
        entered = form.attempt(lambda: _entered(request, form))
        if entered is not None:
            messages.success(request, gettext("授权书已录入，自起始日期起生效。"))
            return redirect("delegation", entered.pk)
    may_rehearse = request.posting.role in BUREAU
    context = {"form": form, "giver": giver, "catalogue": catalogue, "may_rehearse": may_rehearse}
    return render(request, "applications/delegation_new.html", context, status=form.status)


def _offered(giver: Office, listed: list[str]) -> Mapping[Rank, list[Item]]:
    """Return the items that are the giver's own, by level; of a draft only what is catalogued."""
    offered: dict[Rank, list[Item]] = {}
    for item, rank in ranks_at(place_served(giver), on=clock.today()):
        is_own = rank.height <= own_rank(giver).height
        if is_own and (not item.never_decides or item.id in listed):
            offered.setdefault(rank, []).append(item)
    return dict(sorted(offered.items(), key=lambda each: -each[0].height))


def _entered(request: DeskRequest, form: OrderForm) -> DelegationOrder:
    told = form.cleaned_data
    return delegate(
        OrderRequest(
            number=told["number"],
            document=told["document"],
            clause=told["clause"],
            items=told["items"],
            office_id=told["office"],
            to_role=DelegateRole(told["to_role"]),
            start=told["start"],
            until=told["until"],
            account_id=told["account"].pk if told["account"] else None,
            note=told["note"],
        ),
        by=request.user,
    )


@never_cache
@require_safe
@desk_page(READERS)
def delegation(request: DeskRequest, order_id: int) -> HttpResponse:
    """Show an order: what it gives, to whom, until when, and how often it was decided by."""
    return _order_page(request, order_id, bound=False)


@never_cache
@posted("delegation", "order_id")
@desk_page(DELEGATION_DESK)
def delegation_revoke(request: DeskRequest, order_id: int) -> HttpResponse:
    """Take an order back, or one item of it, from this second."""
    return _order_page(request, order_id, bound=True)


def _order_page(request: DeskRequest, order_id: int, *, bound: bool) -> HttpResponse:
    order = orders_seen_from(request.posting.office_id).filter(pk=order_id).first()
    if order is None:
        raise NotFound(order=order_id)
    now, items = clock.now(), load_law().approvals.items
    rows = [(each, items[each.item]) for each in items_of_order(order) if each.item in items]
    over = (Standing.REVOKED, Standing.EXPIRED)
    left = [(each, item) for each, item in rows if standing_of(each, now) not in over]
    form = RevokeForm(request.POST if bound else None, left=left)
    if bound and form.is_valid():
        taken = form.attempt(lambda: _revoked(request, order, form))
        if taken is not None:
            messages.success(request, gettext("已收回，即时生效。"))
            return redirect("delegation", order.pk)
    counts = decided_by_items([each.pk for each, _ in rows])
    context = {
        "order": order,
        "rows": [
            (each, item, standing_of(each, now), counts.get(each.pk, 0)) for each, item in rows
        ],
        "form": form,
        "left": left,
        "may_revoke": bool(left) and request.posting.role in DELEGATION_DESK,
    }
    return render(request, "applications/delegation.html", context, status=form.status)


def _revoked(request: DeskRequest, order: DelegationOrder, form: RevokeForm) -> list[DelegatedItem]:
    what, reason = form.cleaned_data["what"], form.cleaned_data["reason"]
    if what:
        return [revoke_item(int(what), reason=reason, by=request.user)]
    return revoke_order(order.pk, reason=reason, by=request.user)
