"""A whole family moves at once (举家迁移): both legs in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from hukou.kernel.errors import InvalidInput, TryAgain
from registry.errors import AlreadyInHousehold, NoSuchRecord, households_kept_whole
from registry.models import (
    Account,
    Household,
    HouseholdAddress,
    HouseholdKind,
    Person,
    Residence,
)

from .days import EventDay
from .details import Mover
from .heads import RELATIONS, Succession
from .rearranging import Rearrangement
from .recording import Pen


@transaction.atomic
@households_kept_whole()
def move_family(
    movers: Sequence[Mover],
    household: Household,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    application: UUID | None = None,
    new_heads: Mapping[int, int] | None = None,
    relations: Mapping[int, str] | None = None,
    details: Mapping[str, Any] | None = None,
) -> list[Residence]:
    """Move people into a household, out of wherever each is registered, on one day.

    The out-legs close if and only if the in-legs open, in other offices' parts too; somebody
    with no registration yet only moves in. Where a head leaves others behind, `new_heads`
    names who follows, by household; else the only adult who stays does, and the entry says so.
    `relations` gives, by person left behind, what does not follow. An emptied family household
    is closed. `details` go into the entries of both legs.

    Raises:
        HeadLeavesWithoutSuccessor, RelationUnknown, AlreadyInHousehold, MovedTwiceInOneDay,
        LaterEventStands, HouseholdHasHead, HouseholdWithoutHead, HouseholdClosed, EventInFuture,
        EventBeforeBirth, PersonHasDied, TryAgain
    """
    change = Rearrangement(Pen(by=by, on=on, basis=basis, application=application))
    move = _FamilyMove(change, movers)
    move.lock(household)
    move.check_day()
    arrivals = move.move(details or {})
    move.settle_left_households(new_heads or {}, relations)
    change.write()
    return arrivals


class _FamilyMove:
    def __init__(self, change: Rearrangement, movers: Sequence[Mover]) -> None:
        self.change, self.on = change, change.on
        self.movers = {mover.person_id: mover for mover in movers}
        if not movers or len(self.movers) != len(movers):
            raise InvalidInput("迁移人员不能为空，也不能重复。", field="movers")

    def lock(self, destination: Household) -> None:
        """Lock households by id, then people by id, and read what is true under the locks."""
        left = set(self._residences().values_list("household_id", flat=True))
        households = {each.pk: each for each in Household.objects.lock(destination.pk, *left)}
        people = Person.objects.lock(*self.movers)
        EventDay(self.on).is_for_the_living(people)
        if missing := self.movers.keys() - {person.pk for person in people}:
            raise NoSuchRecord(people=sorted(missing))
        self.destination = households.pop(destination.pk)
        self.left = households
        affected = Residence.objects.from_day(self.on).filter(household__in=left)
        self.rows = list(affected.select_related("household").order_by("id"))
        moving = set(self._residences().values_list("pk", flat=True))
        if not moving <= {row.pk for row in self.rows}:
            raise TryAgain  # somebody moved between the first look and the locks

    def check_day(self) -> None:
        day = EventDay(self.on)
        day.is_near()
        day.is_in_life_of(self.destination)
        stayers = {row.person_id for row in self.rows}
        self.births = day.is_after_birth_of({*self.movers, *stayers})

    def move(self, told: Mapping[str, Any]) -> list[Residence]:
        """Note both legs of every member, linked by one key."""
        details = {**told, "move": uuid4().hex}
        addresses = self._addresses()
        there = addresses.get(self.destination.pk, "")
        came_from: dict[int, str] = {}
        for row in self.rows:
            if mover := self.movers.get(row.person_id):
                if row.household_id == self.destination.pk:
                    raise AlreadyInHousehold(person=row.person_id)
                came_from[row.person_id] = addresses.get(row.household_id, "")
                self.change.leave(row, reason=mover.reason, moved_to=there, details=details)
        return [
            self.change.arrive(
                mover.person_id,
                self.destination,
                relation=RELATIONS.read(mover.relation, field="relation").code,
                reason=mover.reason,
                arrived_from=mover.arrived_from or came_from.get(mover.person_id, ""),
                details=details,
            )
            for mover in self.movers.values()
        ]

    def settle_left_households(
        self, new_heads: Mapping[int, int], relations: Mapping[int, str] | None
    ) -> None:
        """See that who is left behind has a head, and close what is empty."""
        for household in self.left.values():
            rows = [row for row in self.rows if row.household_id == household.pk]
            succession = Succession(self.change, household, rows)
            if not succession.staying and household.kind == HouseholdKind.FAMILY:
                self.change.empty(household)
            elif succession.is_due:
                named = new_heads.get(household.pk)
                follows = named or succession.find_successor(self.births)
                mine = {row.person_id for row in rows}
                told = {who: code for who, code in (relations or {}).items() if who in mine}
                succession.to(follows, relations=told, found_by_rule=named is None)

    def _residences(self) -> QuerySet[Residence]:
        return Residence.objects.from_day(self.on).filter(person__in=self.movers)

    def _addresses(self) -> dict[int, str]:
        ids = [self.destination.pk, *self.left]
        rows = HouseholdAddress.objects.on(self.on).filter(household__in=ids)
        return dict(rows.values_list("household_id", "address__full_text"))
