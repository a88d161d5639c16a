"""The notes of rural land rights that people carry with them (三权备注), for their registrars."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from hukou.law import Silence, TransferRule, load_law
from registry.models import Particulars, RuralRight

from .scope import ACTUAL, Scope


@dataclass(frozen=True, slots=True)
class RightNote:
    """A note as pages show it, with what the place of the collective says about passing it on."""

    note: RuralRight
    name: str = field(repr=False)
    rule: TransferRule | None
    silence: Silence | None

    @property
    def transfer(self) -> str:
        """How the right may pass on: `own_collective`, `market`, or `unknown`."""
        return self.rule.transfer.value if self.rule else "unknown"


def rights_of(people: Collection[int], *, on: date, scope: Scope) -> list[RightNote]:
    """Return the notes of people on a day, whoever noted them, wherever they were registered then.

    Whose page may be shown has been asked; none where the scope is another agency's.
    """
    if not scope.shows(ACTUAL) or not people:
        return []
    return _told(_carried_by(people), on)


def rights_of_household(
    household: int, people: Collection[int], *, on: date, scope: Scope
) -> list[RightNote]:
    """Return the notes of a household's members, and those the family holds together."""
    if not scope.shows(ACTUAL):
        return []
    return _told(_carried_by(people) | Q(household=household), on)


def history_of_rights(person: int, *, scope: Scope) -> list[RuralRight]:
    """Return every note of a person, those that ended too, the latest first."""
    if not scope.shows(ACTUAL):
        return []
    rows = RuralRight.objects.filter(_carried_by([person])).select_related("noted_by", "household")
    return list(rows.order_by("-period", "right"))


def _carried_by(people: Collection[int]) -> Q:
    """A note goes with its holder, also into the record that theirs was merged into."""
    return Q(person__in=people) | Q(person__merged_into__in=people)


def _told(whose: Q, on: date) -> list[RightNote]:
    notes = RuralRight.objects.on(on).filter(whose).select_related("household", "noted_by")
    rows = list(notes.order_by("person_id", "right"))
    known = Particulars.objects.on(on).filter(person__in={row.person_id for row in rows})
    names = dict(known.values_list("person_id", "name"))
    law = load_law().three_rights
    found = []
    for row in rows:
        rule = law.rule(row.division, row.right) if row.division else None
        silence = rule.silence(on) if rule else None
        found.append(RightNote(row, names.get(row.person_id, ""), rule, silence))
    return found
