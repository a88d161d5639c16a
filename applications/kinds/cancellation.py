"""Cancellation (注销户口): who joins the forces, settles abroad, is missing, or is on it twice."""

from collections.abc import Mapping
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from applications.models import Kind, PartyRole
from registry.actions import cancel_registration

from .declaring import CAUSE_PROOF, DECLARANT, DECLARANT_IS
from .describing import Asked, Detail, Part
from .kind import Registration
from .life_event import Granted, LifeEvent

EVENTS: Final[Mapping[str, str]] = {
    "service": "CANCEL_SERVICE",
    "abroad": "CANCEL_ABROAD",
    "missing": "CANCEL_MISSING",
    "duplicate": "CANCEL_DUPLICATE",
    "false": "CANCEL_FALSE",
}


class Cancellation(LifeEvent):
    """The end of a registration for another reason than a death or a move (注销户口)."""

    kind = Kind.CANCELLATION
    business = "302"
    parts: ClassVar[tuple[Part, ...]] = (Part(role=PartyRole.SUBJECT, label=_("注销人员")),)
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="cause",
            label=_("注销原因"),
            asked=Asked.CHOICE,
            choices={
                "service": _("应征入伍"),
                "abroad": _("出国、出境定居"),
                "missing": _("宣告失踪或死亡"),
                "duplicate": _("重复户口"),
                "false": _("虚假户口"),
            },
        ),
        Detail(name="ended_on", label=_("注销日期"), asked=Asked.DAY),
        CAUSE_PROOF,
        DECLARANT,
        DECLARANT_IS,
    )
    happens = "ended_on"
    empties = True

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event by its cause."""
        return EVENTS[details["cause"]]

    def write(self, granted: Granted) -> Registration:
        """Strike the person off; the record stays."""
        person = granted.person(PartyRole.SUBJECT)
        cancel_registration(
            person,
            on=granted.day("ended_on"),
            reason=granted.told("cause"),
            declarant=granted.told("declarant"),
            proof=granted.told("proof"),
            **granted.how,
            **granted.succession,
        )
        return Registration(people=(person.pk,), household=granted.household.pk)
