"""Death (死亡注销): declared by family, the place of death or neighbours, with its certificate."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from applications.models import Kind, PartyRole
from registry.actions import register_death

from .declaring import DECLARANT, DECLARED_BY_OTHERS
from .describing import Asked, Detail, Part
from .kind import Registration
from .life_event import Granted, LifeEvent


class Death(LifeEvent):
    """The registration of a death (死亡注销); the household may need a new head."""

    kind = Kind.DEATH
    business = "301"
    parts: ClassVar[tuple[Part, ...]] = (Part(role=PartyRole.SUBJECT, label=_("死亡人员")),)
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(name="died_on", label=_("死亡日期"), asked=Asked.DAY),
        Detail(
            name="certificate",
            label=_("死亡证明编号"),
            longest=100,
            help=_("居民死亡医学证明（推断）书编号；没有的写明其他证明的名称和编号"),
        ),
        DECLARANT,
        DECLARED_BY_OTHERS,
    )
    happens = "died_on"
    empties = True

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the one event there is."""
        del details
        return "DEATH"

    def write(self, granted: Granted) -> Registration:
        """Strike the person off on the day of the death."""
        person = register_death(
            granted.person(PartyRole.SUBJECT),
            on=granted.day("died_on"),
            declarant=granted.told("declarant"),
            certificate=granted.told("certificate"),
            **granted.how,
            **granted.succession,
        )
        return Registration(people=(person.pk,), household=granted.household.pk)
