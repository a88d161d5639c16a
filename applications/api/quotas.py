"""How many may still settle (落户名额), over HTTP: of one's own areas, by year."""

from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.models import QuotaKind, QuotaUnit, WhenFull
from applications.queries.quotas import quotas_of
from hukou.api.describing import (
    INSTANT,
    MAYBE_TEXT,
    MAYBE_WHOLE,
    TEXT,
    WHOLE,
    Schema,
    listing,
    record,
)
from hukou.api.pagination import page_of
from hukou.api.shapes import Body, Code, read_query
from hukou.api.views import PrivateView
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden
from registry.models import OFFICERS, Account
from registry.queries import scope_of

CHANGE: Final = record(
    at=INSTANT,
    former={**MAYBE_WHOLE, "description": "Null where it was declared."},
    places=WHOLE,
    reason=TEXT,
    document=TEXT,
    clause=TEXT,
    by=TEXT,
)
QUOTA: Final = record(
    id=WHOLE,
    area=TEXT,
    area_name=TEXT,
    years={**listing(WHOLE), "description": "The first and the last year, both included."},
    regulation=TEXT,
    channel={**MAYBE_TEXT, "description": "Null: every channel of the regulation."},
    kind={**TEXT, "enum": QuotaKind.values},
    unit={**TEXT, "enum": QuotaUnit.values},
    when_full={**TEXT, "enum": WhenFull.values},
    places=WHOLE,
    taken=WHOLE,
    left={**WHOLE, "description": "Below zero where a target was passed."},
    cite=record(document=TEXT, clause=TEXT),
    changes=listing(CHANGE),
)
QUOTAS: Final[dict[int, Schema]] = {200: record(results=listing(QUOTA), next=MAYBE_TEXT)}


class ReadsNoQuotas(Forbidden):
    """Quotas are read by police officers in post."""

    code = "reads-no-quotas"
    zh = "落户名额由在岗民警查询，请由他们查询。"


class QuotasAsked(Body):
    year = serializers.IntegerField(required=False, min_value=1949, max_value=2100)
    area = Code("[1-9][0-9]{5,14}", required=False, help_text="Only of this area and inside it.")


class QuotasView(PrivateView):
    """The quotas that concern the caller's areas: declared, taken and left, with every change."""

    refuses = {"GET": [400]}

    @extend_schema(operation_id="quotas", parameters=[QuotasAsked], responses=QUOTAS)
    def get(self, request: Request) -> Response:
        account = request.user
        scope = scope_of(account, on=clock.today()) if isinstance(account, Account) else None
        if scope is None or not scope.holds(OFFICERS):
            raise ReadsNoQuotas
        asked = read_query(QuotasAsked, request)
        found = quotas_of(scope, year=asked.get("year"), area=asked.get("area", ""))
        return Response(page_of([each.as_json() for each in found]))
