"""What the tests of data quality begin with: a rule, two records of one human being, a notice."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from psycopg.types.range import Range

from hukou.kernel import clock
from registry.actions import add_quality_rules, check_quality_rule
from registry.management.quality_rules import seed_rules
from registry.models import (
    Account,
    ExternalNotice,
    HeldNumber,
    Office,
    Person,
    PostingRole,
    QualityFinding,
    QualityRule,
)
from tests.cast import Family, Station, family, station
from tests.factories import HouseholdFactory, PersonFactory, PostingFactory, ResidenceFactory

BORN: Final = date(1974, 5, 1)


def rule(code: str = "D01-1") -> QualityRule:
    """Return a rule as the file has it."""
    add_quality_rules(seed_rules())
    return QualityRule.objects.get(code=code)


def found(code: str = "D01-1") -> list[QualityFinding]:
    """Run a rule, and return what is open."""
    check_quality_rule(rule(code).pk)
    return list(QualityFinding.objects.filter(rule__code=code, status="open").order_by("id"))


@dataclass(frozen=True)
class Twice:
    """A father registered with his family, and a second time by himself, at one station."""

    here: Station
    chief: Account
    ouyang: Family
    again: Person
    home: Any

    @property
    def finding(self) -> QualityFinding:
        [finding] = found()
        return finding

    @property
    def kept(self) -> Person:
        return self.ouyang.father


def chief_of(office: Office) -> Account:
    account: Account = PostingFactory.create(office=office, role=PostingRole.CHIEF).account
    return account


def twice(*, elsewhere: Office | None = None) -> Twice:
    here = station()
    ouyang = family(here.office)
    again = PersonFactory.create(
        details={"name": "欧阳修", "sex": "1", "birth_date": BORN, "marital_status": "20"}
    )
    home = HouseholdFactory.create(office=elsewhere or here.office)
    ResidenceFactory.create(person=again, household=home, period=Range(date(2012, 3, 1), None))
    return Twice(here, chief_of(here.office), ouyang, again, home)


def number_of(person: Person) -> str:
    return HeldNumber.objects.get(person=person).number


def notice(
    person: Person,
    *,
    kind: str = "death",
    name: str = "欧阳修",
    on: date | None = None,
    **more: Any,
) -> ExternalNotice:
    """Return what an agency told about somebody by their number."""
    count = ExternalNotice.objects.count()
    told = {
        "agency": "殡仪馆",
        "reference": f"B-{count}",
        "kind": kind,
        "number": number_of(person),
        "name": name,
        "name_norm": name,
        "event_date": on or date(2026, 6, 1),
        "received_at": clock.now(),
    }
    return ExternalNotice.objects.create(**told | more)


def finding_about(person: Person, office: Office, *, code: str = "D03-1") -> QualityFinding:
    """Return an open finding about somebody, as a rule would leave it."""
    found, _made = QualityFinding.objects.get_or_create(
        rule=rule(code),
        subject=f"p{person.pk}",
        defaults={
            "people": [person.pk],
            "office": office,
            "found_on": clock.today(),
            "score": 100,
        },
    )
    return found
