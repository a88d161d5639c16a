"""Papers (材料) handed in over HTTP, one file at a time."""

from typing import Final
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from applications.actions import Upload, attach
from hukou.api.idempotency import once
from hukou.api.schema import IDEMPOTENCY_KEY
from hukou.api.shapes import Body, read_body
from hukou.api.views import UploadView
from hukou.kernel.errors import DomainError

from .access import actor_of, refusal
from .case_schema import UPLOADED

MOST_BYTES: Final = 11 * 1024 * 1024
"""A file of 10 MB with what multipart puts around it."""


class PaperBody(Body):
    file = serializers.FileField(allow_empty_file=True)
    kind = serializers.CharField(max_length=60)
    party = serializers.IntegerField(required=False, min_value=1, max_value=10**12)


class DocumentsView(UploadView):
    """Put a paper to an application: PDF, JPEG or PNG by its content, at most 10 MB."""

    most_bytes = MOST_BYTES
    scopes = {"POST": "applications:write"}
    takes = {"POST": [IDEMPOTENCY_KEY]}
    refuses = {"POST": [409, 422]}

    @extend_schema(operation_id="attachDocument", request=PaperBody, responses=UPLOADED)
    @once
    def post(self, request: Request, application_id: UUID) -> Response:
        asked = read_body(PaperBody, request)
        try:
            document = attach(
                application_id,
                _upload(asked["file"]),
                kind=asked["kind"],
                party=asked.get("party"),
                **actor_of(request),
            )
        except DomainError as refused:
            raise refusal(refused, request, application_id) from refused
        shown = {
            "id": document.id,
            "kind": document.kind,
            "party": document.party_id,
            "content_type": document.content_type,
            "size": document.size,
            "sha256": document.sha256,
            "uploaded_at": document.uploaded_at,
        }
        return Response(shown, status=201)


def _upload(sent: UploadedFile[bytes]) -> Upload:
    return Upload(name=sent.name or "", content_type=sent.content_type or "", content=sent.read())
