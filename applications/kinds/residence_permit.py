"""A residence permit (居住证申领): half a year lived here, and work, a dwelling or study."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from applications.models import Application, Kind, Party, PartyRole
from applications.queries.destinations import Destination, place_of
from applications.queries.evidence import KnownFact, PartyEvidence
from applications.queries.registered import Registered
from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import full_years
from hukou.law import Registration as Text
from hukou.law import load_law
from registry.actions import issue_residence_permit
from registry.queries.holders import CITY, stay_of

from .declaring import DECLARANT, DECLARANT_IS, PROOF
from .describing import Asked, Detail, Part, Place
from .kind import Paper, Registration
from .life_event import Granted, LifeEvent
from .request import DraftRequest

EVENTS: Final[Mapping[str, str]] = {
    "job": "PERMIT_JOB",
    "dwelling": "PERMIT_DWELLING",
    "study": "PERMIT_STUDY",
}
AT_ONCE: Final = "_NOW"
"""Ends the event of whoever the place's text asks no half year of."""
SELF: Final = "self"
CHILD: Final = 16
HINDERED: Final = "person.hindered"
LIVED: Final = "residence.months_continuous"
HERE: Final = "registration.in_this_city"
APPLIES: Final = (SELF, "parent", "adopter", "guardian", "spouse", "child", "relative")
"""Who may apply: oneself, a guardian or near kin (第九条第二款)."""


class ResidencePermitKind(LifeEvent):
    """An application for a residence permit (居住证申领)."""

    kind = Kind.RESIDENCE_PERMIT
    business = "601"
    parts: ClassVar[tuple[Part, ...]] = (Part(role=PartyRole.SUBJECT, label=_("申领人")),)
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="ground",
            label=_("申领事由"),
            asked=Asked.CHOICE,
            choices={
                "job": _("合法稳定就业"),
                "dwelling": _("合法稳定住所"),
                "study": _("连续就读"),
            },
        ),
        PROOF,
        DECLARANT,
        Detail(
            name="declarant_is",
            label=_("申报人身份"),
            asked=Asked.CHOICE,
            choices={word: DECLARANT_IS.choices[word] for word in APPLIES},
            help=_("未满十六周岁的人和行动不便的老年人、残疾人，可以由监护人、近亲属代办"),
        ),
        Detail(
            name="waiver",
            label=_("不受居住半年限制"),
            asked=Asked.CHOICE,
            is_required=False,
            choices={"investor": _("投资人员"), "talent": _("引进人才")},
            help=_("只有当地文件规定的才选，由派出所核实；一般不选"),
        ),
    )
    place = Place.LIVED
    is_dated = False
    follows: ClassVar[frozenset[str]] = frozenset({HERE, LIVED})

    @property
    def text(self) -> Text:
        """The regulation on residence permits, and what places add to it."""
        return load_law().residence_permits.registration

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event of the ground, or the one that asks for no half year."""
        return EVENTS[details["ground"]] + (AT_ONCE if details.get("waiver") else "")

    def regulation(
        self, request: DraftRequest, destination: Destination, *, filed_under: str = ""
    ) -> str:
        """Return the regulation; refuse a waiver that no text of the place gives."""
        rules = load_law().residence_permits.at(destination.division.code)
        waiver = request.details.get("waiver")
        if waiver and waiver not in rules.half_year.waived_for:
            raise InvalidInput(
                "当地没有文件规定这类人员不受居住半年限制，请不选此项", field="details.waiver"
            )
        return super().regulation(request, destination, filed_under=filed_under)

    def _asked(self, application: Application, known: Registered | None) -> list[str]:
        asked = super()._asked(application, known)
        if _needs_no_proxy(application, known):
            asked = [each for each in asked if each != HINDERED]
        return asked

    def documents(self, application: Application, parties: Sequence[Party]) -> list[Paper]:
        """Return the papers of the ground; whoever applies for somebody shows their card too."""
        papers = super().documents(application, parties)
        if application.request.get("declarant_is") == SELF:
            return papers
        label = load_law().vocabulary.documents["agent_card"].label
        return [*papers, Paper("agent_card", label, "public_security")]

    def facts_of_subject(
        self, application: Application, people: Sequence[PartyEvidence], subject: PartyEvidence
    ) -> dict[str, KnownFact]:
        """Add where somebody is registered, and for how many months they have lived here."""
        told = super().facts_of_subject(application, people, subject)
        here, registered = place_of(application).code, subject["registered"].get("division")
        in_city = bool(registered) and str(registered)[:CITY] == here[:CITY]
        told[HERE] = KnownFact(value=in_city, source="register")
        person = subject["registered"].get("person")
        stay = stay_of(person, on=application.applied_on) if person else None
        lives_here = stay is not None and stay.division[:CITY] == here[:CITY]
        told[LIVED] = KnownFact(
            value=stay.months if stay and lives_here else 0,
            source="register",
            note=stay.counted_from.isoformat() if stay and lives_here else "",
        )
        return told

    def write(self, granted: Granted) -> Registration:
        """Issue the permit as of the day it is carried out."""
        permit = issue_residence_permit(
            granted.person(PartyRole.SUBJECT),
            ground=granted.told("ground"),
            on=granted.on,
            waived=bool(granted.told("waiver")),
            **granted.how,
        )
        return Registration(people=(permit.person_id,), facts={"permit": permit.pk})


def _needs_no_proxy(application: Application, known: Registered | None) -> bool:
    """Whether nobody need look into why somebody else applies: nobody does, or it is a child."""
    if application.request.get("declarant_is") == SELF:
        return True
    born = known.birth_date if known else None
    return born is not None and full_years(born, application.applied_on) < CHILD
