"""Taking back what the entries of an event did (撤回): the state is as before the event."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Func, Value
from django.db.models.functions import Lower
from psycopg.types.range import Range

from registry.errors import LaterEventStands, NotReversible
from registry.models import (
    HEAD,
    Entry,
    EntryKind,
    HeldNumber,
    Household,
    HouseholdAddress,
    HouseholdKind,
    Particulars,
    Person,
    Residence,
)
from registry.queries import effective_on

from .rearranging import CLOSING
from .versions import read_plain, store

NEVER: Final[Range[date]] = Range(empty=True)


class Undoing:
    """Undoes entries, the latest first; whoever calls holds the locks, and nothing rests on them.

    `by` gives, by entry, the reversal that is to blame for what is annulled.
    """

    def __init__(self, entries: Sequence[Entry], by: Mapping[int, Entry]) -> None:
        self.entries, self.by = sorted(entries, key=lambda each: -each.pk), by
        self.kinds = {each.pk: each.kind for each in entries}

    def undo(self) -> None:
        """Take everything back, in the order that the rules of the database allow."""
        Person.objects.filter(pk__in=self._people_of(EntryKind.DEATH)).update(died_on=None)
        self._undo_closing()
        self._undo_residences()
        for entry in self.entries:
            if entry.kind == EntryKind.HOUSEHOLD_OPENED:
                _annul_household(entry, self.by[entry.pk])
            elif entry.kind == EntryKind.PARTICULARS_CHANGED:
                _undo_change(entry)
            elif entry.kind == EntryKind.PARTICULARS_CORRECTED:
                _undo_correction(entry)
            elif entry.kind == EntryKind.NUMBER_CHANGED:
                _undo_number(entry, self.by[entry.pk])
            _forget_number(entry, self.by[entry.pk])

    def _people_of(self, kind: EntryKind) -> list[int]:
        return [each.person_id for each in self.entries if each.kind == kind and each.person_id]

    def _undo_closing(self) -> None:
        """Let households live on that the event had closed."""
        for entry in self.entries:
            if entry.kind != EntryKind.HOUSEHOLD_CLOSED:
                continue
            goes_on = Func(Lower("period"), Value(None), function="daterange")
            closed = {"period__endswith": effective_on(entry)}
            homes = Household.objects.filter(entries=entry, **closed)
            addresses = HouseholdAddress.objects.filter(household__in=homes.values("pk"), **closed)
            addresses.update(period=goes_on)
            homes.update(period=goes_on)

    def _undo_residences(self) -> None:
        opened = list(Residence.objects.filter(opened_by__in=self.kinds))
        closed = Residence.objects.filter(closed_by__in=self.kinds).exclude(
            opened_by__in=self.kinds
        )
        after = {row.opened_by_id: row for row in opened}
        last = self.entries[0].pk
        if any(row.closed_by_id and row.closed_by_id > last for row in opened):
            raise LaterEventStands(people=sorted({row.person_id for row in opened}))
        goes_on = list(closed)
        for row in goes_on:
            self._reopen(row, after)
        Residence.objects.filter(pk__in=[row.pk for row in opened]).delete()
        self._undo_retelling(after)
        Residence.objects.bulk_update(goes_on, CLOSING)

    def _reopen(self, row: Residence, after: Mapping[int, Residence]) -> None:
        """Let a residence end as it did before: not at all, or when the row after it does."""
        following: Residence | None = row
        while following is not None and following.closed_by_id in self.kinds:
            retold = self.kinds[following.closed_by_id] == EntryKind.RELATION_CHANGED
            following = after.get(following.closed_by_id) if retold else None
        if following is None:
            row.period, row.closed_by = Range(row.period.lower, None), None
            row.reason_out, row.moved_to = "", ""
            return
        row.period = Range(row.period.lower, following.period.upper)
        row.closed_by_id = following.closed_by_id
        row.reason_out, row.moved_to = following.reason_out, following.moved_to

    def _undo_retelling(self, after: Mapping[int, Residence]) -> None:
        """Tell relations as before where no row of their own was opened; heads come last."""
        told: dict[int, Residence] = {}
        for entry in self.entries:
            if entry.kind != EntryKind.RELATION_CHANGED or entry.pk in after:
                continue
            rows = Residence.objects.filter(
                person=entry.person_id,
                household=entry.household_id,
                period__startswith__gte=effective_on(entry),
            ).order_by("-period")
            for row in [told.get(row.pk, row) for row in rows]:
                if row.relation == entry.details["to"]:
                    row.relation = entry.details["from"]
                    told[row.pk] = row
                    break
        for heads in (False, True):
            rows_told = [row for row in told.values() if (row.relation == HEAD) is heads]
            Residence.objects.bulk_update(rows_told, ["relation"])


def _annul_household(entry: Entry, reversal: Entry) -> None:
    """Say that a household never was; its number is not given again."""
    household = Household.objects.get(entries=entry)
    if household.kind != HouseholdKind.FAMILY:
        raise NotReversible(household=household.number)
    if household.residences.exists():
        raise LaterEventStands(household=household.number)
    household.addresses.all().delete()
    household.period, household.annulled_by = NEVER, reversal
    household.save(update_fields=["period", "annulled_by"])


def _undo_change(entry: Entry) -> None:
    """Let the version before go on, or the version say again what it said."""
    version = _version(entry, entry.event_on)
    if not entry.details["opens"]:
        store(version, _old(entry, [each["item"] for each in entry.details["items"]]))
        return
    until = version.period.upper
    version.delete()
    before = Particulars.objects.get(person=entry.person_id, period__endswith=entry.event_on)
    before.period = Range(before.period.lower, until)
    before.save(update_fields=["period"])


def _undo_correction(entry: Entry) -> None:
    """Put the wrong values back where they stood: they are what the register says again."""
    for told in entry.details["versions"]:
        version = _version(entry, date.fromisoformat(told["since"]))
        store(version, _old(entry, told["items"]))
    born = {each["item"]: each for each in entry.details["items"]}.get("birth_date")
    if born is None:
        return
    old, new = date.fromisoformat(born["old"]), date.fromisoformat(born["new"])
    for rows in (Particulars.objects, HeldNumber.objects):
        began = rows.filter(person=entry.person_id, period__startswith=new)
        _begin_again(began.first(), old)
    if moved := entry.details.get("registered_from"):
        came = Residence.objects.filter(
            person=entry.person_id, period__startswith=date.fromisoformat(moved["new"])
        ).get()
        came.period, came.arrived_on = Range(old, came.period.upper), old
        came.save(update_fields=["period", "arrived_on"])


def _begin_again(row: Particulars | HeldNumber | None, on: date) -> None:
    if row is not None:
        row.period = Range(on, row.period.upper)
        row.save(update_fields=["period"])


def _version(entry: Entry, since: date) -> Particulars:
    return Particulars.objects.get(person=entry.person_id, period__startswith=since)


def _old(entry: Entry, items: Sequence[str]) -> dict[str, object]:
    old = {each["item"]: each["old"] for each in entry.details["items"]}
    return {item: read_plain(item, old[item]) for item in items}


def _undo_number(entry: Entry, reversal: Entry) -> None:
    """Let the number before be held on; the one that was given is nobody's for ever."""
    _annul_number(HeldNumber.objects.get(pk=entry.details["to"]), reversal)
    before = HeldNumber.objects.filter(pk=entry.details["from"]).first()
    if before is not None:
        before.period = Range(before.period.lower, None)
        before.save(update_fields=["period"])


def _forget_number(entry: Entry, reversal: Entry) -> None:
    """Take back the number of somebody whom the event made known.

    One that the register gave is nobody's for ever; one that was read off a paper may be another's,
    and is free.
    """
    given = entry.kind == EntryKind.BIRTH or entry.details.get("number_given")
    read_off = entry.kind == EntryKind.ENROLLED or entry.details.get("taken_in")
    if not given and not read_off:
        return
    for number in HeldNumber.objects.filter(person=entry.person_id, annulled_by=None):
        if given:
            _annul_number(number, reversal)
        else:
            number.delete()


def _annul_number(number: HeldNumber, reversal: Entry) -> None:
    number.period, number.annulled_by = NEVER, reversal
    number.save(update_fields=["period", "annulled_by"])
