"""What documents cost, over HTTP: dated rules with their clauses. Open, and nothing is stored."""

from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.describing import DAY, FLAG, MAYBE_DAY, MAYBE_TEXT, TEXT, Schema, listing, record
from hukou.api.shapes import Body, Code, Day, read_query
from hukou.api.views import OpenView
from hukou.kernel import clock
from hukou.kernel.division_code import within
from hukou.law import load_law

from .law_schema import CITE

DIVISION: Final = r"\d{6}|\d{9}|\d{12}"
FEE: Final = record(
    id=TEXT,
    jurisdiction=MAYBE_TEXT,
    status={"enum": ["draft", "in_force"]},
    documents=listing(TEXT),
    occasions=listing(TEXT),
    settles_in_town=FLAG,
    amount={**MAYBE_TEXT, "description": "Yuan; null where the text gives no amount."},
    effective_from=MAYBE_DAY,
    effective_to=MAYBE_DAY,
    summary=TEXT,
    cite=CITE,
)
FEES: Final[dict[int, Schema]] = {200: record(on=DAY, results=listing(FEE), next=MAYBE_TEXT)}


class FeesAsked(Body):
    on = Day(required=False, help_text="The day that is asked about; today when left out.")
    division = Code(DIVISION, required=False, help_text="Only what holds at this place.")


class FeesView(OpenView):
    """The rules of fees in force on a day, and the drafts, which decide nothing."""

    refuses = {"GET": [400]}

    @extend_schema(operation_id="fees", parameters=[FeesAsked], responses=FEES)
    def get(self, request: Request) -> Response:
        asked = read_query(FeesAsked, request)
        on, division = asked.get("on") or clock.today(), asked.get("division")
        rules = [
            rule.as_json()
            for rule in load_law().fees.on(on)
            if not division or not rule.jurisdiction or within(division, rule.jurisdiction)
        ]
        return Response({"on": on.isoformat(), "results": rules, "next": None})
