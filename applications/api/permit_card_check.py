"""Whether a permit's card is good on a day for a use (居住证卡核验): a checkable answer (P08)."""

from datetime import date
from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from applications.queries.permit_card_check import check_card
from hukou.api.describing import DAY, FLAG, MAYBE_DAY, TEXT, Schema, listing, record
from hukou.api.shapes import Body, Day, Text, read_body
from hukou.api.views import PrivateView
from hukou.kernel import card_serial, clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Availability, load_law
from hukou.law.permit_cards import CardStatus
from registry.actions import note_disclosure
from registry.api.access import scope_of_request

from .benefits import BENEFIT
from .law_schema import CITE

UNKNOWN: Final = "unknown"
CARD_CHECKED: Final[dict[int, Schema]] = {
    200: record(
        use=TEXT,
        name=TEXT,
        on=DAY,
        good=FLAG,
        card={
            "enum": [*(each.value for each in CardStatus), UNKNOWN],
            "description": "How the card itself stands: good; not asked for, made or handed over "
            "yet; lost, replaced or withdrawn; its permit suspended or ended; or no card of that "
            "number states that name.",
        },
        since={**MAYBE_DAY, "description": "Since when the card stands so."},
        answer={
            "enum": [each.value for each in Availability],
            "description": "Whether a text in force opens the use to whoever holds the permit.",
        },
        benefits=listing(BENEFIT),
        cites=listing(CITE),
    )
}
LONGEST_NAME: Final = 100


class CardCheckBody(Body):
    """Number and name as the card states them: both must agree, otherwise no card is found."""

    serial = Text(max_length=24)
    name = Text(max_length=LONGEST_NAME)
    use = Text(max_length=40, help_text="A service of the catalogue, the uses of a card included.")
    on = Day(required=False)
    purpose = Text(max_length=200)


class CardCheckView(PrivateView):
    """Answer whether a card is good on a day for a use, since when not, and by which clauses."""

    scopes = {"POST": "residents:read"}

    @extend_schema(operation_id="checkPermitCard", request=CardCheckBody, responses=CARD_CHECKED)
    def post(self, request: Request) -> Response:
        asked = read_body(CardCheckBody, request)
        scope = scope_of_request(request).for_purpose(asked["purpose"])
        on: date = asked.get("on") or clock.today()
        if on > clock.today():
            raise InvalidInput("不能核验今天以后的情况。", field="on")
        if asked["use"] not in load_law().benefits.services:
            raise InvalidInput("没有这一用途，请从便利目录中选择。", field="use")
        county, number = card_serial.parse(asked["serial"])
        serial = card_serial.compose(county, number)
        checked = check_card(serial, name=asked["name"], use=asked["use"], on=on)
        if checked.person_id is not None:
            note_disclosure(
                scope=scope,
                kind="permit_card_check",
                people=[checked.person_id],
                fields=["residence_permit"],
                purpose=scope.purpose,
            )
        standing = checked.standing
        return Response(
            {
                "use": asked["use"],
                "name": checked.answer.service.name,
                "on": on.isoformat(),
                "good": checked.is_good,
                "card": standing.status.value if standing else UNKNOWN,
                "since": standing.since.isoformat() if standing and standing.since else None,
                "answer": checked.answer.availability.value,
                "benefits": [each.as_json() for each in checked.answer.benefits],
                "cites": [each.as_json() for each in checked.cites],
            }
        )
