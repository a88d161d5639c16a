"""Reading the table of powers (审批权限表) and the catalogues of the places from their files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from hukou.kernel import canonical
from hukou.law.approvals import (
    ApprovalCase,
    ApprovalRow,
    Approvals,
    Catalogue,
    CatalogueItem,
    CatalogueStatus,
    Decider,
    Item,
    Rank,
    Transaction,
    items_of,
)
from hukou.law.channels import APPROVALS as CHANNEL_APPROVALS
from hukou.law.clauses import clause_of
from hukou.law.failures import CaseFailure
from hukou.law.registration import LEVELS, PROVENANCES, Event
from hukou.law.regulation import Regulation
from hukou.law.sections import NATIONAL, Section, read_cases_of, read_yaml

APPROVALS: Final = "approvals.yaml"
CASES: Final = "approvals.cases.yaml"
DEMANDS: Final[Mapping[Transaction, tuple[str, ...]]] = {
    Transaction.EVENT: LEVELS,
    Transaction.SETTLEMENT: CHANNEL_APPROVALS,
}
"""What an event, or a channel, may demand of those who decide it."""


def load_approvals(
    directory: Path, events: Iterable[Event], regulations: Mapping[str, Regulation]
) -> Approvals:
    """Read every `approvals.yaml` of a packs directory.

    Raises:
        PackError: names file, line and what to do.
    """
    raw = read_yaml(directory / NATIONAL / APPROVALS)
    items = items_of(events, regulations.values())
    rows = list(read_rows(raw, items, file=APPROVALS))
    catalogues, digests = {}, [canonical.digest(raw)]
    for path in sorted(directory.glob(f"[0-9]*/{APPROVALS}")):
        own = read_yaml(path)
        file = f"{path.parent.name}/{APPROVALS}"
        local, catalogue = read_place(own, items, regulations, file=file)
        rows += local
        digests.append(canonical.digest(own))
        if catalogue is not None:
            catalogues[catalogue.jurisdiction] = catalogue
    approvals = Approvals(
        rows=tuple(rows), items=items, catalogues=catalogues, source=raw, digests=tuple(digests)
    )
    top = Section(read_cases_of(directory / NATIONAL / CASES, APPROVALS), "cases", file=CASES)
    cases = tuple(_case(each) for each in top.sections("cases"))
    top.close()
    return replace(approvals, cases=cases)


def failed_approval_cases(
    approvals: Approvals, cases: tuple[ApprovalCase, ...]
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        if "/" in case.item and case.item not in approvals.items:
            continue  # the text it is an example of is not in this directory
        row = approvals.row(case.item, case.division, case.on)
        found = (row.rank, tuple(row.decided_by)) if row else (None, ())
        if found != (case.rank, case.decided_by):
            yield CaseFailure(case, f"came to {found}")


def _case(section: Section) -> ApprovalCase:
    on = section.day("day")
    if on is None:
        raise section.wrong("'day' is missing: the day that is asked about")
    case = ApprovalCase(
        name=section.text("name"),
        at=f"{section.file}:{section.line}",
        item=section.text("item"),
        division=section.text("division"),
        on=on,
        rank=section.one_of("rank", Rank) if section.has("rank") else None,
        decided_by=section.texts("decided_by"),
    )
    section.close()
    return case


def read_rows(
    raw: Mapping[str, Any], items: Mapping[str, Item], *, file: str
) -> tuple[ApprovalRow, ...]:
    """Return the rows that hold everywhere. Raises PackError."""
    top = Section(raw, "approvals", file=file)
    top.text("id")
    top.text("title")
    _provenance(top)
    rows = _rows(top, items, area="")
    for transaction, may in DEMANDS.items():
        said = {each for row in rows if row.transaction is transaction for each in row.approvals}
        if lacking := set(may) - said:
            raise top.wrong(f"no row says who decides {transaction} {min(lacking)}")
    top.close()
    return rows


def read_place(
    raw: Mapping[str, Any],
    items: Mapping[str, Item],
    regulations: Mapping[str, Regulation],
    *,
    file: str,
) -> tuple[tuple[ApprovalRow, ...], Catalogue | None]:
    """Return what a place says otherwise, and its catalogue if it has one. Raises PackError."""
    top = Section(raw, "approvals", file=file)
    area = file.partition("-")[0]
    _provenance(top)
    rows = _rows(top, items, area=area)
    catalogue = None
    if top.has("catalogue"):
        catalogue = _catalogue(top.section("catalogue"), items, regulations, area=area)
    top.close()
    return rows, catalogue


def _provenance(top: Section) -> None:
    provenance = top.section("provenance")
    for key in ("source", "quality"):
        provenance.text(key)
    provenance.close()


def _rows(top: Section, items: Mapping[str, Item], *, area: str) -> tuple[ApprovalRow, ...]:
    rows = tuple(_row(each, items, area=area) for each in top.sections("rows"))
    for at, row in enumerate(rows):
        for other in rows[:at]:
            if _collide(row, other):
                raise top.wrong(f"{row.id} and {other.id} speak of the same on the same day")
    return rows


def _collide(row: ApprovalRow, other: ApprovalRow) -> bool:
    apart = (row.until or date.max) < other.since or (other.until or date.max) < row.since
    alike = (row.transaction, row.narrowness) == (other.transaction, other.narrowness)
    return (
        alike
        and bool({*row.approvals} & {*other.approvals})
        and not apart
        and (not row.items or bool({*row.items} & {*other.items}))
    )


def _row(section: Section, items: Mapping[str, Item], *, area: str) -> ApprovalRow:
    since = section.day("since")
    if since is None:
        raise section.wrong("'since' is missing: the first day it holds")
    transaction = section.one_of("transaction", Transaction)
    row = ApprovalRow(
        id=section.text("id"),
        transaction=transaction,
        approvals=_approvals(section, transaction),
        rank=section.one_of("rank", Rank),
        decided_by=_deciders(section),
        since=since,
        until=section.day("until"),
        basis=section.text("basis"),
        provenance=_known(section),
        area=area,
        items=section.texts("items"),
    )
    if strangers := set(row.items) - items.keys():
        raise section.wrong(f"no such item: {min(strangers)!r}")
    section.close()
    return row


def _approvals(section: Section, transaction: Transaction) -> tuple[str, ...]:
    may, given = DEMANDS[transaction], section.texts("approvals")
    if not given or not set(given) <= set(may):
        raise section.wrong(f"'approvals' lists some of {', '.join(may)}")
    return given


def _deciders(section: Section) -> tuple[Decider, ...]:
    given = section.texts("decided_by")
    if not given or not set(given) <= set(Decider) or len(set(given)) < len(given):
        raise section.wrong(
            f"'decided_by' lists some of {', '.join(Decider)}, each once; nobody else decides"
        )
    return tuple(Decider(each) for each in given)


def _known(section: Section) -> str:
    quality = section.text("provenance")
    if quality not in PROVENANCES:
        raise section.wrong(f"'provenance' is one of {', '.join(PROVENANCES)}")
    return quality


def _catalogue(
    section: Section,
    items: Mapping[str, Item],
    regulations: Mapping[str, Regulation],
    *,
    area: str,
) -> Catalogue:
    _regulation, clause = clause_of(section, regulations)
    listed = tuple(_listed(each, items, area) for each in section.sections("items"))
    counts = section.section("counts")
    for rank in (Rank.COUNTY, Rank.STATION_CHIEF):
        told, found = counts.number(rank), sum(each.rank is rank for each in listed)
        if told != found:
            raise section.wrong(f"the text moves {told} items of {rank}; {found} are listed")
    counts.close()
    if len({each.item for each in listed}) < len(listed):
        raise section.wrong("an item is listed twice: keep one")
    catalogue = Catalogue(
        jurisdiction=area,
        status=section.one_of("status", CatalogueStatus),
        cite=clause.cite,
        anchor=clause.id,
        unsaid=section.text("unsaid"),
        to=section.one_of("to", Decider),
        items=listed,
    )
    section.close()
    return catalogue


def _listed(section: Section, items: Mapping[str, Item], area: str) -> CatalogueItem:
    item = items.get(section.text("item"))
    if item is None or not item.is_of(area):
        raise section.wrong("no such item of this place: correct 'item'")
    rank = section.one_of("from", Rank)
    section.close()
    return CatalogueItem(item=item.id, rank=rank)
