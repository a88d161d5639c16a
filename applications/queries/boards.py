"""The delegation board (授权看板): items × areas × holders; and the orders an office may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q, QuerySet

from applications.models import Decision, DelegatedItem, DelegationOrder
from hukou.law import Catalogue, Item, Rank, load_law
from registry.models import Office
from registry.queries import at_or_below

from .authority import offices_over
from .powers import Holding, Standing, holdings, place_served, standing_of

ORDER: Final = (Rank.COUNTY, Rank.STATION_CHIEF, Rank.CITY, Rank.STATION_OFFICER)
"""What is handed down stands first; what the counter decides anyway, last."""
BY_ORDER: Final = "authority__delegation__id"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardCell:
    """Who holds an item at one office: by its level, and by the orders in force or to come."""

    office: Office
    holding: Holding | None
    given: tuple[tuple[DelegatedItem, Standing], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """An item over all offices; `assumed` where the place's catalogue means to move it."""

    item: Item
    rank: Rank
    catalogued: bool
    cells: tuple[BoardCell, ...]

    @property
    def is_given(self) -> bool:
        return any(cell.given for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Items by the level they belong to, the offices beside each other, and the catalogue."""

    offices: tuple[Office, ...]
    groups: tuple[tuple[Rank, tuple[BoardRow, ...]], ...]
    catalogue: Catalogue | None
    given: int


def board(office: Office, *, at: datetime, show: str = "") -> Board:
    """Return who holds what at an office and those right below it.

    `show` keeps the items that are `given` by an order, or in the `catalogue`; "" keeps all.
    """
    below = Office.objects.filter(parent=office).order_by("code")
    offices = (office, *below)
    held = {each.pk: holdings(each.pk, at=at) for each in offices}
    catalogue = load_law().approvals.catalogue_at(place_served(office))
    moved = {each.item for each in catalogue.items} if catalogue else set()
    rows = [
        _row(name, offices, held, catalogued=name in moved)
        for name in dict.fromkeys(name for each in held.values() for name in each)
    ]
    kept = [each for each in rows if _is_kept(each, show)]
    kept.sort(key=lambda each: not each.is_given)
    groups = [(rank, tuple(each for each in kept if each.rank is rank)) for rank in ORDER]
    return Board(
        offices=offices,
        groups=tuple((rank, found) for rank, found in groups if found),
        catalogue=catalogue,
        given=sum(each.is_given for each in rows),
    )


def _row(
    name: str,
    offices: Sequence[Office],
    held: Mapping[int, Mapping[str, Holding]],
    *,
    catalogued: bool,
) -> BoardRow:
    cells = tuple(_cell(each, held[each.pk].get(name)) for each in offices)
    first = next(each.holding for each in cells if each.holding)
    rank = first.row.rank if first.row else Rank.CITY
    return BoardRow(item=first.item, rank=rank, catalogued=catalogued, cells=cells)


def _cell(office: Office, holding: Holding | None) -> BoardCell:
    shown = (Standing.IN_FORCE, Standing.NOT_BEGUN)
    told = [(each, standing_of(each, holding.at)) for each in holding.delegated] if holding else []
    given = tuple((each, standing) for each, standing in told if standing in shown)
    return BoardCell(office=office, holding=holding, given=given)


def _is_kept(row: BoardRow, show: str) -> bool:
    if show == "given":
        return row.is_given
    if show == "catalogue":
        return row.catalogued
    never = row.item.never_decides and not row.catalogued and not row.is_given
    return not never


def offices_below(office_id: int) -> list[Office]:
    """Return an office, and after it all below it, by code."""
    found = Office.objects.filter(at_or_below(office_id))
    return sorted(found, key=lambda each: (each.pk != office_id, each.code))


def orders_seen_from(office_id: int) -> QuerySet[DelegationOrder]:
    """Return the orders that concern an office: given by it, above or below, or holding there."""
    near = {*offices_over(office_id), *(each.pk for each in offices_below(office_id))}
    seen = Q(office_id=office_id) | Q(items__office_id__in=near)
    return DelegationOrder.objects.filter(seen).select_related("office", "issued_by").distinct()


def items_of_order(order: DelegationOrder) -> list[DelegatedItem]:
    """Return what an order names, in its order."""
    rows = DelegatedItem.objects.filter(order=order).order_by("id")
    return list(rows.select_related("order__office", "office", "account", "revoked_by"))


def decided_by_items(ids: Sequence[int]) -> Mapping[int, int]:
    """Return how many decisions rest on each delegated item."""
    rows = Decision.objects.filter(**{f"{BY_ORDER}__in": list(ids)}).values_list(BY_ORDER)
    return dict(rows.annotate(n=Count("id")))
