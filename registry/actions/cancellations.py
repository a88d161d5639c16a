"""Registrations that end without a death, and begin again (注销户口、恢复户口)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from hukou.kernel.codes import Scheme, of
from registry.errors import NeverRegistered, NotRegistered, households_kept_whole
from registry.models import Account, EntryKind, Household, Person, Residence

from .days import EventDay
from .heads import RELATIONS, Succession
from .homes import filled_in, lock_home, refuse_registered, residence_that_ends
from .rearranging import Rearrangement
from .recording import Pen

CANCELLATIONS: Final = of(Scheme.CANCELLATION_REASON)
RESTORATIONS: Final = of(Scheme.RESTORATION_REASON)
ASKED: Final = {"declarant": "请填写申报人。", "proof": "请填写证明材料的编号或名称。"}


@transaction.atomic
@households_kept_whole()
def cancel_registration(
    person: Person,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    reason: str,
    declarant: str,
    proof: str,
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Residence:
    """End a registration though the person has not died (注销户口); return it as it ended.

    `on` is the first day the person is no longer registered. `reason` is a code of
    Scheme.CANCELLATION_REASON: service, abroad, missing (by a court), duplicate, false (户口登记
    条例第十条、第十二条、第十九条、第二十条). A head who leaves others behind needs `new_head`,
    as in `register_death`. What was recorded wrongly from the outset is reversed instead.

    Raises:
        UnknownCode: no such reason.
        InvalidInput: no declarant, or no proof.
        NotRegistered: the person is registered nowhere.
        PersonHasDied, LaterEventStands, MovedTwiceInOneDay, EventInFuture, EventBeforeBirth,
        HeadLeavesWithoutSuccessor, RelationUnknown, HeadIsMinor, TryAgain, NoSuchRecord
    """
    why = CANCELLATIONS.read(reason, field="reason").code
    told = filled_in(ASKED, {"declarant": declarant, "proof": proof})
    household = lock_home(person)
    day = _checked_day(person, on)
    if household is None:
        raise NotRegistered(person=person.pk)
    day.is_after_birth_of([person.pk])
    rows = list(household.residences.from_day(on).select_related("household").order_by("id"))
    pen = Pen(by=by, on=on, basis=basis, application=application)
    change = Rearrangement(pen, own_income=own_income)
    ending = residence_that_ends(person, rows, on=on)
    change.leave(ending, reason=f"cancelled.{why}", kind=EntryKind.CANCELLED, details=told)
    Succession(change, household, rows).settle(
        new_head.pk if new_head else None, relations=relations
    )
    change.write()
    return ending


@transaction.atomic
@households_kept_whole()
def restore_registration(
    person: Person,
    household: Household,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    relation: str,
    reason: str,
    proof: str,
    application: UUID | None = None,
) -> Residence:
    """Register somebody again who was registered before (恢复户口); the number stays theirs.

    `reason` is a code of Scheme.RESTORATION_REASON: service, abroad, released, found (a court
    revoked its declaration), mistake. Whoever is recorded as dead in error is alive again by
    `reverse_entry`, not by this.

    Raises:
        UnknownCode, InvalidInput: no such reason or relation; no proof.
        NeverRegistered: `register_late` is for those.
        AlreadyRegisteredElsewhere: naming the household.
        PersonHasDied, HouseholdHasHead, HouseholdWithoutHead, HouseholdClosed, EventInFuture,
        EventBeforeBirth, LaterEventStands
    """
    why = RESTORATIONS.read(reason, field="reason").code
    told = filled_in(ASKED, {"proof": proof})
    [household] = Household.objects.lock(household.pk)
    day = _checked_day(person, on)
    day.is_in_life_of(household)
    day.is_after_birth_of([person.pk])
    refuse_registered(person, on=on)
    if not person.residences.exists():
        raise NeverRegistered(person=person.pk)
    change = Rearrangement(Pen(by=by, on=on, basis=basis, application=application))
    residence = change.arrive(
        person.pk,
        household,
        relation=RELATIONS.read(relation, field="relation").code,
        reason=f"restored.{why}",
        kind=EntryKind.RESTORED,
        details=told,
    )
    change.write()
    return residence


def _checked_day(person: Person, on: date) -> EventDay:
    """Lock a living person, and return the day of what happens to them, which has come."""
    day = EventDay(on)
    day.is_for_the_living(Person.objects.lock(person.pk))
    day.has_come()
    return day
