"""The public list of a round (公示名单) over HTTP: masked names, nobody's numbers."""

from typing import Final
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import ListKind
from applications.queries.round_publicity import PublicList, public_list
from hukou.api.describing import (
    DAY,
    FLAG,
    MAYBE_DAY,
    MAYBE_TEXT,
    TEXT,
    WHOLE,
    Schema,
    listing,
    record,
)
from hukou.api.pagination import LARGEST_PAGE, decode_cursor, encode_cursor, page_of
from hukou.api.shapes import Body, Text, read_query
from hukou.api.views import PrivateView

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
        "cite": {"document": round_.document, "clause": round_.clause},
        **page_of([each.as_json() for each in found.lines], next_cursor=following),
    }
