"""A counter in 衢州 with everybody who works there, and a family of five that comes to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from psycopg.types.range import Range

from applications.actions import (
    AddressDetails,
    DraftRequest,
    PartyRequest,
    accept,
    assess_if_ready,
    draft,
    record_answer,
    submit,
)
from applications.connectors import Answer
from applications.models import Application, Assessment, Kind, PartyRole, Verification
from hukou.kernel import clock
from registry.models import (
    Account,
    Division,
    DivisionLevel,
    Household,
    Office,
    OfficeLevel,
    Person,
    PostingRole,
)
from tests.factories import (
    ActivationFactory,
    AddressFactory,
    DivisionFactory,
    HouseholdFactory,
    OfficeFactory,
    PersonFactory,
    PostingFactory,
    ResidenceFactory,
)

FILED: Final = clock.today() - timedelta(days=30)


@dataclass(frozen=True)
class Place:
    """A community with the names above it: what an office is set up over."""

    code: str
    county: str
    town: str
    community: str

    @property
    def address(self) -> AddressDetails:
        """A flat there that nobody lives in yet."""
        return AddressDetails(division=self.code, street="书香路", plate="8", room="301")


QUZHOU: Final = Place("330802002001", "柯城区", "府山街道", "书香社区")
JIANGMEN: Final = Place("440703002001", "蓬江区", "白沙街道", "示例社区")
SHIXING: Final = Place("440222100001", "始兴县", "太平镇", "城东居委会")
COMMUNITY: Final = QUZHOU.code
ADDRESS: Final = QUZHOU.address


@dataclass(frozen=True)
class Counter:
    """A station, its bureau, and one account in each post."""

    office: Office
    bureau: Office
    community: Division
    auxiliary: Account
    officer: Account
    chief: Account
    approver: Account


def counter(*, dated: bool = True, at: Place = QUZHOU) -> Counter:
    """Set up the station, its area and its staff; the regulation is dated for demonstration."""
    if dated:
        ActivationFactory.create()
    county = DivisionFactory.create(code=at.code[:6], name=at.county, level=DivisionLevel.COUNTY)
    town = DivisionFactory.create(
        code=at.code[:9], name=at.town, level=DivisionLevel.TOWNSHIP, parent=county
    )
    community = DivisionFactory.create(code=at.code, name=at.community, parent=town)
    bureau = OfficeFactory.create(name=f"{at.county}分局", level=OfficeLevel.COUNTY)
    office = OfficeFactory.create(name=f"{at.town}派出所", parent=bureau)
    office.areas.add(town)
    staff = {
        "auxiliary": posted(office, PostingRole.AUXILIARY),
        "officer": posted(office, PostingRole.OFFICER),
        "chief": posted(office, PostingRole.CHIEF),
        "approver": posted(bureau, PostingRole.COUNTY_APPROVER),
    }
    return Counter(office, bureau, community, **staff)


def posted(office: Office, role: PostingRole) -> Account:
    account: Account = PostingFactory.create(office=office, role=role).account
    return account


@dataclass(frozen=True)
class Five:
    """Applicant, spouse, son of 16, unmarried daughter of 20, and a mother of 52 living apart."""

    applicant: Person
    spouse: Person
    son: Person
    daughter: Person
    mother: Person
    home: Household
    mothers_home: Household

    @property
    def people(self) -> list[Person]:
        return [self.applicant, self.spouse, self.son, self.daughter, self.mother]


def family_of_five() -> Five:
    """Register the five in 开化县, in two households of another office."""
    village = DivisionFactory.create(code="330824100001", name="某村", level=DivisionLevel.VILLAGE)
    elsewhere = OfficeFactory.create(name="开化某派出所")
    home, apart = (
        HouseholdFactory.create(office=elsewhere, address=AddressFactory.create(division=village))
        for _ in range(2)
    )
    born = {
        "applicant": ("周建国", "1", date(1984, 3, 2), "20", home, "02"),
        "spouse": ("吴秀英", "2", date(1985, 8, 9), "20", home, "12"),
        "son": ("周小山", "1", date(2010, 1, 5), "10", home, "20"),
        "daughter": ("周小水", "2", date(2006, 2, 6), "10", home, "30"),
        "mother": ("郑桂花", "2", date(1974, 1, 1), "30", apart, "02"),
    }
    people = {}
    for who, (name, sex, birth, married, household, relation) in born.items():
        people[who] = PersonFactory.create(
            details={"name": name, "sex": sex, "birth_date": birth, "marital_status": married}
        )
        since = Range(max(birth, date(2000, 1, 1)), None)
        ResidenceFactory.create(
            person=people[who], household=household, relation=relation, period=since
        )
    return Five(**people, home=home, mothers_home=apart)


COMPANIONS: Final = (
    ("spouse", "spouse"),
    ("son", "child"),
    ("daughter", "child"),
    ("mother", "parent"),
)

DWELLING: Final[Mapping[str, object]] = {
    "dwelling.tenure": "owned",
    "dwelling.legal_and_stable": True,
    "dwelling.area_m2": "88.60",
}


def settlement(family: Five, **changes: Any) -> DraftRequest:
    """Return the request of the whole family to settle by its dwelling."""
    companions = [
        PartyRequest(
            role=PartyRole.COMPANION,
            person_id=getattr(family, who).pk,
            relation=relation,
            consented_on=changes.get("applied_on", FILED),
        )
        for who, relation in COMPANIONS
    ]
    applicant = PartyRequest(
        role=PartyRole.APPLICANT, person_id=family.applicant.pk, declared=dict(DWELLING)
    )
    request = DraftRequest(
        kind=Kind.SETTLEMENT,
        regulation="qz-final-2017",
        channel="QZF-1",
        applied_on=FILED,
        parties=[applicant, *companions],
        address=ADDRESS,
    )
    return replace(request, **changes)


@dataclass
class Agencies:
    """What the agencies would answer, by fact; `of` says otherwise for one person."""

    facts: dict[str, object] = field(
        default_factory=lambda: {
            **DWELLING,
            "relation.cohabits": True,
            "relation.custody_consent": "both_guardians",
            "person.has_income_source": False,
            "person.married": False,
        }
    )
    of: dict[tuple[int | None, str], object] = field(default_factory=dict)

    def value(self, row: Verification) -> object:
        if (row.subject.person_id, row.fact) in self.of:
            return self.of[row.subject.person_id, row.fact]
        return row.subject.relation if row.fact == "relation.kind" else self.facts.get(row.fact)


def answered_but(fact: str, here: Counter, five: Five) -> Application:
    """Return an accepted application with every answer but those to one fact."""
    application = accepted(here, settlement(five))
    for row in application.verifications.exclude(fact=fact).select_related("party"):
        answer(row, Agencies().value(row))
    return application


def answer(row: Verification, value: object, *, receipt: str = "回执1") -> Verification:
    """Give an agency's answer; None says that it has no record."""
    return record_answer(
        row.pk,
        Answer(
            request_id=row.pk,
            fact=row.fact,
            known=value is not None,
            value=value,
            answered_at=clock.now(),
            receipt=receipt,
        ),
    )


def answer_all(application: Application, agencies: Agencies | None = None) -> None:
    """Have every question answered that somebody can be asked."""
    says = agencies or Agencies()
    asked = application.verifications.select_related("party").filter(status="pending")
    while rows := list(asked.all()):  # where one has no record, the next agency is asked
        for row in rows:
            answer(row, says.value(row))


def filed(here: Counter, request: DraftRequest) -> Application:
    """Write an application down and hand it in."""
    return submit(draft(request, by=here.auxiliary).pk, by=here.auxiliary)


def accepted(here: Counter, request: DraftRequest) -> Application:
    return accept(filed(here, request).pk, by=here.officer)


def assessed(here: Counter, request: DraftRequest, agencies: Agencies | None = None) -> Application:
    """Bring an application to the point where somebody must decide."""
    application = accepted(here, request)
    answer_all(application, agencies)
    assessment = assess_if_ready(application.pk)
    assert isinstance(assessment, Assessment)
    return fresh(application.pk)


def fresh(application_id: UUID) -> Application:
    return Application.objects.get(id=application_id)
