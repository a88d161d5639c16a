"""Adoptions (收养登记): a child lives with its adopters, who are its parents from then on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from hukou.kernel.errors import InvalidInput, TryAgain
from registry.errors import NotRegisteredHere, households_kept_whole
from registry.models import Account, EntryKind, Household, Person, Residence

from .ages import refuse_impossible_parents
from .capacity import births_of
from .days import EventDay
from .details import Newborn
from .heads import Succession, read_relations
from .homes import filled_in, residence_that_ends
from .newcomers import region_of, take_in
from .rearranging import Rearrangement
from .recording import Pen

ASKED: Final = {"certificate": "请填写收养登记证的编号。"}
REASON: Final = "adoption"
OLDER: Final = 1
"""Full years between adopter and child. The age the law wants (民法典第一千零九十八条: 30) is
judged in the case, where the exceptions (第一千一百条, 第一千一百零三条) are known."""


@transaction.atomic
@households_kept_whole()
def adopt(
    child: Person | Newborn,
    household: Household,
    *,
    on: date,
    by: Account | None,
    basis: Mapping[str, Any],
    adopters: Sequence[int],
    relation: str,
    certificate: str,
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
    application: UUID | None = None,
) -> Person:
    """Register an adopted child with its adopters from this day on (收养落户).

    A registered child leaves where it was, both legs in one transaction; a foundling or another
    child without hukou gets an identity number. `adopters` are everybody who is a parent from then
    on: kinship and relations follow them (民法典第一千一百一十一条). `relation` is to the head of
    `household`, where at least one adopter is registered. A child who already lives there stays.
    `new_head` and `relations` are for the household that is left, as in `move_out`.

    Raises:
        InvalidInput: no adopter, no certificate; one error per field at fault.
        AgesImpossible: an adopter is not older than the child.
        NotRegisteredHere: no adopter is a member of the household on that day.
        PersonHasDied, EventInFuture, EventBeforeBirth, HouseholdClosed, NumbersExhausted,
        MovedTwiceInOneDay, LaterEventStands, HeadLeavesWithoutSuccessor, RelationUnknown, TryAgain
    """
    told = filled_in(ASKED, {"certificate": certificate})
    code = read_relations({0: relation})[0]
    parents = sorted(set(adopters))
    household, home = _lock(child, household, parents, on=on)
    day = EventDay(on)
    day.has_come()
    day.is_in_life_of(household)
    _refuse_impossible(child, household, parents, on=on)
    details: dict[str, Any] = {**told, "adopters": parents, "move": uuid4().hex}
    if isinstance(child, Newborn):
        child = _take_in(child, household, on=on)
        details |= {"taken_in": True, "number_given": True}
    day.is_after_birth_of([child.pk])
    change = Rearrangement(Pen(by=by, on=on, basis=basis, application=application))
    if home is not None and home.pk == household.pk:
        _stay(change, child, household, code, details)
    else:
        if home is not None:
            rows = _leave(change, child, home, details)
            Succession(change, home, rows).settle(
                new_head.pk if new_head else None, relations=relations
            )
        change.arrive(
            child.pk, household,
            relation=code, reason=REASON, kind=EntryKind.ADOPTION, details=details,
        )  # fmt: skip
    change.write()
    return child


def _lock(
    child: Person | Newborn, household: Household, adopters: Sequence[int], *, on: date
) -> tuple[Household, Household | None]:
    """Lock households, then people; return the household, and the one the child is registered in.

    Raises InvalidInput, PersonHasDied, TryAgain.
    """
    if not adopters:
        raise InvalidInput("请填写收养人。", field="adopters")
    own = [child.pk] if isinstance(child, Person) else []
    rows = Residence.objects.from_day(on).filter(person__in=own).values_list("household_id")
    left = {home for (home,) in rows}
    locked = {each.pk: each for each in Household.objects.lock(household.pk, *left)}
    EventDay(on).is_for_the_living(Person.objects.lock(*adopters, *own))
    if left != {home for (home,) in rows.all()}:
        raise TryAgain  # the child moved between the first look and the locks
    return locked[household.pk], locked[left.pop()] if left else None


def _refuse_impossible(
    child: Person | Newborn, household: Household, adopters: Sequence[int], *, on: date
) -> None:
    born = child.birth_date if isinstance(child, Newborn) else births_of([child.pk])[child.pk]
    refuse_impossible_parents(adopters, born=born, apart=OLDER)
    if not household.residences.on(on).filter(person__in=adopters).exists():
        raise NotRegisteredHere(people=list(adopters), household=household.number)


def _take_in(child: Newborn, household: Household, *, on: date) -> Person:
    """Put a child without hukou on file, with a number."""
    return take_in(
        {
            "name": child.name,
            "sex": child.sex,
            "birth_date": child.birth_date,
            "ethnicity": child.ethnicity,
            "birthplace": child.birthplace,
            "native_place": child.native_place,
        },
        region=region_of(household, on=on),
    )


def _leave(
    change: Rearrangement, child: Person, home: Household, details: Mapping[str, Any]
) -> list[Residence]:
    """Note the out-leg; return who lives there, the child among them."""
    rows = list(home.residences.from_day(change.on).select_related("household").order_by("id"))
    row = residence_that_ends(child, rows, on=change.on)
    change.leave(row, reason=REASON, kind=EntryKind.ADOPTION, details=details)
    return rows


def _stay(
    change: Rearrangement,
    child: Person,
    household: Household,
    relation: str,
    details: Mapping[str, Any],
) -> None:
    """Note the adoption of a child who lives there already, and what it is to the head now."""
    change.pen.note(
        EntryKind.ADOPTION,
        office_id=household.office_id,
        person_id=child.pk,
        household_id=household.pk,
        reason=REASON,
        details={**details, "stays": True},
    )
    rows = household.residences.from_day(change.on).filter(person=child)
    for row in rows.select_related("household"):
        change.retell(row, relation)
