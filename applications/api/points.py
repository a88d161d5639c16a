"""Scoring facts by a points scheme (积分试算) over HTTP: nothing is stored, nothing is guessed."""

from datetime import date
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.describing import (
    DAY,
    FLAG,
    INSTANT,
    MAYBE_DAY,
    MAYBE_FLAG,
    MAYBE_TEXT,
    TEXT,
    WHOLE,
    Schema,
    closed,
    listing,
    maybe,
    record,
)
from hukou.api.shapes import Body, Day, Text, read_body
from hukou.api.views import OpenView
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import load_law, parse_facts

from .fact_schema import facts_schema
from .law_schema import CITE, FINDING

SHEET: Final[Schema] = record(
    scheme=TEXT,
    example=FLAG,
    total=TEXT,
    ranking_score=TEXT,
    threshold=MAYBE_TEXT,
    qualified=MAYBE_FLAG,
    silence=MAYBE_TEXT,
    window=maybe(
        record(
            year=WHOLE,
            opens=INSTANT,
            closes=INSTANT,
            facts_until=DAY,
            born_from=MAYBE_DAY,
            cite=CITE,
        )
    ),
    conditions=listing(FINDING),
    priorities=listing(record(id=TEXT, name=TEXT, name_en=TEXT, points=TEXT, cite=CITE)),
    items=listing(
        record(
            indicator=TEXT,
            name=TEXT,
            name_en=TEXT,
            block=TEXT,
            factor=TEXT,
            points=TEXT,
            arithmetic=TEXT,
            cap=MAYBE_TEXT,
            missing=listing(TEXT),
            counted=maybe(record(first=DAY, last=DAY)),
            known=TEXT,
            note=MAYBE_TEXT,
            cite=CITE,
        )
    ),
)


class ScoreBody(Body):
    scheme = Text(max_length=40)
    on = Day(required=False)
    facts = serializers.DictField()


class ScoreView(OpenView):
    """Score one person by a scheme, line by line; an unknown fact earns nothing and is named.

    An example (another place's scheme, partly unconfirmed) is marked, and its `silence` is always
    `example`: it decides nothing.
    """

    @staticmethod
    def request_schema() -> dict[str, Any]:
        law = load_law()
        return closed(
            {
                "scheme": {"enum": list(law.shown_schemes)},
                "on": {"type": "string", "format": "date"},
                "facts": facts_schema(law.vocabulary),
            },
            "scheme",
            "facts",
        )

    @extend_schema(operation_id="scorePoints", responses={200: SHEET})
    def post(self, request: Request) -> Response:
        asked = read_body(ScoreBody, request)
        on: date = asked.get("on") or clock.today()
        scheme = load_law().shown_schemes.get(asked["scheme"])
        if scheme is None:
            raise InvalidInput("没有这一积分方案", field="scheme")
        values = parse_facts(asked["facts"], on=on, prefix="facts.").values
        silence = scheme.regulation.term.silence(on, None)
        return Response(
            {
                **scheme.score(values, on=on).as_json(),
                "conditions": [each.as_json() for each in scheme.judged(values, on=on).findings],
                "silence": silence.value if silence else None,
            }
        )
