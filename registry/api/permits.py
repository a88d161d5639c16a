"""How somebody stands towards the residence permit of a place on a day (居住证核验)."""

from datetime import date
from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.describing import DAY, TEXT, Schema, record
from hukou.api.shapes import Body, Code, Day, Text, read_body
from hukou.api.views import PrivateView
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import InvalidInput
from hukou.law import Held
from hukou.law.permit_tenure import CONDITIONS, ENDORSEMENT, PermitStanding
from registry.actions import note_disclosure
from registry.queries import person_by_card
from registry.queries.holders import held_at, holding_of

from .access import scope_of_request

LONGEST_NAME: Final = 100
DIVISION: Final = "[1-8][0-9]{5}"
MAYBE_DAY: Final[Schema] = {"type": ["string", "null"], "format": "date"}
STANDING: Final[dict[int, Schema]] = {
    200: record(
        division=TEXT,
        on=DAY,
        held={
            "enum": [each.value for each in Held],
            "description": "Valid; suspended because it was not endorsed in time; none; or a "
            "resident of that city, who needs none.",
        },
        counts_since={**MAYBE_DAY, "description": "Since when its years count; null if none do."},
        months={"type": ["integer", "null"]},
        endorse_by={**MAYBE_DAY, "description": "The last day to endorse it in time."},
        cite=record(document=TEXT, clause=TEXT),
    )
}


class StandingBody(Body):
    """Number and name as on the card: both must agree, otherwise nobody is found."""

    identity_number = Text(max_length=24)
    name = Text(max_length=LONGEST_NAME)
    division = Code(DIVISION)
    on = Day(required=False)
    purpose = Text(max_length=200)


class PermitStandingView(PrivateView):
    """Answer how somebody's permit stands at a place on a day; the number stays inside.

    A wrong name and a number nobody has are answered as nobody's permit.
    """

    scopes = {"POST": "residents:read"}

    @extend_schema(operation_id="checkPermit", request=StandingBody, responses=STANDING)
    def post(self, request: Request) -> Response:
        asked = read_body(StandingBody, request)
        scope = scope_of_request(request).for_purpose(asked["purpose"])
        on: date = asked.get("on") or clock.today()
        if on > clock.today():
            raise InvalidInput("不能核验今天以后的情况。", field="on")
        number = identity_number.parse(asked["identity_number"], field="identity_number").text
        person = person_by_card(number, asked["name"], on=on)
        person_id = person.pk if person else None
        held = held_at(person_id, asked["division"], on=on)
        if person_id is not None:
            note_disclosure(
                scope=scope,
                kind="permit_check",
                people=[person_id],
                fields=["residence_permit"],
                purpose=scope.purpose,
            )
        return Response(
            {
                "division": asked["division"],
                "on": on,
                "held": held,
                **_told(_standing(person_id, held, on=on)),
                "cite": (ENDORSEMENT if held is Held.SUSPENDED else CONDITIONS).as_json(),
            }
        )


def _standing(person_id: int | None, held: Held, *, on: date) -> PermitStanding | None:
    """Return how the permit that was asked about stands; None where there is none to tell of."""
    if person_id is None or held not in (Held.VALID, Held.SUSPENDED):
        return None
    holding = holding_of(person_id, on=on)
    return holding.standing if holding else None


def _told(standing: PermitStanding | None) -> dict[str, object]:
    return {
        "counts_since": standing.counts_since if standing else None,
        "months": standing.months if standing else None,
        "endorse_by": standing.endorse_by if standing else None,
    }
