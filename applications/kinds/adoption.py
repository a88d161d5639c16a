"""Adoption (收养登记): a child joins those who adopted it, as civil affairs registered it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from applications.models import Application, Kind, PartyRole
from applications.queries.evidence import KnownFact, PartyEvidence
from registry.actions import adopt

from .declaring import DECLARANT
from .describing import Detail, Part, Place
from .kind import Registration
from .life_event import Granted, LifeEvent, joins_home

JOINS: Final = "registration.joins_adopter"


class Adoption(LifeEvent):
    """The registration of an adopted child with its adopters (收养登记)."""

    kind = Kind.ADOPTION
    business = "202"
    parts: ClassVar[tuple[Part, ...]] = (
        Part(role=PartyRole.SUBJECT, label=_("被收养人"), to_head=True),
        Part(role=PartyRole.ADOPTER, label=_("收养人"), most=2),
    )
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(name="certificate", label=_("收养登记证编号"), longest=100),
        DECLARANT,
    )
    place = Place.HOUSEHOLD
    follows: ClassVar[frozenset[str]] = frozenset({JOINS})

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the one event there is."""
        del details
        return "ADOPTION"

    def facts_of_subject(
        self, application: Application, people: Sequence[PartyEvidence], subject: PartyEvidence
    ) -> dict[str, KnownFact]:
        """Return whether the child joins a household of its adopters."""
        del subject
        return {JOINS: joins_home(application, people, of=PartyRole.ADOPTER)}

    def write(self, granted: Granted) -> Registration:
        """Move the child to its adopters and keep who they are."""
        [party] = granted.parties(PartyRole.SUBJECT)
        child = granted.person(PartyRole.SUBJECT)
        adopt(
            child,
            granted.household,
            on=granted.on,
            adopters=[
                each.person_id for each in granted.parties(PartyRole.ADOPTER) if each.person_id
            ],
            relation=party.relation_to_head,
            certificate=granted.told("certificate"),
            **granted.how,
        )
        return Registration(people=(child.pk,), household=granted.household.pk)
