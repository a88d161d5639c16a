"""Data quality over HTTP: lists of other agencies come in, officers read what was found."""

from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.authentication import Agency
from hukou.api.describing import DAY, OBJECT, TEXT, WHOLE, Schema, listing, page, record
from hukou.api.idempotency import once
from hukou.api.pagination import LARGEST_PAGE, decode_cursor, encode_cursor, page_of
from hukou.api.schema import IDEMPOTENCY_KEY, PURPOSE
from hukou.api.shapes import Body, Choice, Code, Day, Text, read_body, read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden, InvalidInput
from registry.actions import NoticeRow, note_disclosure, take_notices
from registry.models import FindingStatus, NoticeKind
from registry.queries import FindingSearch, list_findings

from .access import scope_of_request

FINDING: Final = record(
    id=WHOLE,
    rule=TEXT,
    rule_name=TEXT,
    kind=TEXT,
    severity=TEXT,
    status=TEXT,
    found_on=DAY,
    age=WHOLE,
    score=WHOLE,
    office_id=WHOLE,
    office_name=TEXT,
    assigned_to=TEXT,
    people=listing(WHOLE),
    households=listing(WHOLE),
    notices=listing(WHOLE),
    evidence=OBJECT,
)
FOUND: Final[dict[int, Schema]] = {200: page(FINDING)}
TAKEN: Final[dict[int, Schema]] = {201: record(new=WHOLE, repeated=WHOLE)}
SHOWN: Final = (
    "id",
    "rule_name",
    "kind",
    "severity",
    "status",
    "found_on",
    "age",
    "score",
    "office_id",
    "office_name",
    "assigned_to",
    "people",
    "households",
    "notices",
    "evidence",
)
MOST_ROWS: Final = 1000


class NoticeBody(Body):
    reference = Text(max_length=60)
    number = Text(max_length=40, help_text="Of whom it is about; of the mother for a birth.")
    name = Text(max_length=100, allow_blank=True)
    event_date = Day()
    division = Code("[0-9]{6}([0-9]{3}|[0-9]{6})?", required=False)


class NoticesBody(Body):
    kind = Choice(choices=NoticeKind.values)
    notices = NoticeBody(many=True, allow_empty=False)


class NoticesView(PrivateView):
    """Tell of deaths, births, pupils or insured people: all rows are taken in, or none."""

    scopes = {"POST": "notices:write"}
    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [400, 409]}

    @extend_schema(operation_id="tellNotices", request=NoticesBody, responses=TAKEN)
    @once
    def post(self, request: Request) -> Response:
        if not isinstance(request.user, Agency):
            raise Forbidden("lists come from the programs of other agencies")
        asked = read_body(NoticesBody, request)
        if len(asked["notices"]) > MOST_ROWS:
            raise InvalidInput(f"at most {MOST_ROWS} at once", field="notices")
        rows = [_row(place, told) for place, told in enumerate(asked["notices"])]
        agency = request.user
        taken = take_notices(rows, agency=agency.name, kind=asked["kind"], source_file="API")
        return Response({"new": taken.new, "repeated": taken.repeated}, status=201)


def _row(place: int, told: dict[str, Any]) -> NoticeRow:
    return NoticeRow(place=f"notices.{place}", **told)


class FindingQuery(Body):
    status = Choice(choices=FindingStatus.values, required=False)
    cursor = Text(max_length=40, required=False)


class FindingsView(PrivateView):
    """What the rules of data quality found at the offices of an officer, the earliest first."""

    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="qualityFindings", parameters=[FindingQuery], responses=FOUND)
    def get(self, request: Request) -> Response:
        asked = read_query(FindingQuery, request)
        scope = scope_of_request(request)
        if not scope.is_officer:
            raise Forbidden("findings are for officers in post")
        after = decode_cursor(asked["cursor"], int)[0] if "cursor" in asked else 0
        search = FindingSearch(status=asked.get("status", FindingStatus.OPEN))
        found = list_findings(
            search, scope=scope, on=clock.today(), after=int(after), limit=LARGEST_PAGE
        )
        note_disclosure(
            scope=scope,
            kind="findings",
            people=sorted({person for each in found.items for person in each.people}),
            fields=["id"],
            purpose=scope.purpose,
        )
        shown = [
            {"rule": each.code} | {name: getattr(each, name) for name in SHOWN}
            for each in found.items
        ]
        following = encode_cursor(int(found.next)) if found.next else None
        return Response(page_of(shown, next_cursor=following))
