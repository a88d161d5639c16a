"""How residences change by one event (变动): rows closed, split and opened, written together."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Func, Value
from django.db.models.functions import Lower
from psycopg.types.range import Range

from hukou.kernel.kinship import STRANGER
from registry.errors import CollectiveHasNoHead, LaterEventStands, MovedTwiceInOneDay
from registry.models import (
    HEAD,
    Entry,
    EntryKind,
    Household,
    HouseholdAddress,
    HouseholdKind,
    Residence,
)

from .capacity import refuse_minor_heads
from .recording import Pen

NO_HEAD: Final = {
    "document": "公安部公通字〔1995〕91号",
    "clause": "填写说明四（户别、与户主关系）",
}
"""Who lives in quarters without family relations is a collective household (GB/T 4761: 99)."""
CLOSING = ("period", "closed_by", "reason_out", "moved_to")


class Rearrangement:
    """Everything one event does to residences; nothing is stored before `write`."""

    def __init__(
        self,
        pen: Pen,
        *,
        on: date | None = None,
        own_income: Mapping[int, str] | None = None,
    ) -> None:
        """`on` is the day residences begin and end, where it is not that of the event.

        `own_income` gives, by person of 16 or 17 who becomes head, how it is known that they
        live on the income of their own labour; it goes into the entry.
        """
        self.pen, self.on, self.own_income = pen, on or pen.on, own_income or {}
        self.headed: set[int] = set()
        self.joined: dict[int, set[int]] = {}
        self.closing: list[Residence] = []
        self.retold: list[Residence] = []
        self.opening: list[tuple[Residence, Entry]] = []
        self.emptied: list[Household] = []

    def leave(
        self,
        residence: Residence,
        *,
        reason: str,
        moved_to: str = "",
        kind: EntryKind = EntryKind.MOVE_OUT,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        """End a residence: `on` is the first day it no longer runs."""
        self._refuse_unless_running(residence)
        residence.closed_by = self.pen.note(
            kind,
            office_id=residence.household.office_id,
            person_id=residence.person_id,
            household_id=residence.household_id,
            reason=reason,
            details={**self._dated(), **(details or {})},
        )
        residence.period = Range(residence.period.lower, self.on)
        residence.reason_out, residence.moved_to = reason, moved_to
        self.closing.append(residence)

    def arrive(
        self,
        person_id: int,
        household: Household,
        *,
        relation: str,
        reason: str,
        arrived_from: str = "",
        kind: EntryKind = EntryKind.MOVE_IN,
        details: Mapping[str, Any] | None = None,
    ) -> Residence:
        """Begin a residence on this day; members of a collective household are no kin (99)."""
        if household.kind == HouseholdKind.COLLECTIVE and relation != STRANGER:
            raise CollectiveHasNoHead(household=household.number, field="relation", cite=NO_HEAD)
        if relation != STRANGER:  # a lodger heads nobody's family
            self.joined.setdefault(household.pk, set()).add(person_id)
        entry = self.pen.note(
            kind,
            office_id=household.office_id,
            person_id=person_id,
            household_id=household.pk,
            reason=reason,
            details={
                "relation": relation,
                **(details or {}),
                **self._as_head(person_id, household.pk, relation),
            },
        )
        residence = Residence(
            person_id=person_id,
            household=household,
            relation=relation,
            period=Range(self.on, None),
            arrived_on=self.on,
            arrived_from=arrived_from,
            reason_in=reason,
            prefecture=household.prefecture,
        )
        self.opening.append((residence, entry))
        return residence

    def retell(self, residence: Residence, relation: str) -> None:
        """Give a member another relation to the head from this day on."""
        if residence.relation == relation:
            return
        entry = self.pen.note(
            EntryKind.RELATION_CHANGED,
            office_id=residence.household.office_id,
            person_id=residence.person_id,
            household_id=residence.household_id,
            details={
                "from": residence.relation,
                "to": relation,
                **self._dated(),
                **self._as_head(residence.person_id, residence.household_id, relation),
            },
        )
        if residence.period.lower >= self.on:  # nothing before this day to keep
            residence.relation = relation
            self.retold.append(residence)
            return
        after = Residence(
            person_id=residence.person_id,
            household=residence.household,
            relation=relation,
            period=Range(self.on, residence.period.upper),
            arrived_on=residence.arrived_on,
            arrived_from=residence.arrived_from,
            reason_in=residence.reason_in,
            reason_out=residence.reason_out,
            moved_to=residence.moved_to,
            closed_by=residence.closed_by,
            prefecture=residence.prefecture,
        )
        self.opening.append((after, entry))
        residence.period = Range(residence.period.lower, self.on)
        residence.closed_by, residence.reason_out, residence.moved_to = entry, "", ""
        self.closing.append(residence)

    def empty(self, household: Household) -> None:
        """Close a household whose last member leaves on this day (销户)."""
        self.pen.note(
            EntryKind.HOUSEHOLD_CLOSED,
            office_id=household.office_id,
            household_id=household.pk,
            details=self._dated(),
        )
        self.emptied.append(household)

    def write(self) -> None:
        """Store entries, then what they changed; heads give way before others take their place.

        Raises:
            HeadIsMinor: a household got a head under age, while a member of age could be head;
                or somebody of age joined one whose head is under age.
        """
        self.pen.write()
        Residence.objects.bulk_update(self.closing, CLOSING)
        for heads in (False, True):
            rows = [row for row in self.retold if (row.relation == HEAD) is heads]
            Residence.objects.bulk_update(rows, ["relation"])
        for residence, entry in self.opening:
            residence.opened_by = entry
        Residence.objects.bulk_create([residence for residence, _ in self.opening])
        self._close_emptied()
        if self.headed or self.joined:
            refuse_minor_heads(
                self.headed, on=self.on, own_income=self.own_income, joined=self.joined
            )

    def _dated(self) -> dict[str, str]:
        """Return the day residences end, where it is not that of the event: for the entry."""
        return {} if self.on == self.pen.on else {"effective_on": self.on.isoformat()}

    def _as_head(self, person_id: int, household_id: int, relation: str) -> dict[str, str]:
        """Remember that a household gets a head, and return on what ground one under age is."""
        if relation != HEAD:
            return {}
        self.headed.add(household_id)
        ground = self.own_income.get(person_id, "").strip()
        return {"own_income": ground} if ground else {}

    def _close_emptied(self) -> None:
        if not self.emptied:
            return
        ended = Func(Lower("period"), Value(self.on), function="daterange")
        Household.objects.filter(pk__in=[each.pk for each in self.emptied]).update(period=ended)
        addresses = HouseholdAddress.objects.filter(household__in=self.emptied)
        addresses.filter(period__contains=self.on).update(period=ended)

    def _refuse_unless_running(self, residence: Residence) -> None:
        if residence.period.lower == self.on:
            raise MovedTwiceInOneDay(person=residence.person_id, on=self.on.isoformat())
        if self.on < residence.period.lower:
            raise LaterEventStands(person=residence.person_id, on=self.on.isoformat())
        if residence.period.upper is not None:  # leaving on a later day is already recorded
            raise LaterEventStands(person=residence.person_id, on=self.on.isoformat())
