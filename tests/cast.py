"""Who plays in the tests: an office with an officer, and a family of four."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg.types.range import Range

from registry.models import (
    Account,
    Division,
    DivisionLevel,
    Household,
    Office,
    OfficeLevel,
    Person,
    PostingRole,
    Residence,
)
from tests.factories import (
    DivisionFactory,
    HouseholdFactory,
    OfficeFactory,
    PersonFactory,
    PostingFactory,
    ResidenceFactory,
)

BASIS: Final = {"document": "户口登记条例", "clause": "第十条"}
AREAS: Final = {"330800": "衢州市", "330802": "柯城区", "440222": "始兴县", "440700": "江门市"}
LATELY: Final = date(2026, 6, 1)
"""A day after everything the cast has lived through, and before today."""


@dataclass(frozen=True)
class Station:
    """A police station and the officer on duty there."""

    office: Office
    officer: Account

    @property
    def how(self) -> dict[str, Any]:
        """What every action is told: who acts, when, and on what ground."""
        return {"by": self.officer, "on": LATELY, "basis": BASIS}


def station(role: str = PostingRole.OFFICER, **office: Any) -> Station:
    posting = PostingFactory.create(office=OfficeFactory.create(**office), role=role)
    return Station(posting.office, posting.account)


def law_desk(role: str = PostingRole.CITY_APPROVER, *, area: str = "330800") -> Station:
    """Post somebody who answers for the texts of a place, at its city's or county's organ."""
    is_city = area.endswith("00")
    posted = station(role, level=OfficeLevel.CITY if is_city else OfficeLevel.COUNTY)
    level = DivisionLevel.PREFECTURE if is_city else DivisionLevel.COUNTY
    posted.office.areas.add(
        Division.objects.filter(code=area).first()
        or DivisionFactory.create(code=area, name=AREAS.get(area, "某地"), level=level)
    )
    return posted


@dataclass(frozen=True)
class Family:
    """Father (head), mother, son of 16 and daughter of 20, registered together since 2010."""

    household: Household
    father: Person
    mother: Person
    son: Person
    daughter: Person

    def residence_of(self, person: Person) -> Residence:
        return Residence.objects.filter(person=person).latest("id")


def family(office: Office | None = None, **details: Any) -> Family:
    household = HouseholdFactory.create(office=office or OfficeFactory.create(), **details)
    people = {
        "father": ("02", "欧阳修", "1", date(1974, 5, 1)),
        "mother": ("10", "单雄英", "2", date(1976, 3, 8)),
        "son": ("20", "欧阳小山", "1", date(2010, 1, 2)),
        "daughter": ("30", "欧阳小水", "2", date(2006, 2, 3)),
    }
    members: dict[str, Person] = {}
    for role, (relation, name, sex, born) in people.items():
        told = {"name": name, "sex": sex, "birth_date": born}
        married = {"marital_status": "20"} if relation in {"02", "10"} else {}
        members[role] = PersonFactory.create(details=told | married)
        ResidenceFactory.create(
            person=members[role],
            household=household,
            relation=relation,
            period=Range(max(born, date(2010, 1, 1)), None),
        )
    return Family(household=household, **members)
