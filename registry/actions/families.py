"""A whole family moves at once (举家迁移): both legs in one transaction."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from hukou.kernel.errors import InvalidInput, TryAgain
from registry.errors import (
    AlreadyInHousehold,
    NoSuchRecord,
    RelationUnknown,
    households_kept_whole,
)
from registry.models import (
    HEAD,
    Account,
    Household,
    HouseholdAddress,
    Person,
    Residence,
)

from .days import EventDay
from .details import Mover
from .heads import Succession, read_relations
from .impartial import refuse_own_case
from .kin import Kin
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
    own_income: Mapping[int, str] | None = None,
    details: Mapping[str, Any] | None = None,
) -> list[Residence]:
    """Move people into a household, out of wherever each is registered, on one day.

    The out-legs close if and only if the in-legs open, in other offices' parts too; somebody
    with no registration yet only moves in. Where a head leaves others behind, `new_heads`
    names who follows, by household; else the only adult who stays does, and the entry says so.
    `relations` gives, by person, what does not follow: of those left behind to their new head,
    and of movers whose own relation is left empty. `own_income` says on what ground a new head
    of 16 or 17 counts as of age. An emptied family household is closed. `details` go into the
    entries of both legs; a `move` among them is the key of a larger event, else they get one.

    Raises:
        RelationUnknown: of everybody, on both sides, whose relation must be said.
        HeadLeavesWithoutSuccessor, HeadIsMinor, AlreadyInHousehold, MovedTwiceInOneDay,
        LaterEventStands, HouseholdHasHead, HouseholdWithoutHead, HouseholdClosed, EventInFuture,
        EventBeforeBirth, PersonHasDied, TryAgain
        OwnCase: without a case, by one of them or their kin.
    """
    pen = Pen(by=by, on=on, basis=basis, application=application)
    move = _FamilyMove(Rearrangement(pen, own_income=own_income), movers, relations or {})
    move.lock(household)
    if application is None:
        homes = [household.pk, *move.left]
        refuse_own_case(by, people=move.movers, households=homes, on=on)
    move.check_day()
    arrivals = move.move({"move": uuid4().hex, **(details or {})})
    move.settle_left_households(new_heads or {})
    move.refuse_unknown_relations()
    move.change.write()
    return arrivals


class _FamilyMove:
    def __init__(
        self, change: Rearrangement, movers: Sequence[Mover], relations: Mapping[int, str]
    ) -> None:
        self.change, self.on = change, change.on
        self.relations = read_relations(relations)
        self.movers = {mover.person_id: mover for mover in movers}
        self.unknown: set[int] = set()
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

    def move(self, details: Mapping[str, Any]) -> list[Residence]:
        """Note both legs of every member, linked by one key."""
        addresses = self._addresses()
        there = addresses.get(self.destination.pk, "")
        came_from: dict[int, str] = {}
        for row in self.rows:
            if mover := self.movers.get(row.person_id):
                if row.household_id == self.destination.pk:
                    raise AlreadyInHousehold(person=row.person_id)
                came_from[row.person_id] = addresses.get(row.household_id, "")
                self.change.leave(row, reason=mover.reason, moved_to=there, details=details)
        told = self._relations_to_new_head()
        return [
            self.change.arrive(
                mover.person_id,
                self.destination,
                relation=told[mover.person_id],
                reason=mover.reason,
                arrived_from=mover.arrived_from or came_from.get(mover.person_id, ""),
                details=details,
            )
            for mover in self.movers.values()
        ]

    def settle_left_households(self, new_heads: Mapping[int, int]) -> None:
        """See that who is left behind has a head, and close what is empty."""
        for household in self.left.values():
            rows = [row for row in self.rows if row.household_id == household.pk]
            mine = {row.person_id for row in rows}
            told = {who: code for who, code in self.relations.items() if who in mine}
            try:
                Succession(self.change, household, rows).settle(
                    new_heads.get(household.pk), relations=told, births=self.births
                )
            except RelationUnknown as unknown:
                self.unknown.update(unknown.people)

    def refuse_unknown_relations(self) -> None:
        """Ask for everything that must be said at once, of both sides."""
        if self.unknown:
            raise RelationUnknown(household=self.destination.number, people=sorted(self.unknown))

    def _relations_to_new_head(self) -> dict[int, str]:
        """Return what each mover is to the head of the destination: said, else derived."""
        given = {who: mover.relation for who, mover in self.movers.items() if mover.relation}
        said = {who: code for who, code in self.relations.items() if who in self.movers}
        said |= read_relations(given)
        head = None if self.movers.keys() <= said.keys() else self._head_there(said)
        if head is not None:
            kin = Kin(self.rows, on=self.on, others=[head])
            for household in self.left:
                joining = kin.joining(household, head=head, said=said)
                said |= {who: code for who, code in joining.items() if code is not None}
        self.unknown.update(self.movers.keys() - said.keys())
        return {who: said.get(who, "") for who in self.movers}

    def _head_there(self, said: Mapping[int, str]) -> int | None:
        """Return the head of the destination: one who comes, or one who is there."""
        coming = [who for who, code in said.items() if code == HEAD]
        if coming:
            return coming[0]
        there = Residence.objects.on(self.on).filter(household=self.destination, relation=HEAD)
        return there.values_list("person_id", flat=True).first()

    def _residences(self) -> QuerySet[Residence]:
        return Residence.objects.from_day(self.on).filter(person__in=self.movers)

    def _addresses(self) -> dict[int, str]:
        ids = [self.destination.pk, *self.left]
        rows = HouseholdAddress.objects.on(self.on).filter(household__in=ids)
        return dict(rows.values_list("household_id", "address__full_text"))
