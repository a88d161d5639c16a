"""Which ages parents and children can have (年龄关系)."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from hukou.kernel.periods import full_years
from registry.errors import AgesImpossible, NoSuchRecord
from registry.models import Person
from registry.queries import children_of, parentage

from .capacity import births_of

YOUNGEST: Final = 10
"""Full years: who is less older is no birth parent, but a slip of the pen. What is merely unusual
is for the rules of data quality."""
AS_PROVEN: Final = {"document": "民法典", "clause": "第十五条"}
"""Births and deaths are dated as their certificates say, else as the register does."""
PERSONHOOD: Final = {"document": "民法典", "clause": "第十三条"}


def refuse_impossible_parents(
    parents: Collection[int], *, born: date, mother: int | None = None, apart: int = YOUNGEST
) -> None:
    """Refuse parents less than `apart` full years older than a child, and a mother who had died.

    A mother may die on the day of the birth; a father may have died before it.

    Raises:
        AgesImpossible: with the clause, and who cannot be.
        NoSuchRecord: the register does not know a parent.
    """
    births = births_of(parents)
    if missing := set(parents) - births.keys():
        raise NoSuchRecord(people=sorted(missing))
    for parent, their_birth in births.items():
        _refuse_unless_older(their_birth, born, parent=parent, apart=apart)
    died = Person.objects.filter(pk=mother, died_on__lt=born).first() if mother else None
    if died is not None:
        raise AgesImpossible(parent=died.pk, born=born.isoformat(), cite=PERSONHOOD)


def refuse_impossible_birth(person_id: int, *, born: date) -> None:
    """Refuse a corrected birth date that the person's own parents or children make impossible."""
    refuse_impossible_parents(parentage([person_id]).get(person_id, []), born=born, apart=1)
    for child, their_birth in births_of(children_of(person_id)).items():
        _refuse_unless_older(born, their_birth, parent=person_id, apart=1, child=child)


def _refuse_unless_older(parent_born: date, child_born: date, *, apart: int, **who: Any) -> None:
    if full_years(parent_born, child_born) < apart:
        raise AgesImpossible(born=child_born.isoformat(), cite=AS_PROVEN, **who)
