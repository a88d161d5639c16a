"""Visits over HTTP (入户走访): the doors are taken along, what was found there comes back later."""

import uuid
from typing import Any, Final

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.describing import (
    DAY,
    FLAG,
    INSTANT,
    MAYBE_WHOLE,
    OBJECT,
    TEXT,
    UUID,
    WHOLE,
    Schema,
    listing,
    page,
    record,
)
from hukou.api.idempotency import once
from hukou.api.pagination import LARGEST_PAGE, decode_cursor, encode_cursor, page_of
from hukou.api.schema import IDEMPOTENCY_KEY, PURPOSE
from hukou.api.shapes import Body, Choice, Day, Key, Text, Whole, read_body, read_query
from hukou.api.views import PrivateView, UploadView
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden, NotFound
from registry.actions import (
    Gathered,
    GatheredBatch,
    keep_visit_photo,
    note_disclosure,
    take_visit_results,
)
from registry.models import Account, VisitResult, VisitState
from registry.queries import Scope
from registry.queries.visits import list_visit_tasks, stops_told, visit_task_of

from .access import scope_of_request

MOST_BYTES: Final = 11 * 1024 * 1024
MOST_RESULTS: Final = 500
TASK_SHOWN: Final = (
    "id",
    "title",
    "office_name",
    "starts_on",
    "due_on",
    "state",
    "stops",
    "results",
)
STOP_SHOWN: Final = (
    "id",
    "sequence",
    "ground",
    "address_text",
    "result",
    "conflicts",
    "household_id",
)
TASK: Final = {
    "id": WHOLE, "title": TEXT, "office_name": TEXT, "starts_on": DAY, "due_on": DAY,
    "state": TEXT, "stops": WHOLE, "results": OBJECT,
}  # fmt: skip
STOP: Final = record(
    id=WHOLE,
    sequence=WHOLE,
    ground=TEXT,
    address_text=TEXT,
    result=TEXT,
    conflicts=WHOLE,
    household_id=MAYBE_WHOLE,
    people=listing(record(id=WHOLE, name=TEXT)),
)
TASKS: Final[dict[int, Schema]] = {200: page(record(**TASK))}
ROUTE: Final[dict[int, Schema]] = {200: record(**TASK, route=listing(STOP))}
TAKEN: Final[dict[int, Schema]] = {
    201: record(
        batch=UUID,
        repeated=FLAG,
        results=listing(record(id=UUID, stop=WHOLE, standing=TEXT)),
    )
}
KEPT: Final[dict[int, Schema]] = {
    201: record(id=UUID, content_type=TEXT, size=WHOLE, sha256=TEXT, uploaded_at=INSTANT)
}


def _walker(request: Request) -> tuple[Account, Scope]:
    """Return the member of staff who asks; programs of other agencies walk no beat."""
    scope = scope_of_request(request)
    if not isinstance(request.user, Account) or not scope.is_staff:
        raise Forbidden("visits are made by the staff of a station")
    return request.user, scope


class TaskQuery(Body):
    state = Choice(choices=VisitState.values, required=False)
    cursor = Text(max_length=40, required=False)


class VisitTasksView(PrivateView):
    """The tasks of visits of the caller's offices, the latest first, with how far each is."""

    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [400]}

    @extend_schema(operation_id="listVisits", parameters=[TaskQuery], responses=TASKS)
    def get(self, request: Request) -> Response:
        asked = read_query(TaskQuery, request)
        _by, scope = _walker(request)
        after = int(decode_cursor(asked["cursor"], int)[0]) if "cursor" in asked else None
        found = list_visit_tasks(
            scope=scope, state=asked.get("state", ""), after=after, limit=LARGEST_PAGE
        )
        shown = [{name: getattr(each, name) for name in TASK_SHOWN} for each in found.items]
        following = encode_cursor(int(found.next)) if found.next else None
        return Response(page_of(shown, next_cursor=following))


class VisitTaskView(PrivateView):
    """One task with its doors in order of the route, to be taken along without a line."""

    takes = {"GET": [PURPOSE]}
    refuses = {"GET": [404]}

    @extend_schema(operation_id="takeVisitRoute", responses=ROUTE)
    def get(self, request: Request, task_id: int) -> Response:
        _by, scope = _walker(request)
        task = visit_task_of(task_id, scope=scope)
        if task is None:
            raise NotFound
        stops = stops_told(task_id, scope=scope, on=clock.today())
        people = sorted({person for each in stops for person in each.names})
        note_disclosure(
            scope=scope,
            kind="visit_task",
            people=people,
            fields=["name", "address"],
            purpose=scope.purpose,
        )
        route = [
            {name: getattr(stop, name) for name in STOP_SHOWN}
            | {"people": [{"id": key, "name": name} for key, name in stop.names.items()]}
            for stop in stops
        ]
        shown = {name: getattr(task, name) for name in TASK_SHOWN}
        return Response({**shown, "route": route})


class ResultBody(Body):
    id = serializers.UUIDField(help_text="Given by the device; the same result keeps it.")
    stop = Key()
    result = Choice(choices=VisitResult.values)
    visited_on = Day()
    note = Text(max_length=500, required=False, allow_blank=True)
    people = serializers.ListField(child=Key(), required=False, max_length=100)
    pictures = serializers.ListField(child=Text(max_length=64), required=False, max_length=6)


class ResultsBody(Body):
    batch = serializers.UUIDField(help_text="Given by the device; the same batch keeps it.")
    count = Whole(min_value=1, max_value=MOST_RESULTS)
    results = ResultBody(many=True, allow_empty=False)


class VisitResultsView(PrivateView):
    """Send what was found at the doors: the whole batch is taken in once, or nothing of it.

    A result for a stop that somebody else answered is kept as a `conflict` for a person.
    """

    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [400, 404, 409]}

    @extend_schema(operation_id="sendVisitResults", request=ResultsBody, responses=TAKEN)
    @once
    def post(self, request: Request, task_id: int) -> Response:
        by, _scope = _walker(request)
        asked = read_body(ResultsBody, request)
        results = tuple(_gathered(each) for each in asked["results"])
        batch = GatheredBatch(id=asked["batch"], count=asked["count"], results=results)
        taken = take_visit_results(task_id, batch, by=by)
        told = [
            {"id": each.pk, "stop": each.stop_id, "standing": each.standing}
            for each in taken.reports
        ]
        shown = {"batch": batch.id, "repeated": taken.repeated, "results": told}
        return Response(shown, status=201)


def _gathered(told: dict[str, Any]) -> Gathered:
    lists = {name: tuple(told.get(name, ())) for name in ("people", "pictures")}
    return Gathered(**told | lists)


class PhotoBody(Body):
    file = serializers.FileField(allow_empty_file=True)


class VisitPhotosView(UploadView):
    """Send a photo that a result told of by its digest: JPEG or PNG, at most 10 MB."""

    most_bytes = MOST_BYTES
    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [404]}

    @extend_schema(operation_id="sendVisitPhoto", request=PhotoBody, responses=KEPT)
    @once
    def post(self, request: Request, report_id: uuid.UUID) -> Response:
        by, _scope = _walker(request)
        asked = read_body(PhotoBody, request)
        photo = keep_visit_photo(report_id, asked["file"].read(), by=by)
        shown = {
            name: getattr(photo, name)
            for name in ("id", "content_type", "size", "sha256", "uploaded_at")
        }
        return Response(shown, status=201)
