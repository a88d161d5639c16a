"""How the tree of divisions changes by one decision (区划调整): rows ended, followed, recorded.

A division that changes its name, code or parent ends, and another row follows it from that day;
so does everything below, which lies under the new row from then on. What was, stays as it was.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Value
from django.db.models.functions import Concat
from psycopg.types.range import Range

from hukou.kernel.errors import InvalidInput
from registry.errors import DivisionCodeTaken, DivisionNotThen, LaterEventStands
from registry.models import (
    ELEMENTS,
    Account,
    Address,
    Division,
    DivisionChange,
    DivisionStep,
    EntryKind,
)

from .addresses import region_of
from .days import EventDay
from .people import office_of_actor
from .recording import Pen


class Redrawing:
    """Everything one decision does to the tree; each step is stored as it is taken.

    Changes below one province come one after the other: the lock is the province's row.
    """

    def __init__(
        self,
        *,
        on: date,
        source: str,
        approver: str,
        by: Account,
        undoes: DivisionChange | None = None,
    ) -> None:
        EventDay(on).is_near()
        self.on, self.by, self.undoes = on, by, undoes
        self.source, self.approver = source.strip(), approver.strip()
        for name, text in (("source", self.source), ("approver", self.approver)):
            if not text:
                raise InvalidInput("请填写来源文件和批准机关。", field=name)
        self.office = office_of_actor(by)
        self.steps: list[DivisionStep] = []

    def lock(self, *divisions: Division) -> None:
        """Wait for other changes of these trees, and hold them until the transaction ends."""
        Division.objects.lock(*{_top(division).pk for division in divisions})

    def take(self, *divisions: Division) -> list[Division]:
        """Lock the tree and return the divisions as they stand, in the order given.

        Raises:
            DivisionNotThen: one does not exist on the day, began on it, or ends later.
        """
        self.lock(*divisions)
        standing = Division.objects.select_related("parent").in_bulk(
            [each.pk for each in divisions]
        )
        taken = [standing[each.pk] for each in divisions]
        for each in taken:
            if self.on not in each.period or each.period.lower == self.on:
                raise DivisionNotThen(division=each.code, on=self.on.isoformat())
            if each.period.upper is not None:
                raise LaterEventStands(division=each.code, on=each.period.upper.isoformat())
        return taken

    def follow(
        self,
        former: Division,
        *,
        name: str = "",
        code: str = "",
        parent: Division | None = None,
    ) -> Division:
        """End a division and begin the one that follows it, with everything below."""
        self.close(former)
        heir = self.begin(
            name=name or former.name,
            code=code or former.code,
            level=former.level,
            parent=parent or former.parent,
        )
        self.succeed(former, heir)
        self.hand_over(former, heir)
        return heir

    def begin(self, *, name: str, code: str, level: str, parent: Division | None) -> Division:
        """Begin a division.

        Raises:
            DivisionCodeTaken: the code means another one from the day on.
        """
        taken = Division.objects.filter(code=code, period__overlap=Range(self.on, None))
        if taken.exists():
            raise DivisionCodeTaken(division=code, on=self.on.isoformat())
        return Division.objects.create(
            name=name, code=code, level=level, parent=parent, period=Range(self.on, None)
        )

    def end(self, former: Division, *, heir: Division | None) -> None:
        """End a division; `heir` takes over what lies in it, where anything does."""
        self.close(former)
        self.succeed(former, heir)
        if heir is not None:
            self.hand_over(former, heir)

    def part(self, former: Division, begun: Division) -> None:
        """Note that a division was split off another, which is not its successor."""
        self.steps.append(DivisionStep(former=former, following=begun))

    def succeed(self, former: Division, heir: Division | None) -> None:
        """Note that a division ended, and which one follows it."""
        self.steps.append(DivisionStep(former=former, following=heir))
        if heir is not None:
            former.successor = heir
            former.save(update_fields=["successor"])
            for office in former.offices.all():
                office.areas.add(heir)

    def hand_over(
        self, former: Division, heir: Division, *, only: Collection[str] | None = None
    ) -> None:
        """Put what lies below one division under another, all of it or these codes."""
        below = former.children.filter(period__upper_inf=True).order_by("pk")
        for child in below if only is None else below.filter(code__in=only):
            if child.period.lower >= self.on:
                child.parent = heir
                child.save(update_fields=["parent"])
            else:
                self.follow(child, parent=heir)

    def record(self, kind: str, **note: Any) -> DivisionChange:
        """Store the change with its steps, write the addresses' texts anew, and enter it."""
        change = DivisionChange.objects.create(
            kind=kind,
            on=self.on,
            source=self.source,
            approver=self.approver,
            note=note,
            account=self.by,
            undoes=self.undoes,
        )
        for step in self.steps:
            step.change = change
        DivisionStep.objects.bulk_create(self.steps)
        write_addresses({step.following for step in self.steps if step.following})
        pen = Pen(by=self.by, on=self.on, basis={"document": self.source, "clause": ""})
        pen.note(
            EntryKind.DIVISION_CHANGED,
            office_id=self.office,
            reason=kind,
            details={"change": change.pk, "approver": self.approver, "steps": self._told()},
        )
        pen.write()
        return change

    def close(self, former: Division) -> None:
        """Let a division end on the day."""
        former.period = Range(former.period.lower, self.on)
        former.save(update_fields=["period"])

    def _told(self) -> list[list[int | None]]:
        return [[step.former_id, step.following_id] for step in self.steps]


def write_addresses(heirs: Collection[Division]) -> None:
    """Write anew what addresses are looked for by: the text with the latest names.

    What a booklet shows for a day is composed for that day, and does not change by this.
    """
    for heir in heirs:
        Address.objects.filter(division__in=lineage_of(heir)).update(
            full_text=Concat(Value(region_of(heir)), *ELEMENTS)
        )


def lineage_of(heir: Division) -> set[int]:
    """Return a division and all that it has followed, which addresses may still hang on."""
    lineage = {heir.pk}
    while True:
        rows = Division.objects.filter(successor__in=lineage).exclude(pk__in=lineage)
        if not (before := set(rows.values_list("pk", flat=True))):
            return lineage
        lineage |= before


def _top(division: Division) -> Division:
    while division.parent is not None:
        division = division.parent
    return division
