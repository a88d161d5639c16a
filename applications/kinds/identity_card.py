"""Identity cards (申领、换领、补领居民身份证), at home or at a declared point elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from applications.models import Application, Kind, PartyRole, Reach, Step
from applications.queries.acceptance_points import require_point
from applications.queries.evidence import KnownFact, PartyEvidence
from hukou.kernel.errors import InvalidInput
from registry.actions.identity_cards import report_card, sign_identity_card
from registry.models import CardMatter, CardNotice, CardNoticeKind, Office

from .declaring import DECLARANT, DECLARANT_IS
from .describing import Asked, Detail, Part
from .kind import Registration
from .life_event import Granted, LifeEvent
from .request import DraftRequest

HERE: Final = "here"
HOME: Final = "home"
EVENTS: Final[Mapping[str, str]] = {
    CardMatter.FIRST: "CARD_FIRST",
    CardMatter.RENEW: "CARD_RENEW",
    CardMatter.REPLACE: "CARD_REPLACE",
}
TOLD: Final[Mapping[str, str]] = {
    "card.renewal_ground": "ground",
    "card.shown": "shown",
    "card.away_ground": "away_ground",
}
"""Facts that are seen at the counter, by what is filled in there."""


class IdentityCardEvent(LifeEvent):
    """A card is applied for; granting it signs for the card, which is then made and fetched."""

    kind = Kind.CARD
    business = "601"
    parts: ClassVar[tuple[Part, ...]] = (Part(role=PartyRole.SUBJECT, label=_("申请人")),)
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="matter",
            label=_("办证类别"),
            asked=Asked.CHOICE,
            choices={
                "first": _("申领：首次领证"),
                "renew": _("换领：期满、姓名变更、损坏或者有错"),
                "replace": _("补领：丢失"),
            },
        ),
        Detail(
            name="ground",
            label=_("换领事由"),
            asked=Asked.CHOICE,
            is_required=False,
            choices={
                "expiring": _("有效期满"),
                "renamed": _("姓名变更"),
                "damaged": _("严重损坏不能辨认"),
                "mistaken": _("登记项目有错"),
            },
            help=_("换领的填写；领取新证时交回原证"),
        ),
        Detail(
            name="lost_on",
            label=_("丢失日期"),
            asked=Asked.DAY,
            is_required=False,
            help=_("补领的填写；同时登记挂失"),
        ),
        Detail(
            name="shown",
            label=_("核验身份所凭证件"),
            asked=Asked.CHOICE,
            choices={
                "booklet": _("居民户口簿"),
                "card": _("居民身份证（只限换领）"),
                "other": _("公安机关签发的其他有效身份证件"),
                "unsure": _("难以确认身份"),
            },
        ),
        Detail(
            name="away_ground",
            label=_("在受理地的情形"),
            asked=Asked.CHOICE,
            is_required=False,
            choices={
                "job": _("合法稳定就业"),
                "study": _("就学"),
                "residence": _("合法稳定居住"),
                "none": _("都不是"),
            },
            help=_("跨省受理的填写"),
        ),
        Detail(
            name="pickup",
            label=_("领取地点"),
            asked=Asked.CHOICE,
            choices={HERE: _("受理的窗口"), HOME: _("户籍地派出所")},
        ),
        DECLARANT,
        DECLARANT_IS,
    )
    opens: ClassVar[tuple[Step, ...]] = (Step.CARD,)
    is_dated = False
    takes_from_afar = True
    follows: ClassVar[frozenset[str]] = frozenset({*TOLD, "card.lost"})

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event as it is at home; how far the applicant came is for `event_for`."""
        return EVENTS[details["matter"]]

    def event_for(self, application: Application, details: Mapping[str, str]) -> str:
        """Return the event by what is applied for, and by how far the applicant came.

        Raises NotAnAcceptancePoint, InvalidInput.
        """
        matter = details["matter"]
        reach = require_point(application, matter)
        if application.client and details["pickup"] == HERE:
            raise InvalidInput("由程序提交的，请选择在户籍地领取", field="details.pickup")
        if reach is None:
            return EVENTS[matter]
        if reach is not Reach.PROVINCE:
            return f"{EVENTS[matter]}_NEAR"
        if not details.get("away_ground"):
            raise InvalidInput("跨省受理的，请选择在受理地的情形", field="details.away_ground")
        return f"{EVENTS[matter]}_AWAY"

    def faults(self, request: DraftRequest) -> Iterator[InvalidInput]:
        """Yield what is lacking for the matter, or belongs to another one."""
        told = request.details
        renews = told.get("matter") == CardMatter.RENEW
        replaces = told.get("matter") == CardMatter.REPLACE
        if renews and not told.get("ground"):
            yield InvalidInput("请填写换领事由", field="details.ground")
        if replaces and not told.get("lost_on"):
            yield InvalidInput("请填写丢失日期", field="details.lost_on")
        if not renews and told.get("ground"):
            yield InvalidInput("只有换领的填写换领事由，请删去", field="details.ground")
        if not replaces and told.get("lost_on"):
            yield InvalidInput("只有补领的填写丢失日期，请删去", field="details.lost_on")

    def facts_of_subject(
        self, application: Application, people: Sequence[PartyEvidence], subject: PartyEvidence
    ) -> dict[str, KnownFact]:
        """Add what the counter saw, and that the card was declared lost."""
        told = super().facts_of_subject(application, people, subject)
        for fact, name in TOLD.items():
            if value := application.request.get(name):
                told[fact] = KnownFact(value=value, source="document", note=name)
        lost = bool(application.request.get("lost_on"))
        told["card.lost"] = KnownFact(value=lost, source="document", note="lost_on")
        return told

    def write(self, granted: Granted) -> Registration:
        """Sign for the card as the register stands today; a lost one is reported lost with it."""
        person = granted.person(PartyRole.SUBJECT)
        application = granted.application
        if granted.told("lost_on"):
            self._report_lost(granted)
        card = sign_identity_card(
            person,
            matter=granted.told("matter"),
            pickup=self._pickup(application),
            on=granted.on,
            **granted.how,
        )
        return Registration(
            people=(person.pk,), household=granted.household.pk, facts={"card": card.pk}
        )

    def _report_lost(self, granted: Granted) -> None:
        person, application = granted.person(PartyRole.SUBJECT), granted.application
        standing = CardNotice.objects.filter(person=person, kind=CardNoticeKind.LOST)
        if standing.filter(closed_on=None).exists():
            return
        report_card(
            person,
            kind=CardNoticeKind.LOST,
            happened_on=granted.day("lost_on"),
            told_by=granted.told("declarant"),
            office=self._pickup(application),
            by=granted.by,
            application=application.pk,
        )

    def _pickup(self, application: Application) -> Office:
        received = application.received_at
        chosen_here = application.request.get("pickup") == HERE
        return received if chosen_here and received is not None else application.office
