"""Change of an identity number (变更公民身份号码): only where it is shared or wrong."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from applications.models import Kind, PartyRole
from registry.actions import change_identity_number

from .declaring import DECLARANT, DECLARANT_IS, PROOF
from .describing import Asked, Detail, Part
from .kind import Registration
from .life_event import Granted, LifeEvent


class NumberChange(LifeEvent):
    """A new number in the place of one that two people hold or that tells untruths."""

    kind = Kind.NUMBER
    business = "503"
    parts: ClassVar[tuple[Part, ...]] = (Part(role=PartyRole.SUBJECT, label=_("登记对象")),)
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="reason",
            label=_("变更原因"),
            asked=Asked.CHOICE,
            choices={
                "shared": _("重号：两人共用一个号码"),
                "wrong": _("错号：号码与出生日期或性别不符"),
            },
        ),
        PROOF,
        DECLARANT,
        DECLARANT_IS,
    )

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the one event there is."""
        del details
        return "NUMBER_CHANGE"

    def write(self, granted: Granted) -> Registration:
        """Give the person a new number; the former stays theirs and is never given again."""
        person = granted.person(PartyRole.SUBJECT)
        change_identity_number(
            person,
            on=granted.on,
            reason=granted.told("reason"),
            proof=granted.told("proof"),
            **granted.how,
        )
        return Registration(people=(person.pk,), household=granted.household.pk)
