"""Members of households of one office live together otherwise (立户、分户、并户、成员转户)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from hukou.kernel.errors import InvalidInput, TryAgain
from registry.errors import (
    AlreadyInHousehold,
    EverybodyLeaves,
    HouseholdIsEmpty,
    MergedIntoItself,
    NobodyLeaves,
    NoSuchRecord,
    NotRegisteredHere,
    households_kept_whole,
)
from registry.models import (
    HEAD,
    Account,
    Address,
    EntryKind,
    Household,
    HouseholdKind,
    Office,
    Person,
    Residence,
)

from .bounds import (
    address_meant,
    address_of,
    members_of,
    refuse_before_later_events,
    refuse_collective,
    refuse_other_address,
    refuse_other_office,
    refuse_outsiders,
)
from .days import EventDay
from .details import Mover, NewAddress
from .families import move_family
from .holding import hold_homes
from .households import open_household
from .recording import Pen

SPLIT: Final = "household_split"
MERGED: Final = "households_merged"
TRANSFERRED: Final = "transferred"


@transaction.atomic
@households_kept_whole()
def found_household(
    members: Sequence[Mover],
    *,
    address: Address | NewAddress | None,
    office: Office,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    new_heads: Mapping[int, int] | None = None,
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Household:
    """Open a family household for people of this office's part, one of them its head (立户).

    They may come out of several households, or be registered nowhere yet. An empty relation is
    derived. Households they leave get new heads as in `move_family`, or close. Without an
    address they live where their head is registered.

    Raises:
        InvalidInput: nobody, or not exactly one head, among the members.
        OfficesDiffer: a member or the address lies with another office: that is a move.
        RelationUnknown, HeadLeavesWithoutSuccessor, HeadIsMinor, MovedTwiceInOneDay,
        LaterEventStands, PersonHasDied, EventInFuture, EventBeforeBirth, TryAgain
    """
    if [mover.relation for mover in members].count(HEAD) != 1:
        raise InvalidInput("请选择成员，并指定其中一人为户主。", field="head")
    people = [mover.person_id for mover in members]
    left = hold_homes(people, household=None, on=on).values()
    EventDay(on).has_come()
    for home in left:
        refuse_other_office(home, office.pk)
    refuse_before_later_events(*left, on=on)
    there = address_meant(address, on=on) if address else _address_of_head(members, on=on)
    refuse_other_address(there, office, on=on, homes=left)
    told: dict[str, Any] = {"by": by, "on": on, "basis": basis, "application": application}
    key = uuid4().hex
    household = open_household(
        there, kind=HouseholdKind.FAMILY, office=office, link={"move": key}, **told
    )
    move_family(
        members, household, details={"move": key},
        new_heads=new_heads, relations=relations, own_income=own_income, **told,
    )  # fmt: skip
    for home in left:
        _link(EntryKind.HOUSEHOLD_CHANGED, home, household, key=key, people=people, **told)
    return household


@transaction.atomic
@households_kept_whole()
def split_household(
    household: Household,
    *,
    leaving: Collection[int],
    head: Person,
    address: Address | NewAddress | None,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Household:
    """Let some members open a household of their own under `head`, and return it (分户).

    Without an address they stay where they live. Where the old head is among those who leave,
    `new_head` follows; else the only adult who stays does. Relations on both sides are told
    anew; `relations` gives, by person, what does not follow from the register.

    Raises:
        NobodyLeaves, EverybodyLeaves, NotRegisteredHere, NotAFamilyHousehold
        OfficesDiffer: another office keeps the address: that is a move.
        RelationUnknown: of everybody, on both sides, whose relation must be said.
        HeadLeavesWithoutSuccessor, HeadIsMinor, MovedTwiceInOneDay, LaterEventStands,
        HouseholdClosed, PersonHasDied, EventInFuture, TryAgain
    """
    household = _held(hold_homes(leaving, household=household, on=on), household)
    EventDay(on).has_come()
    refuse_collective(household)
    refuse_before_later_events(household, on=on)
    members = members_of(household, on=on)
    refuse_outsiders(leaving, household, members)
    if not leaving:
        raise NobodyLeaves(household=household.number)
    if set(leaving) == members:
        raise EverybodyLeaves(household=household.number)
    if head.pk not in leaving:
        raise InvalidInput("新户户主须是分出的成员。", field="head")
    there = address_meant(address, on=on) if address else address_of(household, on=on)
    refuse_other_address(there, household.office, on=on, homes=[household])
    told: dict[str, Any] = {"by": by, "on": on, "basis": basis, "application": application}
    key = uuid4().hex
    opened = open_household(
        there, kind=HouseholdKind.FAMILY, office=household.office, link={"move": key}, **told
    )
    movers = [Mover(who, HEAD if who == head.pk else "", SPLIT) for who in sorted(leaving)]
    move_family(
        movers, opened, details={"move": key},
        new_heads={household.pk: new_head.pk} if new_head else None,
        relations=relations, own_income=own_income, **told,
    )  # fmt: skip
    _link(EntryKind.HOUSEHOLD_SPLIT, household, opened, key=key, people=leaving, **told)
    return opened


@transaction.atomic
@households_kept_whole()
def merge_households(
    household: Household,
    into: Household,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Household:
    """Let all members of a household join another, and close it; return the other (并户).

    `into` keeps its head. `relations` gives what members are to that head, by person; whatever
    follows from one of them need not be said of the others.

    Raises:
        MergedIntoItself, HouseholdIsEmpty, NotAFamilyHousehold, OfficesDiffer
        RelationUnknown: of everybody whose relation must be said.
        HeadIsMinor: somebody of age joins a household whose head is under age.
        MovedTwiceInOneDay, LaterEventStands, HouseholdClosed, EventInFuture, TryAgain
    """
    if household.pk == into.pk:
        raise MergedIntoItself(household=household.number)
    members = members_of(household, on=on)
    if not members:
        raise HouseholdIsEmpty(household=household.pk)
    held = hold_homes(members, household=into, on=on)
    household, into = _held(held, household), _held(held, into)
    if members != members_of(household, on=on):
        raise TryAgain  # somebody came or left between the first look and the locks
    EventDay(on).has_come()
    refuse_collective(household, into)
    refuse_before_later_events(household, into, on=on)
    refuse_other_office(into, household.office_id)
    told: dict[str, Any] = {"by": by, "on": on, "basis": basis, "application": application}
    key = uuid4().hex
    movers = [Mover(who, "", MERGED) for who in sorted(members)]
    move_family(
        movers, into, details={"move": key}, relations=relations, own_income=own_income, **told
    )
    _link(EntryKind.HOUSEHOLDS_MERGED, household, into, key=key, people=members, **told)
    return into


@transaction.atomic
@households_kept_whole()
def transfer_member(
    person: Person,
    household: Household,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
    own_income: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Residence:
    """Let a member move to another household of the same office's part (成员转户).

    `relations` gives what does not follow: of the person to the head there, and of those left
    behind to `new_head`, where the head leaves. A household left empty closes.

    Raises:
        NotRegisteredHere: the person is registered nowhere: that is a move in.
        AlreadyInHousehold, NotAFamilyHousehold, OfficesDiffer, RelationUnknown,
        HeadLeavesWithoutSuccessor, HeadIsMinor, MovedTwiceInOneDay, LaterEventStands,
        HouseholdClosed, PersonHasDied, EventInFuture, TryAgain
    """
    held = hold_homes([person.pk], household=household, on=on)
    household = _held(held, household)
    EventDay(on).has_come()
    refuse_collective(household)
    home = next((each for each in held.values() if each.pk != household.pk), None)
    if home is None:
        _refuse_already_there(person, household, on=on)
        raise NotRegisteredHere(household=household.number, people=[person.pk])
    refuse_other_office(home, household.office_id)
    refuse_before_later_events(home, household, on=on)
    told: dict[str, Any] = {"by": by, "on": on, "basis": basis, "application": application}
    key = uuid4().hex
    [arrived] = move_family(
        [Mover(person.pk, "", TRANSFERRED)], household, details={"move": key},
        new_heads={home.pk: new_head.pk} if new_head else None,
        relations=relations, own_income=own_income, **told,
    )  # fmt: skip
    _link(EntryKind.HOUSEHOLD_CHANGED, home, household, key=key, people=[person.pk], **told)
    return arrived


def _address_of_head(members: Sequence[Mover], *, on: date) -> Address:
    head = next(mover.person_id for mover in members if mover.relation == HEAD)
    home = Household.objects.filter(residences__in=Residence.objects.on(on).filter(person=head))
    found = home.first()
    if found is None:
        raise InvalidInput("请填写新户住址。", field="address.division")
    return address_of(found, on=on)


def _held(held: Mapping[int, Household], household: Household) -> Household:
    """Return a household as it is under its lock."""
    if household.pk not in held:
        raise NoSuchRecord
    return held[household.pk]


def _refuse_already_there(person: Person, household: Household, *, on: date) -> None:
    if person.pk in members_of(household, on=on):
        raise AlreadyInHousehold(person=person.pk)


def _link(
    kind: EntryKind,
    source: Household,
    target: Household,
    *,
    key: str,
    people: Collection[int],
    **told: Any,
) -> None:
    """Note with both households what became of them, beside the moves, under their key."""
    pen = Pen(**told)
    ends = ((source, {"into": target.pk}), (target, {"from": source.pk}))
    for household, other in ends:
        pen.note(
            kind,
            office_id=household.office_id,
            household_id=household.pk,
            details={"move": key, **other, "people": sorted(people)},
        )
    pen.write()
