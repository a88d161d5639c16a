"""Ways to settle (落户途径): what somebody declares and can show, under every loaded regulation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from applications.actions import (
    DraftRequest,
    PartyRequest,
    Upload,
    accept,
    assess_if_ready,
    attach,
    draft,
    replace_by_document,
    submit,
)
from applications.models import Application, Assessment, Kind, PartyRole
from hukou.kernel import clock
from hukou.law import load_law
from registry.models import Household, Person
from tests.filing import JIANGMEN, QUZHOU, SHIXING, Counter, Place, answer

PDF: Final = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 paper")
PLACES: Final[Mapping[str, Place]] = {
    "qz-final-2017": QUZHOU,
    "jm-2018-5": JIANGMEN,
    "sx-2018": SHIXING,
}
IN_THE_TRIAL: Final = date(2019, 3, 1)
"""始兴's trial ran from 2018 to 2021."""


@dataclass(frozen=True)
class Way:
    """One way to settle: what the applicant declares and can show; `joins` a household there."""

    channel: str
    facts: Mapping[str, object]
    joins: bool = False
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def regulation(self) -> str:
        found = (each for each in load_law().regulations.values() if self.channel in each.channels)
        return next(each.id for each in found if each.id in PLACES)


HOME: Final = {"dwelling.legal_and_stable": True}
OWNED: Final = {**HOME, "dwelling.tenure": "owned"}
RURAL: Final = {"student.rural_origin": True}
WHOLE_FAMILY: Final = {"person.agricultural_transfer": True, "family.moves_together": True}
INSURED: Final = {"insurance.scheme": "urban_employee", "insurance.social_months": 12}
KIN: Final = {"relation.kind": "parent", "relation.cohabits": True}

SETTLING: Final = (
    Way("QZF-1", OWNED),
    Way("QZF-2", {"education.level": "bachelor"}),
    Way("QZF-2", {"title.skill_grade": "level2_technician"}),
    Way(
        "QZF-3",
        {
            "investment.enterprise_established": True,
            "investment.amount_yuan": "100000",
            "investment.role": "technical_staff",
        },
    ),
    Way("QZF-4", {"honour.level": "county", "honour.kind": "brave_act"}),
    Way("QZF-5", {**KIN, "principal.channel": "QZF-3"}, joins=True),
    Way("QZF-6", HOME),
    Way("QZF-6", {"dwelling.legal_and_stable": False, "relation.joins_relative": True}, joins=True),
    Way("QZF-7", {"student.admitted_in_province": True}),
    Way("JM-1", {**RURAL, "student.admitted": True}),
    Way(
        "JM-2",
        {**RURAL, "military.discharged_or_transferred": True, "military.placed_in_town": True},
    ),
    Way("JM-3", {"employment.months": 60, "residence.months_continuous": 60}),
    Way("JM-4", WHOLE_FAMILY),
    Way("JM-6", {"education.level": "vocational"}),
    Way("JM-7", {"title.skill_grade": "level5"}),
    Way("JM-8", {"education.returned_overseas": True}),
    Way("JM-9", {"relation.kind": "parent"}, joins=True),
    Way("SX-1", {**OWNED, "insurance.social_active": True, "insurance.medical_active": True}),
    Way("SX-2", INSURED, details={"place": "insured"}),
    Way("SX-3", {"title.skill_grade": "level5"}),
    Way("SX-4", RURAL),
)
REVIEWED: Final = (
    Way("QZF-4", {"honour.level": "county", "honour.kind": "other"}),
    Way("JM-5", {"worker.new_generation_migrant": True}),
    Way("JM-10", {"employment.legal_stable": True}),
    Way("SX-2", {**INSURED, "insurance.scheme": "resident"}, details={"place": "residence"}),
    Way("SX-5", WHOLE_FAMILY),
)
REFUSED: Final = (
    Way("QZF-1", {**HOME, "dwelling.tenure": "none"}),
    Way("JM-3", {"employment.months": 59, "residence.months_continuous": 60}),
    Way("SX-2", {**INSURED, "insurance.social_months": 11}, details={"place": "insured"}),
)


@dataclass(frozen=True)
class Story:
    """A way, the counter that takes it, who comes, and the household that is there already."""

    way: Way
    here: Counter
    person: Person
    host: Household

    def request(self) -> DraftRequest:
        applicant = PartyRequest(
            role=PartyRole.APPLICANT,
            person_id=self.person.pk,
            declared=dict(self.way.facts),
            relation_to_head="52" if self.way.joins else "",
        )
        return DraftRequest(
            kind=Kind.SETTLEMENT,
            regulation=self.way.regulation,
            channel=self.way.channel,
            applied_on=clock.today(),
            parties=[applicant],
            household_id=self.host.pk if self.way.joins else None,
            address=None if self.way.joins else PLACES[self.way.regulation].address,
            details=dict(self.way.details),
        )

    def assessed(self) -> Assessment:
        """Hand it in, have agencies answer, put papers where none is connected, and assess."""
        application = submit(
            draft(self.request(), by=self.here.auxiliary).pk, by=self.here.auxiliary
        )
        accept(application.pk, by=self.here.officer)
        for row in application.verifications.all():
            if row.status == "pending":
                answer(row, self.way.facts[row.fact])
            else:
                show(self.here, application, row.pk, self.way.facts[row.fact])
        assessment = assess_if_ready(application.pk)
        assert assessment is not None
        return assessment


def show(here: Counter, application: Application, verification: UUID, value: object) -> None:
    """Put a paper where no agency is connected."""
    paper = attach(application.pk, PDF, kind="identity_card", by=here.auxiliary)
    replace_by_document(
        verification, by=here.officer, document_id=paper.pk, value=value, reason="原件"
    )
