"""Departure (迁往外地): members move to a place that another register keeps.

On paper the destination's permit (准予迁入证明) or a college's admission is handed in, and a
migration certificate (户口迁移证) is issued in the same transaction that ends the registration.
Online the two registers tell each other, and no paper is issued.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from applications.models import ForeignPaperKind, Kind, PartyRole
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from registry.actions import depart

from .describing import Asked, Detail, Part
from .kind import Registration
from .life_event import Granted, LifeEvent
from .migration import issue_certificate, term_of, use_foreign_paper
from .request import DraftRequest

PERMIT: Final = "permit"
EVENTS: Final[Mapping[str, str]] = {
    PERMIT: "DEPART_PERMIT",
    "admission": "DEPART_STUDENT",
    "online": "DEPART_ONLINE",
}
PAPERLESS: Final = "online"
MOST: Final = 12
"""Members of one household who leave together on one certificate."""


class Departure(LifeEvent):
    """Members of a household leave for another register (迁往外地)."""

    kind = Kind.DEPARTURE
    business = "401"
    parts: ClassVar[tuple[Part, ...]] = (
        Part(role=PartyRole.SUBJECT, label=_("迁出人员")),
        Part(role=PartyRole.COMPANION, label=_("随迁的本户成员"), least=0, most=MOST - 1),
    )
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="way",
            label=_("办理方式"),
            asked=Asked.CHOICE,
            choices={
                PERMIT: _("凭准予迁入证明（发户口迁移证）"),
                "admission": _("凭录取通知书（发户口迁移证）"),
                PAPERLESS: _("网上迁移（不发纸质证件）"),
            },
        ),
        Detail(name="permit_number", label=_("准予迁入证明编号"), is_required=False, longest=40),
        Detail(
            name="permit_issued_on",
            label=_("准予迁入证明签发日期"),
            asked=Asked.DAY,
            is_required=False,
        ),
        Detail(name="destination", label=_("迁往地址"), longest=200),
        Detail(name="reason", label=_("迁移原因"), asked=Asked.CODE, scheme=Scheme.MOVE_REASON),
    )
    empties = True

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event of the way by which they leave."""
        return EVENTS.get(details.get("way", ""), EVENTS[PERMIT])

    def faults(self, request: DraftRequest) -> Iterator[InvalidInput]:
        """Yield what is missing of a permit, or that its term has run out."""
        told = request.details
        if told.get("way") != PERMIT:
            return
        for name in ("permit_number", "permit_issued_on"):
            if not told.get(name):
                yield InvalidInput(
                    "凭准予迁入证明迁出的，请填写其编号和签发日期", field=f"details.{name}"
                )
        if issued := told.get("permit_issued_on"):
            yield from _of_term(str(issued), on=request.applied_on)

    def write(self, granted: Granted) -> Registration:
        """End their registration, use up the permit, and issue the certificate, all or nothing."""
        leaving = [
            party.person_id
            for party in granted.application.parties.filter(
                role__in=(PartyRole.SUBJECT, PartyRole.COMPANION)
            )
            if party.person_id is not None
        ]
        told = granted.application.request
        certificate = None
        if told["way"] == PERMIT:
            use_foreign_paper(
                granted.application,
                kind=ForeignPaperKind.MOVE_IN_PERMIT,
                number=told["permit_number"],
                issued_on=date.fromisoformat(told["permit_issued_on"]),
                on=granted.application.applied_on,
            )
        if told["way"] != PAPERLESS:
            certificate = issue_certificate(
                granted.application,
                leaving,
                by=granted.by,
                moved_to=told["destination"],
                reason=of(Scheme.MOVE_REASON).name(told["reason"]),
            )
        depart(
            leaving,
            granted.household,
            on=granted.on,
            reason=told["reason"],
            moved_to=told["destination"],
            details={
                "way": told["way"],
                **({"certificate": certificate.serial} if certificate else {}),
            },
            **granted.succession,
            **granted.how,
        )
        return Registration(
            people=tuple(leaving),
            household=granted.household.pk,
            facts={"certificate": certificate.serial} if certificate else {},
        )


def _of_term(issued: str, *, on: date) -> Iterator[InvalidInput]:
    try:
        day = date.fromisoformat(issued)
    except ValueError:
        return  # said of the detail itself
    last, term = term_of(ForeignPaperKind.MOVE_IN_PERMIT, issued_on=day, on=on)
    if on > last:
        yield InvalidInput(
            f"准予迁入证明已过有效期（{last.isoformat()}止，{term.document}：{term.clause}），"
            "请由迁入地重新签发",
            field="details.permit_issued_on",
        )
