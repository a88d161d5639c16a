"""Whether the entries alone lead to the residences (重演): who was where, as what, when.

A register that began with imported rows is followed from those; everything since must follow from
entries that stand. Entries are read once, in the order they were recorded, person by person, so
that the whole register is checked in one pass over each table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from django.db.models import F, QuerySet

from registry.models import Entry, EntryKind, Residence

from .events import closes, effective_on, opens

CHUNK: Final = 5000
TELLING: Final = frozenset(
    {
        EntryKind.BIRTH,
        EntryKind.ADOPTION,
        EntryKind.DEATH,
        EntryKind.CANCELLED,
        EntryKind.RESTORED,
        EntryKind.REGISTERED_LATE,
        EntryKind.MOVE_IN,
        EntryKind.MOVE_OUT,
        EntryKind.RELATION_CHANGED,
        EntryKind.PARTICULARS_CORRECTED,
    }
)
"""What changes residences; the other kinds tell of them, or of something else."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A person's time in a household in one relation: `since` up to, not including, `until`."""

    person: int
    since: date
    until: date | None
    household: int
    relation: str


class ReplayFailed(Exception):
    """An entry tells of a residence that the entries before it do not lead to."""


def unreproduced() -> Iterator[str]:
    """Yield whose residences do not follow from the entries; nothing when all do."""
    told, kept = _by_person(_entries()), _by_person(_rows())
    entries, rows = next(told, None), next(kept, None)
    while entries or rows:
        person = min(each[0] for each in (entries, rows) if each)
        mine, theirs = [], []
        if entries and entries[0] == person:
            mine, entries = entries[1], next(told, None)
        if rows and rows[0] == person:
            theirs, rows = rows[1], next(kept, None)
        if fault := _fault(mine, theirs):
            yield f"person {person}: {fault}"


def replayed(*, person: int | None = None, household: int | None = None) -> list[Stretch]:
    """Return the residences that must exist, of a person or of everybody ever in a household.

    Raises ReplayFailed.
    """
    people: set[int | None] = {person} if person else set()
    if household:
        people |= set(_entries().filter(household=household).values_list("person", flat=True))
        people |= set(
            Residence.objects.filter(household=household).values_list("person", flat=True)
        )
    of_them = {"person__in": people - {None}}
    found = _fold_all(_entries().filter(**of_them), _rows().filter(**of_them))
    return [each for each in found if household is None or each.household == household]


def _entries() -> QuerySet[Entry]:
    standing = Entry.objects.standing().filter(kind__in=TELLING, person__isnull=False)
    columns = ("person_id", "household_id", "kind", "event_on", "details")
    return standing.order_by("person_id", "id").only(*columns)


def _rows() -> "QuerySet[Any, Any]":
    """Return the residences, told whether an import opened and closed them."""
    rows = Residence.objects.order_by("person_id", "id").annotate(
        opened_as=F("opened_by__kind"), closed_as=F("closed_by__kind")
    )
    return rows.values_list(
        "person_id", "household_id", "relation", "period", "opened_as", "closed_as", named=True
    )


def _by_person(found: "QuerySet[Any, Any]") -> Iterator[tuple[int, list[Any]]]:
    rows = found.iterator(chunk_size=CHUNK)
    for person, group in groupby(rows, key=attrgetter("person_id")):
        yield person, list(group)


def _fold_all(entries: Iterable[Entry], rows: Iterable[Any]) -> list[Stretch]:
    told: dict[int, list[Entry]] = {}
    for entry in entries:
        told.setdefault(entry.person_id or 0, []).append(entry)
    kept: dict[int, list[Any]] = {}
    for row in rows:
        kept.setdefault(row.person_id, []).append(row)
    people = sorted(told.keys() | kept.keys())
    return [
        each for who in people for each in fold(told.get(who, []), _imported(kept.get(who, [])))
    ]


def _fault(entries: list[Entry], rows: list[Any]) -> str:
    try:
        due = fold(entries, _imported(rows))
    except ReplayFailed as failed:
        return str(failed)
    kept = [
        Stretch(row.person_id, row.period.lower, row.period.upper, row.household_id, row.relation)
        for row in rows
    ]
    same = sorted(due, key=_order) == sorted(kept, key=_order)
    return "" if same else "the entries lead to other residences"


def _order(each: Stretch) -> tuple[date, int]:
    return each.since, each.household


def _imported(rows: Iterable[Any]) -> list[Stretch]:
    """Return the rows an import opened, as it left them: open unless it closed them itself."""
    return [
        Stretch(
            row.person_id,
            row.period.lower,
            row.period.upper if row.closed_as == EntryKind.IMPORTED else None,
            row.household_id,
            row.relation,
        )
        for row in rows
        if row.opened_as == EntryKind.IMPORTED
    ]


def fold(entries: Iterable[Entry], begun: Iterable[Stretch]) -> list[Stretch]:
    """Return one person's residences after these entries, from those they begin with.

    Raises ReplayFailed: an entry ends or tells what is not there.
    """
    stretches = list(begun)
    for entry in entries:
        if opens(entry):
            stretches.append(_opened(entry))
        elif closes(entry):
            stretches = _closed(stretches, entry)
        elif entry.kind == EntryKind.RELATION_CHANGED:
            stretches = _retold(stretches, entry)
        elif "registered_from" in entry.details:
            stretches = _moved(stretches, entry.details["registered_from"])
    return stretches


def _opened(entry: Entry) -> Stretch:
    return Stretch(
        entry.person_id or 0,
        effective_on(entry),
        None,
        entry.household_id or 0,
        entry.details["relation"],
    )


def _closed(stretches: list[Stretch], entry: Entry) -> list[Stretch]:
    on = effective_on(entry)
    running = [
        each for each in stretches if each.household == entry.household_id and not each.until
    ]
    if len(running) != 1 or on <= running[0].since:
        raise ReplayFailed(f"entry {entry.pk} ends a residence that does not run")
    return [replace(each, until=on) if each in running else each for each in stretches]


def _retold(stretches: list[Stretch], entry: Entry) -> list[Stretch]:
    """Tell a relation anew: a stretch that began before the day is cut in two."""
    on, after = effective_on(entry), []
    was, becomes, cut = entry.details["from"], entry.details["to"], False
    for each in stretches:
        here = each.household == entry.household_id and (each.until is None or on < each.until)
        if not here or cut or each.relation not in (was, becomes):
            after.append(each)
        elif each.since >= on:
            after.append(replace(each, relation=becomes))
        else:
            after += [replace(each, until=on), replace(each, since=on, relation=becomes)]
            cut = True
    return after


def _moved(stretches: list[Stretch], days: dict[str, str]) -> list[Stretch]:
    """Let a residence from the birth on begin with the corrected birth."""
    old, new = date.fromisoformat(days["old"]), date.fromisoformat(days["new"])
    return [replace(each, since=new) if each.since == old else each for each in stretches]
