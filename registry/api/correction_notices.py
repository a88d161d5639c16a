"""Notices of corrections (更正通知): each recipient lists and acknowledges its own (R10)."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.pagination import LARGEST_PAGE, decode_cursor, encode_cursor, page_of
from hukou.api.shapes import Body, Choice, Text, read_body, read_query
from hukou.api.views import PrivateView
from hukou.kernel.errors import NotFound
from registry.actions import acknowledge_notice
from registry.models import NoticeAnswer
from registry.queries import Notice, Scope, notices_to

from .access import scope_of_request
from .described import ACKNOWLEDGED, NOTICES

READERS = "residents:read households:read"
SHOWN = (
    "id",
    "entry",
    "kind",
    "kind_name",
    "wrong_kind",
    "wrong_kind_name",
    "wrong_on",
    "people",
    "office_name",
    "told_at",
    "acknowledged_at",
    "answer",
)


class Listed(Body):
    cursor = Text(max_length=40, required=False)


class Answered(Body):
    answer = Choice(
        choices=NoticeAnswer.values,
        help_text="repaired: what was stored is put right; unused: nothing was made of it.",
    )


class CorrectionNoticesView(PrivateView):
    """What the caller had read and was corrected since; a correction by a notice of its own."""

    scopes = {"GET": READERS}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="correctionNotices", parameters=[Listed], responses=NOTICES)
    def get(self, request: Request) -> Response:
        asked = read_query(Listed, request)
        scope = scope_of_request(request)
        before = int(decode_cursor(asked["cursor"], int)[0]) if "cursor" in asked else None
        found = notices_to(scope, limit=LARGEST_PAGE, before=before)
        following = encode_cursor(int(found.next)) if found.next else None
        return Response(page_of([_shown(each) for each in found.items], next_cursor=following))


class AcknowledgeView(PrivateView):
    """Acknowledge a notice, and say what was done; the same answer again changes nothing."""

    scopes = {"POST": READERS}
    refuses = {"POST": [409]}

    @extend_schema(operation_id="acknowledgeNotice", request=Answered, responses=ACKNOWLEDGED)
    def post(self, request: Request, notice_id: int) -> Response:
        scope = scope_of_request(request)
        asked = read_body(Answered, request)
        acknowledge_notice(notice_id, recipient=_recipient(scope), answer=asked["answer"])
        [notice] = notices_to(scope, limit=1, notice=notice_id).items
        return Response(_shown(notice))


def _recipient(scope: Scope) -> int | str:
    recipient = scope.client or scope.account_id
    if recipient is None:
        raise NotFound
    return recipient


def _shown(notice: Notice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in SHOWN}
