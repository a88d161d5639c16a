"""A declared point in another county, and applications for identity cards brought through it."""

from dataclasses import dataclass
from typing import Any, Final

from applications.actions import (
    AcceptancePointRequest,
    accept,
    approve,
    assess_if_ready,
    carry_out,
    declare_acceptance_points,
    draft,
    receive_card,
    send_card,
    submit,
)
from applications.models import Application, Kind, Reach, Verification
from registry.models import (
    Account,
    CardMatter,
    IdentityCard,
    Office,
    OfficeLevel,
    Person,
    PostingRole,
)
from tests.applications.life import TODAY, event
from tests.cast import Family, family
from tests.factories import AddressFactory, OfficeFactory
from tests.filing import Counter, answer_all, posted

TEXT: Final = {"document": "关于全面推进居民身份证异地受理的通知", "clause": "二（三）3"}
RENEWAL: Final = {
    "matter": "renew",
    "ground": "expiring",
    "shown": "card",
    "pickup": "here",
    "declarant": "欧阳修",
    "declarant_is": "self",
}
LOSS: Final = RENEWAL | {
    "matter": "replace",
    "ground": None,
    "lost_on": TODAY.isoformat(),
    "shown": "booklet",
}


@dataclass(frozen=True)
class Point:
    """A counter elsewhere, with who serves there and who is in charge."""

    office: Office
    officer: Account
    auxiliary: Account
    chief: Account


def point(code: str = "330824000001", *, name: str = "开化县城关派出所") -> Point:
    """Open a station in another county, not declared for anything yet."""
    office = OfficeFactory.create(code=code, name=name, level=OfficeLevel.STATION)
    return Point(
        office,
        posted(office, PostingRole.OFFICER),
        posted(office, PostingRole.AUXILIARY),
        posted(office, PostingRole.CHIEF),
    )


def declared(at: Point, **told: Any) -> Point:
    """Declare the point for renewals and losses of people from other counties."""
    usual: dict[str, Any] = {
        "office_id": at.office.pk,
        "reaches": [Reach.COUNTY],
        "matters": [CardMatter.RENEW, CardMatter.REPLACE],
        "start": TODAY,
        "until": None,
    }
    declare_acceptance_points(AcceptancePointRequest(**(usual | TEXT | told)), by=at.chief)
    return at


def at_home(here: Counter) -> Family:
    """Register a family at this station; the father is fifty-two."""
    return family(here.office, address=AddressFactory.create(division=here.community))


def handed_in(by: Account, who: Person, **told: Any) -> Application:
    """Write an application for a card down and hand it in."""
    asked = event(Kind.CARD, who, RENEWAL | told)
    return submit(draft(asked, by=by).pk, by=by)


def decided(here: Counter, application: Application) -> Application:
    """Answer what is asked, assess, and let the county sign."""
    answer_all(application)
    assess_if_ready(application.pk)
    return approve(application.pk, by=here.approver).application


def signed(here: Counter, application: Application) -> IdentityCard:
    """Carry the decision out: the card is signed for."""
    carry_out(application.pk, by=here.officer)
    return IdentityCard.objects.get(application=application.pk)


def card_from(here: Counter, there: Point, who: Person, **told: Any) -> IdentityCard:
    """Bring a renewal from the point to the signature."""
    application = handed_in(there.auxiliary, who, **told)
    accept(application.pk, by=there.officer)
    return signed(here, decided(here, application))


def fetchable(here: Counter, there: Point, card: IdentityCard) -> IdentityCard:
    """Have a card made, so that it waits at the point."""
    send_card(card.pk, batch="2026-0001", by=here.auxiliary)
    return receive_card(card.pk, by=there.auxiliary)


def asked(application: Application) -> set[str]:
    rows = Verification.objects.filter(application=application)
    return set(rows.values_list("fact", flat=True))
