"""Trying a change without making it (预演): what comes out is exactly what saving would do."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from django.db import transaction

from hukou.kernel.kinship import HEAD, STRANGER, relation_kind
from registry.errors import RehearsalOutdated, RelationUnknown, constraints_explained
from registry.models import Household, Residence
from registry.queries import RURAL, URBAN, Home, Standing, homes_of, homes_on

from .heads import read_relations
from .kin import Kin

Made_co = TypeVar("Made_co", covariant=True)


class Change(Protocol[Made_co]):
    """A change of households with everything chosen but the relations that must be said."""

    def __call__(self, *, relations: Mapping[int, str]) -> Made_co: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One member on one side of a tree; `before` and `after` are codes of GB/T 4761.

    `before` is what they are in the household they are in now, `after` what they become, empty
    where that must be said; `leads` and `retold` are the head, and who becomes something else.
    `without_adult`: a minor with nobody of age in the household;
    `without_parent`: a minor whose parents in the household they do not go, or stay, with.
    """

    person_id: int
    name: str = field(repr=False)
    sex: str
    birth_date: date
    age: int
    before: str
    after: str
    moves: bool
    asked: bool
    leads: bool
    retold: bool = False
    without_adult: bool = False
    without_parent: bool = False
    reverse: bool = False

    @property
    def is_orphaned(self) -> bool:
        return self.without_adult or self.without_parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A household before and after; a new one has no number and nothing before."""

    household_id: int | None
    number: str
    address_before: str
    address: str
    before: tuple[Branch, ...]
    after: tuple[Branch, ...]
    opens: bool
    empties: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a change would do: every household concerned, and whose relation must be said.

    `seal` is the same as long as the same change would do the same; saving may ask for it.
    """

    on: date
    trees: tuple[Tree, ...]
    unknown: frozenset[int]

    @property
    def seal(self) -> str:
        told = repr((self.on, self.trees, sorted(self.unknown)))
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    @property
    def orphaned(self) -> list[Branch]:
        return [each for tree in self.trees for each in tree.after if each.is_orphaned]

    @property
    def reverse(self) -> list[Branch]:
        """Who goes from a town to a village."""
        return [each for tree in self.trees for each in tree.after if each.reverse]


@transaction.atomic
@constraints_explained()
def rehearse(
    change: Change[object],
    *,
    households: Collection[int],
    on: date,
    relations: Mapping[int, str] | None = None,
) -> Rehearsal:
    """Make a change, look at every household it concerns, and take it back.

    `households` are those that exist before. Raises the errors of the change, except
    RelationUnknown: those people are in `unknown`.
    """
    said = read_relations(relations or {})
    before = homes_on(households, on=on)
    roles = {
        member.person_id: (home, member) for home in before.values() for member in home.members
    }
    parents = _parents(before, on=on)
    unknown = _attempt(change, said)
    after = homes_on({*before, *homes_of(roles, on=on)}, on=on)
    transaction.set_rollback(True)
    comparison = _Comparison(before, after, roles, parents, asked=unknown | said.keys())
    return Rehearsal(on=on, trees=comparison.trees(), unknown=frozenset(unknown))


@transaction.atomic
@constraints_explained()
def make_as_rehearsed(
    change: Change[Made_co],
    *,
    households: Collection[int],
    on: date,
    relations: Mapping[int, str] | None = None,
    seal: str,
) -> Made_co:
    """Make a change if it would still do what was rehearsed and read.

    Raises:
        RehearsalOutdated: the register, or what was asked for, changed since.
    """
    Household.objects.lock(*households)
    rehearsal = rehearse(change, households=households, on=on, relations=relations)
    if rehearsal.unknown:
        raise RelationUnknown(people=sorted(rehearsal.unknown))
    if rehearsal.seal != seal:
        raise RehearsalOutdated
    return change(relations=relations or {})


def _attempt(change: Change[object], said: Mapping[int, str]) -> set[int]:
    """Make the change with whatever stands in for what is yet to be said; return of whom."""
    unknown: set[int] = set()
    while True:
        try:
            change(relations={**dict.fromkeys(unknown, STRANGER), **said})
        except RelationUnknown as asks:
            new = set(asks.people) - unknown - said.keys()
            if not new:
                raise
            unknown |= new
        else:
            return unknown


def _parents(homes: Mapping[int, Home], *, on: date) -> dict[int, set[int]]:
    """Return the parents of every minor among the members of their household."""
    rows = Residence.objects.on(on).filter(household__in=homes)
    kin = Kin(list(rows), on=on)
    found = {}
    for home in homes.values():
        for minor in (member for member in home.members if member.is_minor):
            told = kin.within(home.id, head=minor.person_id)
            found[minor.person_id] = {
                person
                for person, code in told.items()
                if code is not None and relation_kind(code) == "parent"
            }
    return found


@dataclass(frozen=True, slots=True)
class _Comparison:
    before: Mapping[int, Home]
    after: Mapping[int, Home]
    roles: Mapping[int, tuple[Home, Standing]]
    parents: Mapping[int, set[int]]
    asked: Collection[int]

    def trees(self) -> tuple[Tree, ...]:
        return tuple(self._tree(home) for home in self.after.values())

    def _tree(self, home: Home) -> Tree:
        was = self.before.get(home.id)
        stay = {member.person_id for member in home.members}
        return Tree(
            household_id=was.id if was else None,
            number=was.number if was else "",
            address_before=was.address if was else "",
            address=home.address or (was.address if was else ""),
            before=tuple(
                self._branch(member, stays=member.person_id in stay)
                for member in (was.members if was else ())
            ),
            after=tuple(self._grown(member, home) for member in home.members),
            opens=was is None,
            empties=was is not None and was.exists and not home.exists,
        )

    def _branch(self, member: Standing, *, stays: bool) -> Branch:
        return Branch(
            person_id=member.person_id,
            name=member.name,
            sex=member.sex,
            birth_date=member.birth_date,
            age=member.age,
            before=member.relation,
            after="",
            moves=not stays,
            asked=False,
            leads=member.relation == HEAD,
        )

    def _grown(self, member: Standing, home: Home) -> Branch:
        left, was = self.roles.get(member.person_id, (home, None))
        parents = self.parents.get(member.person_id, set())
        here = {each.person_id for each in home.members}
        asked = member.person_id in self.asked
        return Branch(
            person_id=member.person_id,
            name=member.name,
            sex=member.sex,
            birth_date=member.birth_date,
            age=member.age,
            before=was.relation if was else "",
            after="" if asked else member.relation,
            moves=left.id != home.id or was is None,
            asked=asked,
            leads=member.relation == HEAD and not asked,
            retold=was is not None and (asked or was.relation != member.relation),
            without_adult=member.is_minor and all(each.is_minor for each in home.members),
            without_parent=member.is_minor and bool(parents) and not parents & here,
            reverse=_leads_to_a_village(left, home),
        )


def _leads_to_a_village(left: Home, home: Home) -> bool:
    return left.urban_rural_class.startswith(URBAN) and home.urban_rural_class.startswith(RURAL)
