"""People leave for another register (迁往外地): the out-leg of a move whose in-leg is not ours."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from hukou.kernel.errors import InvalidInput, TryAgain
from registry.errors import NoSuchRecord, NotRegisteredHere, households_kept_whole
from registry.models import Account, Household, Person, Residence

from .days import EventDay
from .heads import Succession
from .rearranging import Rearrangement
from .recording import Pen


@transaction.atomic
@households_kept_whole()
def depart(
    people: Sequence[int],
    household: Household,
    *,
    on: date,
    by: Account | None,
    reason: str,
    moved_to: str,
    basis: Mapping[str, Any],
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
    details: Mapping[str, Any] | None = None,
    application: UUID | None = None,
) -> list[Residence]:
    """End the registration of members who move out of this register together (迁出).

    `on` is the first day they are no longer registered; `moved_to` says where they go. A head who
    leaves others behind needs `new_head`, unless one adult alone stays; the last to leave close a
    family household. `details` go into every entry, beside the key that links them.

    Raises:
        NotRegisteredHere: somebody is not a member on that day.
        HeadLeavesWithoutSuccessor, RelationUnknown, MovedTwiceInOneDay, LaterEventStands,
        HouseholdClosed, EventInFuture, EventBeforeBirth, PersonHasDied, NoSuchRecord, InvalidInput
    """
    leaving = _everybody_once(people)
    [household] = Household.objects.lock(household.pk)
    locked = Person.objects.lock(*leaving)
    if missing := leaving - {person.pk for person in locked}:
        raise NoSuchRecord(people=sorted(missing))
    rows = list(household.residences.from_day(on).select_related("household").order_by("id"))
    births = _check_day(on, household, locked, rows)
    change = Rearrangement(Pen(by=by, on=on, basis=basis, application=application))
    told = {**(details or {}), "move": uuid4().hex}
    for row in _of_members(leaving, rows, household):
        change.leave(row, reason=reason, moved_to=moved_to, details=told)
    Succession(change, household, rows).settle(
        new_head.pk if new_head else None, relations=relations, births=births
    )
    left = list(change.closing)
    change.write()
    return [row for row in left if row.person_id in leaving]


def _everybody_once(people: Sequence[int]) -> set[int]:
    leaving = set(people)
    if not leaving or len(leaving) != len(people):
        raise InvalidInput("迁出人员不能为空，也不能重复。", field="people")
    return leaving


def _check_day(
    on: date, household: Household, people: Sequence[Person], rows: Sequence[Residence]
) -> dict[int, date]:
    day = EventDay(on)
    day.is_near()
    day.is_for_the_living(people)
    day.is_in_life_of(household)
    return day.is_after_birth_of({row.person_id for row in rows} | {each.pk for each in people})


def _of_members(
    leaving: set[int], rows: Sequence[Residence], household: Household
) -> list[Residence]:
    """Return the residence of everybody who leaves, or refuse."""
    own = [row for row in rows if row.person_id in leaving]
    found = {row.person_id for row in own}
    if strangers := leaving - found:
        raise NotRegisteredHere(people=sorted(strangers), household=household.number)
    if len(own) != len(leaving):
        raise TryAgain  # somebody changes within the household on a later day
    return own
