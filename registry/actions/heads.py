"""Who is head after whom (变更户主), and what everybody else is to the new one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from hukou.kernel.ages import FULL_AGE
from hukou.kernel.codes import Scheme, of
from hukou.kernel.periods import full_years
from registry.errors import (
    HeadLeavesWithoutSuccessor,
    LaterEventStands,
    NotRegisteredHere,
    RelationUnknown,
)
from registry.models import HEAD, EntryKind, Household, HouseholdKind, Residence

from .kin import Kin
from .rearranging import Rearrangement

RELATIONS: Final = of(Scheme.FAMILY_RELATION)


class Succession:
    """The change of head of one household on one day.

    `rows` are the residences of the household from that day on, those that end on it included:
    relations are told anew by way of the old head, who may be leaving.
    """

    def __init__(
        self, change: Rearrangement, household: Household, rows: Sequence[Residence]
    ) -> None:
        self.change, self.household, self.rows = change, household, rows
        self.staying = [row for row in rows if row not in change.closing]
        self.head = next((row for row in rows if row.relation == HEAD), None)

    @property
    def is_due(self) -> bool:
        """Whether the head leaves and others stay."""
        return bool(self.staying) and self.head is not None and self.head not in self.staying

    def settle(
        self,
        new_head: int | None,
        *,
        relations: Mapping[int, str] | None = None,
        births: Mapping[int, date] | None = None,
    ) -> None:
        """See that those who stay have a head; close a family household nobody stays in.

        Where nobody is named, `births` of the members let the only adult who stays follow.

        Raises:
            HeadLeavesWithoutSuccessor: nobody is named, and nobody follows by rule.
            RelationUnknown, NotRegisteredHere, LaterEventStands
        """
        if not self.staying and self.household.kind == HouseholdKind.FAMILY:
            self.change.empty(self.household)
        elif self.is_due:
            follows = new_head or self.find_successor(births)
            self.to(follows, relations=relations, found_by_rule=new_head is None)

    def find_successor(self, births: Mapping[int, date] | None) -> int:
        """Return the one adult who stays; who follows is no question then."""
        adults = {
            row.person_id
            for row in self.staying
            if births and full_years(births[row.person_id], self.change.on) >= FULL_AGE
        }
        if len(adults) != 1:
            raise HeadLeavesWithoutSuccessor(**self._who_stays())
        return adults.pop()

    def to(
        self,
        new_head: int,
        *,
        relations: Mapping[int, str] | None = None,
        found_by_rule: bool = False,
    ) -> None:
        """Make a member the head and tell every relation anew.

        Raises:
            NotRegisteredHere: the person named is not a member that stays.
            RelationUnknown: a relation neither follows nor is given; `people` names them.
            LaterEventStands: the head already changes on a later day.
        """
        self._refuse_unless_possible(new_head)
        kin = Kin(self.rows, on=self.change.on)
        told = kin.within(self.household.pk, head=new_head) | read_relations(relations or {})
        told[new_head] = HEAD
        staying = {row.person_id for row in self.staying}
        if unknown := sorted(person for person in staying if told[person] is None):
            raise RelationUnknown(household=self.household.number, people=unknown)
        self.change.pen.note(
            EntryKind.HEAD_CHANGED,
            office_id=self.household.office_id,
            person_id=new_head,
            household_id=self.household.pk,
            details={
                "from": self.head.person_id if self.head else None,
                "to": new_head,
                "rule": "only adult who stays" if found_by_rule else "",
            },
        )
        for row in self.staying:
            self.change.retell(row, told[row.person_id] or row.relation)

    def _refuse_unless_possible(self, new_head: int) -> None:
        on = self.change.on
        named = [row for row in self.staying if row.person_id == new_head and on in row.period]
        if not named:
            raise NotRegisteredHere(person=new_head, household=self.household.number)
        if any(row.relation == HEAD and on < row.period.lower for row in self.rows):
            raise LaterEventStands(household=self.household.number, on=on.isoformat())

    def _who_stays(self) -> dict[str, Any]:
        staying = sorted({row.person_id for row in self.staying})
        return {"household": self.household.number, "staying": staying}


def read_relations(relations: Mapping[int, str]) -> dict[int, str]:
    """Return codes of GB/T 4761 by person. Raises UnknownCode: naming the person's field."""
    return {
        person: RELATIONS.read(code, field="relation").code for person, code in relations.items()
    }
