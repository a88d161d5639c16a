"""An import taken back (撤销导入): by new entries, a part at a time, the last household first.

Entries stay, each with the reversal that names it; what the import registered is as if it had never
been, and was known until now. Household numbers are not given again; identity numbers were read
off the file, so they are free. Former types stay as evidence of a run that was undone: nobody is
registered under the keys they hang on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions.correction_notices import notify_recipients
from registry.actions.recording import Pen
from registry.actions.undoing import NEVER
from registry.errors import ImportUnderWay, LaterEventStands, constraints_explained
from registry.models import (
    Account,
    Entry,
    EntryKind,
    HeldNumber,
    Household,
    HouseholdAddress,
    ImportRun,
    ImportState,
    Particulars,
    Person,
    Residence,
)

from .staging import held

UNDOABLE: Final = (ImportState.LOADING, ImportState.FINISHED, ImportState.UNDOING)

RESTS: Final = """
SELECT entry.household_id AS household FROM registry_entry entry
WHERE entry.household_id >= %(household)s AND entry.household_id < %(households_end)s
  AND NOT (entry.id >= %(entry)s AND entry.id < %(entries_end)s)
  AND entry.reverses_id IS NULL
  AND NOT EXISTS (SELECT FROM registry_entry reversal WHERE reversal.reverses_id = entry.id)
UNION ALL
SELECT own.household_id FROM registry_entry entry
JOIN registry_residence own ON own.person_id = entry.person_id
 AND own.opened_by_id >= %(entry)s AND own.opened_by_id < %(entries_end)s
WHERE entry.person_id >= %(person)s AND entry.person_id < %(people_end)s
  AND entry.reverses_id IS NULL
  AND NOT EXISTS (SELECT FROM registry_entry reversal WHERE reversal.reverses_id = entry.id)
UNION ALL
SELECT own.household_id FROM registry_parentage kin
JOIN registry_residence own ON own.person_id = kin.parent_id
 AND own.opened_by_id >= %(entry)s AND own.opened_by_id < %(entries_end)s
WHERE kin.parent_id >= %(person)s AND kin.parent_id < %(people_end)s
LIMIT 1
"""
"""A household on which something recorded since rests: of its own, of a member, or of a child."""


@dataclass(frozen=True, slots=True)
class _Span:
    """The keys of some households of a run, by the blocks that it reserved; ends not included."""

    run: ImportRun
    begins: int
    ends: int

    @property
    def keys(self) -> Mapping[str, int]:
        keys: Mapping[str, int] = self.run.reservation.keys
        return keys

    @property
    def entries(self) -> QuerySet[Entry]:
        first = self.keys["registry_entry"]
        return Entry.objects.filter(pk__gte=first + self.begins, pk__lt=first + self.ends)

    def refuse_if_built_upon(self) -> None:
        """Raises LaterEventStands, naming the first household found."""
        household, entry = self.keys["registry_household"], self.keys["registry_entry"]
        person = self.keys["registry_person"]
        told = {
            "household": household + self.begins,
            "households_end": household + self.ends,
            "entry": entry + self.begins,
            "entries_end": entry + self.ends,
            "person": person,
            "people_end": person + self.run.people,
        }
        with connection.cursor() as cursor:
            cursor.execute(RESTS, told)
            found = cursor.fetchone()
        if found is not None:
            number = Household.objects.values_list("number", flat=True).get(pk=found[0])
            raise LaterEventStands(household=number)


@transaction.atomic
@constraints_explained()
def undo_import(
    run_id: int, *, by: Account | None, reason: str, basis: Mapping[str, Any], households: int
) -> ImportRun:
    """Take back the last `households` of an import; call it until the run says that it is undone.

    Nothing is taken back unless everything of the run can be: whatever was recorded since about one
    of its people or households must be reversed first. Whoever read them meanwhile is told (R10).

    Raises:
        InvalidInput: no reason.
        ImportUnderWay: the run is still being read, or is undone already.
        LaterEventStands: something rests on it; `household` is the number of one of them.
    """
    if not reason.strip():
        raise InvalidInput("请填写撤销导入的理由。", field="reason")
    run = held(run_id)
    if run.state not in UNDOABLE:
        raise ImportUnderWay(run=run_id)
    if run.state != ImportState.UNDOING:
        _Span(run, 0, run.loaded).refuse_if_built_upon()
        run.state = ImportState.UNDOING
    span = _Span(run, max(0, run.loaded - households), run.loaded)
    _take_back(span, Pen(by=by, on=clock.today(), basis=basis), reason.strip())
    run.loaded = span.begins
    if run.loaded == 0:
        run.state, run.finished_at = ImportState.UNDONE, clock.now()
    run.save(update_fields=["state", "loaded", "finished_at"])
    return run


def _take_back(span: _Span, pen: Pen, reason: str) -> None:
    entries = list(span.entries.order_by("pk"))
    if not entries:
        return
    homes = [each.household_id for each in entries if each.household_id is not None]
    Household.objects.lock(*homes)
    opened = Residence.objects.filter(opened_by__in=span.entries)
    people = list(opened.values_list("person_id", flat=True))
    Person.objects.lock(*people)
    span.refuse_if_built_upon()
    reversals = [
        pen.note(
            EntryKind.REVERSED,
            office_id=each.office_id,
            household_id=each.household_id,
            details={"reason": reason, "kind": each.kind, "entry": each.pk},
            reverses=each,
        )
        for each in entries
    ]
    pen.write()
    rows: tuple[QuerySet[Any], ...] = (
        opened,
        HeldNumber.objects.filter(person__in=people),
        Particulars.objects.filter(person__in=people),
        HouseholdAddress.objects.filter(household__in=homes),
    )
    for each in rows:
        each._raw_delete(each.db)  # noqa: SLF001 - nothing refers to them, and they are many
    named = Entry.objects.filter(household=OuterRef("pk"), kind=EntryKind.REVERSED)
    Household.objects.filter(pk__in=homes).update(
        period=NEVER, annulled_by=Subquery(named.order_by("-pk").values("pk")[:1])
    )
    notify_recipients(people, entry=reversals[0], since=span.run.recorded_at)
