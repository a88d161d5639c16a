"""A student who goes to a school and comes home again (升学、毕业示例); nothing is filed yet."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from hukou.kernel.kinship import HEAD

from .families import FamilyMaker
from .offices import ORIGIN
from .plan import PlannedHousehold, PlannedMember

STUDENT: Final = "陆知秋"
MOTHER: Final = "陆文静"
DAUGHTER: Final = "30"
"""GB/T 4761."""


def make_student(maker: FamilyMaker, places: Sequence[str], *, today: date) -> PlannedHousehold:
    """Return a mother and the daughter whom a college of the province has admitted."""
    opened_on = date(today.year - 12, 3, 1)
    mother = maker.person(MOTHER[0], "2", date(today.year - 45, 5, 20))
    student = maker.person(STUDENT[0], "2", date(today.year - 19, 4, 11))
    for person, name in ((mother, MOTHER), (student, STUDENT)):
        person.name, person.ethnicity, person.marital_status = name, "01", "10"
    student.truth = {
        "person.birth_date": student.born.isoformat(),
        "person.sex": "female",
        "student.admitted_in_province": True,
        "relation.joins_relative": True,
        "dwelling.legal_and_stable": False,
        "relation.kind": {mother.number: "child"},
    }
    return PlannedHousehold(
        division=places[0],
        office=ORIGIN,
        street="示例路",
        plate="升学1号",
        room="",
        opened_on=opened_on,
        members=[
            PlannedMember(person=mother, relation=HEAD, arrived_on=opened_on),
            PlannedMember(person=student, relation=DAUGHTER, arrived_on=opened_on),
        ],
    )
