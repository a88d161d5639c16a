"""Rounds of settling by points (积分年度) over HTTP: their orders, and the public list of each."""

from typing import Final
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import ListKind, Round, RoundList, RoundStage
from applications.queries.rounds.entry import declared_rounds
from applications.queries.rounds.publicity import PublicList, lists_shown, public_list
from hukou.api.describing import (
    DAY,
    FLAG,
    INSTANT,
    MAYBE_DAY,
    MAYBE_TEXT,
    TEXT,
    WHOLE,
    Schema,
    listing,
    maybe,
    record,
)
from hukou.api.pagination import LARGEST_PAGE, decode_cursor, encode_cursor, page_of
from hukou.api.shapes import Body, Code, Text, read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock

from .access import caller_of

LINE: Final = record(place=WHOLE, rank=WHOLE, name=TEXT, ranking_score=TEXT, void=FLAG)
LIST: Final[dict[int, Schema]] = {
    200: record(
        round=TEXT,
        scheme=TEXT,
        division=TEXT,
        year=WHOLE,
        version=WHOLE,
        kind={"enum": list(ListKind.values)},
        quota=WHOLE,
        admitted=WHOLE,
        line=MAYBE_TEXT,
        digest=TEXT,
        published_on=MAYBE_DAY,
        public_until=MAYBE_DAY,
        objections_until=MAYBE_DAY,
        facts_until=DAY,
        cite=record(document=TEXT, clause=TEXT),
        results=listing(LINE),
        next=MAYBE_TEXT,
    )
}

ROUND: Final = record(
    id=TEXT,
    scheme=TEXT,
    division=TEXT,
    year=WHOLE,
    quota=WHOLE,
    stage={"enum": list(RoundStage.values)},
    opens_at=INSTANT,
    closes_at=INSTANT,
    facts_until=DAY,
    publicity_days={**WHOLE, "description": "Working days."},
    objection_days={**WHOLE, "description": "Working days."},
    cite=record(document=TEXT, clause=TEXT),
    list={
        **maybe(record(version=WHOLE, kind={"enum": list(ListKind.values)}, digest=TEXT)),
        "description": "The list that may be read today; null where none is shown.",
    },
)
ROUNDS: Final[dict[int, Schema]] = {200: record(results=listing(ROUND), next=MAYBE_TEXT)}


class RoundsAsked(Body):
    year = serializers.IntegerField(required=False, min_value=1949, max_value=2100)
    division = Code("[1-9][0-9]{5,14}", required=False, help_text="Only those of this place.")


class RoundsView(PrivateView):
    """The rounds that orders have declared, the latest first, and whose list is shown today."""

    scopes = {"GET": "applications:read"}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="rounds", parameters=[RoundsAsked], responses=ROUNDS)
    def get(self, request: Request) -> Response:
        asked = read_query(RoundsAsked, request)
        scope = caller_of(request).scope
        found = declared_rounds(scope, division=asked.get("division", ""), year=asked.get("year"))
        shown = lists_shown(found, on=clock.today())
        return Response(page_of([_declared(each, shown.get(each.pk)) for each in found]))


class ListAsked(Body):
    cursor = Text(max_length=40, required=False)


class RoundListView(PrivateView):
    """Who is admitted by the list of a round that is shown today, the best first.

    The provisional list is shown for the days that the order of the round declares, the final one
    for good; at other times there is nothing to read. `void` marks a place that was taken away
    since the final list.
    """

    scopes = {"GET": "applications:read"}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="roundList", parameters=[ListAsked], responses=LIST)
    def get(self, request: Request, round_id: UUID) -> Response:
        asked = read_query(ListAsked, request)
        after = decode_cursor(asked["cursor"], int)[0] if "cursor" in asked else 0
        found = public_list(round_id, after=int(after), limit=LARGEST_PAGE)
        return Response(_shown(found))


def _declared(round_: Round, shown: RoundList | None) -> dict[str, object]:
    return {
        "id": str(round_.pk),
        "scheme": round_.scheme,
        "division": round_.division,
        "year": round_.year,
        "quota": round_.quota,
        "stage": round_.stage,
        "opens_at": round_.opens_at.isoformat(),
        "closes_at": round_.closes_at.isoformat(),
        "facts_until": round_.facts_until.isoformat(),
        "publicity_days": round_.publicity_days,
        "objection_days": round_.objection_days,
        "cite": round_.cite,
        "list": {"version": shown.version, "kind": shown.kind, "digest": shown.digest}
        if shown
        else None,
    }


def _shown(found: PublicList) -> dict[str, object]:
    round_, made = found.round, found.made
    days = ("published_on", "public_until", "objections_until")
    following = encode_cursor(found.following) if found.following is not None else None
    return {
        "round": str(round_.pk),
        "scheme": round_.scheme,
        "division": round_.division,
        "year": round_.year,
        "version": made.version,
        "kind": made.kind,
        "quota": made.quota,
        "admitted": made.admitted,
        "line": made.line or None,
        "digest": made.digest,
        **{name: day.isoformat() if (day := getattr(made, name)) else None for name in days},
        "facts_until": round_.facts_until.isoformat(),
        "cite": round_.cite,
        **page_of([each.as_json() for each in found.lines], next_cursor=following),
    }
