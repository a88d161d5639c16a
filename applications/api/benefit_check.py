"""Whether a service is open to one person by their permit (便利核验): a checkable answer (P05)."""

from datetime import date
from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from applications.queries.benefits import check_benefit
from hukou.api.describing import DAY, FLAG, TEXT, Schema, listing, record
from hukou.api.shapes import Body, Code, Day, Text, read_body
from hukou.api.views import PrivateView
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import InvalidInput
from hukou.law import Availability, load_law
from registry.actions import note_disclosure
from registry.api.access import scope_of_request

from .benefits import BENEFIT
from .fees import DIVISION
from .law_schema import CITE

CHECKED: Final[dict[int, Schema]] = {
    200: record(
        service=TEXT,
        name=TEXT,
        division=TEXT,
        on=DAY,
        available=FLAG,
        answer={
            "enum": [each.value for each in Availability],
            "description": "Why: open, by steps of a ladder, suspended (endorse it), not held, "
            "registered here (as a resident), or no text in force says anything.",
        },
        benefits=listing(BENEFIT),
        cites=listing(CITE),
    )
}
LONGEST_NAME: Final = 100


class CheckBody(Body):
    """Number and name as on the card: both must agree, otherwise nobody is found."""

    identity_number = Text(max_length=24)
    name = Text(max_length=LONGEST_NAME)
    service = Text(max_length=40)
    division = Code(DIVISION)
    on = Day(required=False)
    purpose = Text(max_length=200)


class CheckView(PrivateView):
    """Answer whether a service is open to somebody, by which clauses; the number stays inside."""

    scopes = {"POST": "residents:read"}

    @extend_schema(operation_id="checkBenefit", request=CheckBody, responses=CHECKED)
    def post(self, request: Request) -> Response:
        asked = read_body(CheckBody, request)
        scope = scope_of_request(request).for_purpose(asked["purpose"])
        on: date = asked.get("on") or clock.today()
        if on > clock.today():
            raise InvalidInput("不能核验今天以后的情况。", field="on")
        if asked["service"] not in load_law().benefits.services:
            raise InvalidInput("没有这一服务事项，请从目录中选择。", field="service")
        number = identity_number.parse(asked["identity_number"], field="identity_number").text
        checked = check_benefit(
            asked["service"], division=asked["division"], on=on, number=number, name=asked["name"]
        )
        if checked.person_id is not None:
            note_disclosure(
                scope=scope,
                kind="benefit_check",
                people=[checked.person_id],
                fields=["residence_permit"],
                purpose=scope.purpose,
            )
        return Response(
            {**checked.answer.as_json(), "division": asked["division"], "on": on.isoformat()}
        )
