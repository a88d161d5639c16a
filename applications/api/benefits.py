"""The catalogue of what a permit opens, and ladders, over HTTP. Open, and nothing is stored."""

from datetime import date
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.queries.benefits import Standings, catalogue_at, speaking_at, standings_at
from hukou.api.describing import (
    DAY,
    FLAG,
    MAYBE_DAY,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    TEXT,
    WHOLE,
    Schema,
    closed,
    listing,
    maybe,
    record,
)
from hukou.api.shapes import Body, Code, Day, read_body, read_query
from hukou.api.views import OpenView
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import BenefitKind, load_law, parse_facts

from .fact_schema import DIVISION_CODE, facts_schema
from .fees import DIVISION
from .law_schema import CITE

BENEFIT: Final = record(
    id=TEXT,
    service=TEXT,
    name=TEXT,
    name_en=TEXT,
    kind={"enum": [each.value for each in BenefitKind]},
    jurisdiction=MAYBE_TEXT,
    regulation=MAYBE_TEXT,
    owner=TEXT,
    unit=MAYBE_TEXT,
    owner_basis={
        "enum": ["text", "assumed"],
        "description": "Whether the clause names the department, or its duty suggests it.",
    },
    by_steps=FLAG,
    cite=CITE,
)
RUNG: Final = record(at=TEXT, name=TEXT, name_en=TEXT, opens=listing(TEXT))
LADDER: Final = record(
    id=TEXT,
    regulation=TEXT,
    name=TEXT,
    name_en=TEXT,
    by={"enum": ["points", "tenure"]},
    scheme=MAYBE_TEXT,
    example={**FLAG, "description": "An example never decides: the text gives no steps."},
    effective_from=DAY,
    effective_to=MAYBE_DAY,
    rungs=listing(RUNG),
    cite=CITE,
)
CATALOGUE: Final[dict[int, Schema]] = {
    200: record(
        division=MAYBE_TEXT,
        on=DAY,
        results=listing(BENEFIT),
        not_in_force=listing(BENEFIT),
        ladders=listing(LADDER),
        coverage=maybe(record(id=TEXT, percent=WHOLE, said=TEXT, cite=CITE)),
        next=MAYBE_TEXT,
    )
}
STANDING: Final = record(
    ladder=TEXT,
    example=FLAG,
    decides=FLAG,
    value=TEXT,
    rung=maybe(RUNG),
    next=maybe(RUNG),
    short_by=MAYBE_TEXT,
    reached_on=MAYBE_DAY,
    opens=listing(TEXT),
    missing={"type": "object", "additionalProperties": listing(TEXT)},
)
STANDINGS: Final[dict[int, Schema]] = {
    200: record(division=TEXT, on=DAY, months=MAYBE_WHOLE, ladders=listing(STANDING))
}


class BenefitsAsked(Body):
    division = Code(
        DIVISION, required=False, help_text="The place; only what holds everywhere when left out."
    )
    on = Day(required=False, help_text="The day that is asked about; today when left out.")


class BenefitsView(OpenView):
    """What a permit opens at a place on a day, by clause and department; ladders; the aim."""

    refuses = {"GET": [400]}

    @extend_schema(operation_id="benefits", parameters=[BenefitsAsked], responses=CATALOGUE)
    def get(self, request: Request) -> Response:
        asked = read_query(BenefitsAsked, request)
        found = catalogue_at(asked.get("division", ""), on=asked.get("on") or clock.today())
        aim = found.aim
        shown = {
            "division": found.division or None,
            "on": found.on.isoformat(),
            "results": [each.as_json() for each in found.holding],
            "not_in_force": [each.as_json() for each in found.silent],
            "ladders": [each.as_json() for each in found.ladders],
            "coverage": aim.as_json() if aim else None,
            "next": None,
        }
        return Response(shown)


class StandingBody(Body):
    division = Code(DIVISION)
    on = Day(required=False)
    permit_since = Day(required=False)
    facts = serializers.DictField(required=False)


class StandingView(OpenView):
    """Where one score, and one count of months, stand on every ladder of a place."""

    @staticmethod
    def request_schema() -> dict[str, Any]:
        return closed(
            {
                "division": {"type": "string", "pattern": DIVISION_CODE},
                "on": {"type": "string", "format": "date"},
                "permit_since": {"type": "string", "format": "date"},
                "facts": facts_schema(load_law().vocabulary),
            },
            "division",
        )

    @extend_schema(operation_id="ladderStanding", responses=STANDINGS)
    def post(self, request: Request) -> Response:
        asked = read_body(StandingBody, request)
        on: date = asked.get("on") or clock.today()
        since: date | None = asked.get("permit_since")
        if since is not None and since > on:
            raise InvalidInput("持证起始日不能晚于判断日", field="permit_since")
        facts = None
        if "facts" in asked:
            facts = parse_facts(asked["facts"], on=on, prefix="facts.")
        found = standings_at(asked["division"], on=on, facts=facts, since=since)
        return Response(_shown(found, division=asked["division"], on=on, since=since))


def _shown(found: Standings, *, division: str, on: date, since: date | None) -> dict[str, object]:
    ladders, speaking = [], speaking_at(division, on=on)
    for each in found.ladders:
        reached = each.reached_on(since) if since else None
        ladders.append(
            {
                **each.as_json(),
                "decides": each.ladder.decides(on, speaking),
                "reached_on": reached.isoformat() if reached else None,
                "missing": found.rising.get(each.ladder.scheme, {}),
            }
        )
    return {
        "division": division,
        "on": on.isoformat(),
        "months": found.months,
        "ladders": ladders,
    }
