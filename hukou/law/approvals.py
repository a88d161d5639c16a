"""Who decides what (审批权限表): transaction × ground × area → level and posts, dated and cited.

A place may keep a catalogue of items that a text would move to the counter. It is a list to start
an order from: no power follows from it, only from an order that names the item.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from hukou.kernel.division_code import stem, within
from hukou.law.citation import Citation
from hukou.law.dated import Status
from hukou.law.registration import Event
from hukou.law.regulation import Regulation

USUAL: Final = "station"
"""What a channel demands that says nothing of who approves."""


class Transaction(StrEnum):
    """What is decided (事项种类): a life event, or a settlement."""

    EVENT = "event"
    SETTLEMENT = "settlement"


class Rank(StrEnum):
    """The level a power belongs to by itself (原审批层级), from the counter upwards."""

    STATION_OFFICER = "station_officer"
    STATION_CHIEF = "station_chief"
    COUNTY = "county"
    CITY = "city"

    @property
    def height(self) -> int:
        """How high it stands; the counter is 0."""
        return list(Rank).index(self)


class Decider(StrEnum):
    """The posts that may decide. Auxiliary staff receive; no table, no order lets them decide."""

    OFFICER = "officer"
    CHIEF = "chief"
    COUNTY_APPROVER = "county_approver"
    CITY_APPROVER = "city_approver"


class CatalogueStatus(StrEnum):
    """How well a catalogue is known (清单性质)."""

    ASSUMED = "assumed"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that is decided (审批事项): an event, or a channel of a regulation.

    `approval` is what the event or the channel itself demands.
    """

    id: str
    transaction: Transaction
    name: str
    name_en: str
    approval: str
    regulation: str = ""
    jurisdiction: str = ""
    never_decides: bool = False

    def is_of(self, division: str) -> bool:
        """Whether it can come up at a place: an event everywhere, a channel where its text is."""
        return not self.jurisdiction or within(division, self.jurisdiction)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRow:
    """One row of the table: who decides where such approval is demanded (权限).

    `since` and `until` are its first and last day, both included; `items` narrows it, `area` is
    where it holds, "" being everywhere.
    """

    id: str
    transaction: Transaction
    approvals: tuple[str, ...]
    rank: Rank
    decided_by: tuple[Decider, ...]
    since: date
    until: date | None
    basis: str
    provenance: str
    area: str = ""
    items: tuple[str, ...] = ()

    def holds(self, item: Item, division: str, on: date) -> bool:
        """Whether it speaks of an item at a place on a day."""
        return (
            self.transaction is item.transaction
            and item.approval in self.approvals
            and (not self.items or item.id in self.items)
            and (not self.area or within(division, self.area))
            and self.since <= on
            and (self.until is None or on <= self.until)
        )

    @property
    def narrowness(self) -> tuple[int, int]:
        """The narrowest row wins: that of the smaller area, then that which names its items."""
        return len(stem(self.area)) if self.area else 0, int(bool(self.items))


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueItem:
    """An item a text would move to the counter, and the level it is taken to come from."""

    item: str
    rank: Rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The items a place means to move down (下放事项清单): a proposal, never a power."""

    jurisdiction: str
    status: CatalogueStatus
    cite: Citation
    anchor: str
    unsaid: str
    to: Decider
    items: tuple[CatalogueItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalCase:
    """An example: who decides an item at a place on a day; nobody where `rank` is None."""

    name: str
    at: str
    item: str
    division: str
    on: date
    rank: Rank | None
    decided_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Approvals:
    """The table of powers, every item there is, and the catalogues of the places."""

    rows: tuple[ApprovalRow, ...]
    items: Mapping[str, Item]
    catalogues: Mapping[str, Catalogue]
    source: Mapping[str, Any]
    digests: tuple[str, ...]
    cases: tuple["ApprovalCase", ...] = ()

    def row(self, item_id: str, division: str, on: date) -> ApprovalRow | None:
        """Return who decides an item at a place on a day; None where no table says anybody."""
        item = self.items.get(item_id)
        if item is None:
            return None
        found = [each for each in self.rows if each.holds(item, division, on)]
        return max(found, key=lambda each: each.narrowness, default=None)

    def items_at(self, division: str) -> list[Item]:
        """Return what can come up at a place, events first."""
        return [each for each in self.items.values() if each.is_of(division)]

    def catalogue_at(self, division: str) -> Catalogue | None:
        """Return the catalogue of the narrowest place around; None where there is none."""
        found = [each for area, each in self.catalogues.items() if within(division, area)]
        return max(found, key=lambda each: len(stem(each.jurisdiction)), default=None)


def item_of(*, event: str, regulation: str, channel: str) -> str:
    """Return the item an application is decided as."""
    return event or f"{regulation}/{channel}"


def items_of(events: Iterable[Event], regulations: Iterable[Regulation]) -> dict[str, Item]:
    """Return every event and every channel as an item."""
    decided = (
        Item(
            id=each.id,
            transaction=Transaction.EVENT,
            name=each.name,
            name_en=each.name_en,
            approval=each.level.id,
        )
        for each in events
    )
    channels = (
        Item(
            id=item_of(event="", regulation=regulation.id, channel=each.id),
            transaction=Transaction.SETTLEMENT,
            name=each.name,
            name_en=each.name_en,
            approval=each.approval or USUAL,
            regulation=regulation.id,
            jurisdiction=regulation.jurisdiction,
            never_decides=regulation.term.status is Status.DRAFT,
        )
        for regulation in regulations
        for each in regulation.channels.values()
    )
    return {each.id: each for each in (*decided, *channels)}
