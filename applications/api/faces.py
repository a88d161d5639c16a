"""Comparing faces over HTTP (人像比对), for the staff of an office: advice, their own finding."""

from typing import Final
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.actions import find_face
from applications.comparing_faces import compare_faces
from applications.models import FaceComparison, FaceFinding, FaceOccasion
from hukou.api.describing import (
    INSTANT,
    MAYBE_FLAG,
    MAYBE_INSTANT,
    MAYBE_TEXT,
    TEXT,
    WHOLE,
    Schema,
    record,
)
from hukou.api.describing import UUID as KEY
from hukou.api.idempotency import once
from hukou.api.schema import IDEMPOTENCY_KEY
from hukou.api.shapes import Body, Choice, Text, read_body
from hukou.api.views import PrivateView, UploadView
from hukou.kernel.errors import DomainError, Forbidden, NotFound
from registry.actions import note_disclosure
from registry.models import Account

from .access import Caller, caller_of, refusal

MOST_BYTES: Final = 5 * 1024 * 1024
COMPARISON: Final = record(
    id=KEY,
    party=WHOLE,
    occasion=TEXT,
    consent=TEXT,
    asked_at=INSTANT,
    status=TEXT,
    similarity=MAYBE_TEXT,
    threshold=MAYBE_TEXT,
    says_same=MAYBE_FLAG,
    model=TEXT,
    model_version=TEXT,
    answered_at=MAYBE_INSTANT,
    finding=TEXT,
    reason=TEXT,
    found_at=MAYBE_INSTANT,
)
COMPARED: Final[dict[int, Schema]] = {201: COMPARISON}
FOUND: Final[dict[int, Schema]] = {200: COMPARISON}
SHOWN: Final = tuple(COMPARISON["properties"])


class ComparedBody(Body):
    party = serializers.IntegerField(min_value=1, max_value=10**12)
    occasion = serializers.ChoiceField(choices=FaceOccasion.values)
    consent = serializers.CharField(max_length=200)
    of_paper = serializers.FileField(allow_empty_file=True)
    of_visitor = serializers.FileField(allow_empty_file=True)


class FindingBody(Body):
    finding = Choice(choices=FaceFinding.values)
    reason = Text(max_length=300, required=False, allow_blank=True)


def _staff(request: Request, application_id: UUID) -> tuple[Account, Caller]:
    """Return the member of staff who asks, where they may see the file."""
    caller = caller_of(request)
    if caller.account is None:
        raise Forbidden("faces are compared by those who have the person before them")
    if not caller.sees(application_id):
        raise NotFound
    return caller.account, caller


class FacesView(UploadView):
    """Ask how alike two pictures of a party are: JPEG or PNG, 2 MB each; neither is kept.

    What comes back is advice. Nothing is assessed or decided on it.
    """

    most_bytes = MOST_BYTES
    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [404, 409, 422]}

    @extend_schema(operation_id="compareFaces", request=ComparedBody, responses=COMPARED)
    @once
    def post(self, request: Request, application_id: UUID) -> Response:
        by, caller = _staff(request, application_id)
        asked = read_body(ComparedBody, request)
        pictures = {name: asked[name].read() for name in ("of_paper", "of_visitor")}
        told = {name: asked[name] for name in ("party", "occasion", "consent")}
        try:
            made = compare_faces(application_id, by=by, **told, **pictures)
        except DomainError as refused:
            raise refusal(refused, request, application_id) from refused
        return Response(_shown(made, caller), status=201)


class FaceFindingView(PrivateView):
    """Write the officer's own finding beside the advice, once."""

    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [404, 409]}

    @extend_schema(operation_id="findFace", request=FindingBody, responses=FOUND)
    @once
    def post(self, request: Request, application_id: UUID, face_id: UUID) -> Response:
        by, caller = _staff(request, application_id)
        asked = read_body(FindingBody, request)
        rows = FaceComparison.objects.filter(pk=face_id, application=application_id)
        if not rows.exists():
            raise NotFound
        try:
            found = find_face(
                face_id, finding=asked["finding"], reason=asked.get("reason", ""), by=by
            )
        except DomainError as refused:
            raise refusal(refused, request, application_id) from refused
        return Response(_shown(found, caller))


def _shown(row: FaceComparison, caller: Caller) -> dict[str, object]:
    """Return the comparison; that it was read is noted."""
    person = row.party.person_id
    note_disclosure(
        scope=caller.scope,
        kind="faces",
        people=[person] if person else [],
        fields=["face_advice"],
        purpose=caller.scope.purpose or "face comparison",
        application=row.application_id,
    )
    told = {name: getattr(row, name) for name in SHOWN if name != "party"}
    shares = {
        name: None if told[name] is None else str(told[name])
        for name in ("similarity", "threshold")
    }
    return {**told, **shares, "party": row.party_id}
