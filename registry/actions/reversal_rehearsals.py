"""Trying a reversal without making it (冲销预演), and making exactly the one that was read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from registry.errors import RehearsalOutdated, constraints_explained
from registry.models import Account, Entry, Particulars, Person, Residence
from registry.queries import entries_of_event

from .reversals import reverse_entry


@dataclass(frozen=True, slots=True)
class Standing:
    """One stretch of a registration, as a page lists it; `relation` by GB/T 4761."""

    household: str
    relation: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Undone:
    """What a reversal does to one person: registrations and death before and after."""

    person_id: int
    name: str = field(repr=False)
    before: tuple[Standing, ...]
    after: tuple[Standing, ...]
    died_on: date | None
    lives_again: bool

    @property
    def moves(self) -> bool:
        """Whether registrations change."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ReversalRehearsal:
    """The entries that fall together, and what becomes of everybody they are about.

    `seal` is the same as long as the same reversal would do the same.
    """

    entries: tuple[Entry, ...]
    people: tuple[Undone, ...]

    @property
    def seal(self) -> str:
        told = repr(([each.pk for each in self.entries], self.people))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


@transaction.atomic
@constraints_explained()
def rehearse_reversal(entry: Entry, *, by: Account | None) -> ReversalRehearsal:
    """Reverse an entry, look at what came of it, and take it back. Raises as `reverse_entry`."""
    entries = entries_of_event(entry)
    people = sorted({each.person_id for each in entries if each.person_id})
    before, died = _standing(people), _deaths(people)
    basis = {"document": "", "clause": ""}
    reverse_entry(entry, by=by, basis=basis, reason="预演")
    after, living = _standing(people), _deaths(people)
    rows = Particulars.objects.filter(person__in=people).order_by("period")
    names = dict(rows.values_list("person_id", "name"))
    transaction.set_rollback(True)
    return ReversalRehearsal(
        tuple(entries),
        tuple(
            Undone(
                person_id=person,
                name=names.get(person, ""),
                before=before.get(person, ()),
                after=after.get(person, ()),
                died_on=died.get(person),
                lives_again=person in died and person not in living,
            )
            for person in people
        ),
    )


@transaction.atomic
@constraints_explained()
def reverse_as_rehearsed(
    entry: Entry,
    *,
    by: Account | None,
    basis: Mapping[str, Any],
    reason: str,
    seal: str,
) -> list[Entry]:
    """Reverse an entry if that would still do what was rehearsed and read.

    Raises:
        RehearsalOutdated: the register changed since. Also the errors of `reverse_entry`.
    """
    if rehearse_reversal(entry, by=by).seal != seal:
        raise RehearsalOutdated
    return reverse_entry(entry, by=by, basis=basis, reason=reason)


def _standing(people: Sequence[int]) -> dict[int, tuple[Standing, ...]]:
    found: dict[int, tuple[Standing, ...]] = {}
    rows = Residence.objects.filter(person__in=people).select_related("household")
    for row in rows.order_by("person_id", "period"):
        standing = Standing(row.household.number, row.relation, row.period.lower, row.period.upper)
        found[row.person_id] = (*found.get(row.person_id, ()), standing)
    return found


def _deaths(people: Sequence[int]) -> dict[int, date]:
    dead = Person.objects.filter(pk__in=people, died_on__isnull=False)
    return {each.pk: each.died_on for each in dead if each.died_on}
