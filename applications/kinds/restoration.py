"""Restoration (恢复户口): who was struck off and comes back to a household."""

from collections.abc import Mapping
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from applications.models import Kind, PartyRole
from registry.actions import restore_registration

from .declaring import CAUSE_PROOF, DECLARANT, DECLARANT_IS
from .describing import Asked, Detail, Part, Place
from .kind import Registration
from .life_event import Granted, LifeEvent

EVENTS: Final[Mapping[str, str]] = {
    "service": "RESTORE_SERVICE",
    "abroad": "RESTORE_ABROAD",
    "released": "RESTORE_RELEASED",
    "found": "RESTORE_FOUND",
    "mistake": "RESTORE_MISTAKE",
}


class Restoration(LifeEvent):
    """The registration anew of somebody whose registration was cancelled (恢复户口)."""

    kind = Kind.RESTORATION
    business = "303"
    parts: ClassVar[tuple[Part, ...]] = (
        Part(role=PartyRole.SUBJECT, label=_("恢复户口人员"), to_head=True),
    )
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="cause",
            label=_("恢复原因"),
            asked=Asked.CHOICE,
            choices={
                "service": _("退出现役"),
                "abroad": _("回国（来内地）定居"),
                "released": _("刑满释放"),
                "found": _("宣告撤销或寻回"),
                "mistake": _("原户口误注销"),
            },
        ),
        CAUSE_PROOF,
        DECLARANT,
        DECLARANT_IS,
    )
    place = Place.HOUSEHOLD

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event by its cause."""
        return EVENTS[details["cause"]]

    def write(self, granted: Granted) -> Registration:
        """Register the person in the household they come back to."""
        [party] = granted.parties(PartyRole.SUBJECT)
        person = granted.person(PartyRole.SUBJECT)
        restore_registration(
            person,
            granted.household,
            on=granted.on,
            relation=party.relation_to_head,
            reason=granted.told("cause"),
            proof=granted.told("proof"),
            **granted.how,
        )
        return Registration(people=(person.pk,), household=granted.household.pk)
