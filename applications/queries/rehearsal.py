"""What a delegation would have meant over past files (授权演练), before anybody signs it.

A file would have skipped review where somebody above the counter decided it and the order would
let the counter decide by itself. Which of those had been refused, or were undone or corrected
later, is what the review had been for. Nothing is stored, nobody is named: files by number only.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hukou.law import Decider, item_of, load_law
from registry.models import Office, PostingRole

from .past_decisions import PastDecision, past_decisions
from .powers import place_served

REVIEWERS: Final = {
    PostingRole.OFFICER: frozenset(
        {PostingRole.CHIEF, PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER}
    ),
    PostingRole.CHIEF: frozenset({PostingRole.COUNTY_APPROVER, PostingRole.CITY_APPROVER}),
}
"""Whose decision would fall away, by the post that is to decide instead."""


@dataclass(slots=True)
class Tally:
    """Files of a station or an `item`: all, those that skip review, and what review had found."""

    name: str
    item: str = ""
    total: int = 0
    would_skip: int = 0
    refused: int = 0
    went_wrong: int = 0

    def count(self, past: PastDecision, *, skips: bool) -> None:
        self.total += 1
        if skips:
            self.would_skip += 1
            self.refused += past.was_refused
            self.went_wrong += past.went_wrong

    @property
    def share(self) -> float:
        """The share of files that would skip review, of all."""
        return self.would_skip / self.total if self.total else 0.0

    @property
    def risk(self) -> float:
        """The share of what would skip review that had been refused or went wrong."""
        return (self.refused + self.went_wrong) / self.would_skip if self.would_skip else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What came of it: by station, by item, and the files that review had stopped or missed."""

    whole: Tally
    stations: Sequence[Tally]
    items: Sequence[Tally]
    risky: Sequence[PastDecision]
    others: int


def rehearse_delegation(
    items: Collection[str],
    *,
    offices: Collection[int] | None,
    to_role: PostingRole,
    since: date,
    until: date,
    on: date,
) -> Rehearsed:
    """Replay what was decided in `[since, until)` as if `to_role` had decided these items.

    `risky` names every file that would have skipped review with a sign of risk, the heaviest first;
    `others` counts the decisions on items that stay where they are.
    """
    decided = past_decisions(offices, since=since, until=until, on=on)
    mine = [each for each in decided if item_of_past(each) in items]
    whole = Tally("")
    stations: dict[int, Tally] = {}
    by_item: dict[str, Tally] = {}
    risky = []
    for past in mine:
        skips = past.role in REVIEWERS[to_role]
        item = item_of_past(past)
        station = stations.setdefault(past.office_id, Tally(past.office_name))
        for tally in (whole, station, by_item.setdefault(item, Tally(item_name(item), item))):
            tally.count(past, skips=skips)
        if skips and past.signs:
            risky.append(past)
    risky.sort(key=lambda each: (-each.weight, each.decided_at, each.id))
    return Rehearsed(
        whole=whole,
        stations=sorted(stations.values(), key=lambda each: (-each.would_skip, each.name)),
        items=sorted(by_item.values(), key=lambda each: (-each.would_skip, each.name)),
        risky=risky,
        others=len(decided) - len(mine),
    )


def item_of_past(past: PastDecision) -> str:
    """Return as which item of the table of powers a file was decided."""
    known = past.event in load_law().events
    return item_of(
        event=past.event if known else "", regulation=past.regulation, channel=past.channel
    )


def item_name(item: str) -> str:
    """Return what an item is called; its own name where the law no longer knows it."""
    known = load_law().approvals.items.get(item)
    return known.name if known else item


@dataclass(frozen=True, slots=True)
class Movable:
    """An item that could move to the counter: who decides it now, whether a catalogue lists it."""

    id: str
    now: str
    is_listed: bool


def movable_items(office: Office, *, on: date) -> list[Movable]:
    """Return what somebody above the counter decides at an office's place by the table of powers.

    Items of the place's catalogue come first: a proposal, assumed where its text names none.
    """
    approvals, place = load_law().approvals, place_served(office)
    catalogue = approvals.catalogue_at(place)
    listed = {each.item for each in catalogue.items} if catalogue else set()
    found = []
    for item in approvals.items_at(place):
        row = approvals.row(item.id, place, on)
        if row is not None and Decider.OFFICER not in row.decided_by and not item.never_decides:
            found.append(Movable(item.id, row.rank.value, item.id in listed))
    return sorted(found, key=lambda each: (not each.is_listed, each.id))
