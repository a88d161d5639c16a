"""Who is head after whom (变更户主), and what everybody else is to the new one."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from hukou.kernel.codes import MARRIED_OF_CODE, SEX_OF_CODE, Scheme, of
from hukou.kernel.kinship import Member, relations_to
from hukou.kernel.periods import full_years
from registry.errors import (
    HeadLeavesWithoutSuccessor,
    LaterEventStands,
    NotRegisteredHere,
    RelationUnknown,
)
from registry.models import HEAD, Entry, EntryKind, Household, Particulars, Residence

from .rearranging import Rearrangement

RELATIONS: Final = of(Scheme.FAMILY_RELATION)
ADULT: Final = 18


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

    def named(self, new_head: int | None) -> int:
        """Return who was named to follow, or refuse."""
        if new_head is None:
            raise HeadLeavesWithoutSuccessor(**self._who_stays())
        return new_head

    def find_successor(self, births: Mapping[int, date]) -> int:
        """Return the one adult who stays; who follows is no question then."""
        adults = {
            row.person_id
            for row in self.staying
            if full_years(births[row.person_id], self.change.on) >= ADULT
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
        told = self._relations(new_head) | {
            person: RELATIONS.read(code, field="relation").code
            for person, code in (relations or {}).items()
        }
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

    def _relations(self, new_head: int) -> dict[int, str | None]:
        people = {row.person_id: row.relation for row in self.rows}
        on = self.change.on
        known = {
            each.person_id: each for each in Particulars.objects.on(on).filter(person__in=people)
        }
        births = Entry.objects.filter(kind=EntryKind.BIRTH, person__in=people)
        parents = {
            person: frozenset({mother, father} - {None})
            for person, mother, father in births.values_list(
                "person_id", "details__mother", "details__father"
            )
        }
        members = {
            person: Member(
                relation=relation,
                sex=SEX_OF_CODE.get(known[person].sex),
                born=known[person].birth_date,
                married=MARRIED_OF_CODE.get(known[person].marital_status),
                parents=parents.get(person, frozenset()),
            )
            for person, relation in people.items()
        }
        return relations_to(members, new_head=new_head)
