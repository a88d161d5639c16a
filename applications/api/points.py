"""Scoring facts by a points scheme (积分试算) over HTTP: nothing is stored, nothing is guessed."""

from datetime import date
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.describing import MAYBE_FLAG, MAYBE_TEXT, TEXT, Schema, closed, listing, record
from hukou.api.shapes import Body, Day, Text, read_body
from hukou.api.views import OpenView
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import load_law, parse_facts

from .fact_schema import facts_schema
from .law_schema import CITE

SHEET: Final[Schema] = record(
    scheme=TEXT,
    total=TEXT,
    ranking_score=TEXT,
    threshold=TEXT,
    qualified=MAYBE_FLAG,
    silence=MAYBE_TEXT,
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
            cite=CITE,
        )
    ),
)


class ScoreBody(Body):
    scheme = Text(max_length=40)
    on = Day(required=False)
    facts = serializers.DictField()


class ScoreView(OpenView):
    """Score one person by a scheme, line by line; an unknown fact earns nothing and is named."""

    @staticmethod
    def request_schema() -> dict[str, Any]:
        law = load_law()
        return closed(
            {
                "scheme": {"enum": list(law.schemes.by_id)},
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
        scheme = load_law().schemes.by_id.get(asked["scheme"])
        if scheme is None:
            raise InvalidInput("没有这一积分方案", field="scheme")
        sheet = scheme.score(parse_facts(asked["facts"], on=on, prefix="facts.").values, on=on)
        silence = scheme.regulation.term.silence(on, None)
        return Response({**sheet.as_json(), "silence": silence.value if silence else None})
