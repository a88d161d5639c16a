"""Agencies answering later (异步答复): signed with the shared secret, believed no further.

The signature is the sign-in (Standard Webhooks 1.0). The same answer again is harmless.
"""

from typing import Final
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.actions import record_answer, record_failure
from applications.connectors import (
    AGENCIES,
    AgencyError,
    SignatureRefused,
    parse_answer,
    secret_of,
    verify_signature,
)
from applications.models import Verification
from applications.queries.questions import question_for
from hukou.api.describing import FLAG, INSTANT, TEXT, closed
from hukou.api.describing import UUID as UUID_TEXT
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound

from .case_schema import RECORDED

HEADERS: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")


class SignatureInvalid(AuthenticationFailed):
    """The message is not signed by an agency we asked."""

    default_detail = "the signature does not hold"


class AnswerView(APIView):
    """Take an agency's answer to one verification."""

    authentication_classes = []
    permission_classes = [AllowAny]
    takes = {
        "POST": [
            {"in": "header", "name": name, "required": True, "schema": {"type": "string"}}
            for name in HEADERS
        ]
    }
    refuses = {"POST": [401]}

    def get_authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return 'Signature realm="agencies"'

    @staticmethod
    def request_schema() -> dict[str, object]:
        return closed(
            {
                "request_id": UUID_TEXT,
                "subject": closed({"identity_number": TEXT}, "identity_number"),
                "fact": TEXT,
                "known": FLAG,
                "value": {},
                "answered_at": INSTANT,
                "receipt": TEXT,
            },
            *("request_id", "subject", "fact", "known", "answered_at", "receipt"),
        ) | {"additionalProperties": True}

    @extend_schema(operation_id="answerVerification", responses=RECORDED)
    def post(self, request: Request, verification_id: UUID) -> Response:
        body = request.body
        signers = _signers(request, body)
        row = Verification.objects.filter(id=verification_id, agency__in=signers).first()
        if row is None:
            raise NotFound
        try:
            answer = parse_answer(question_for(row, on=clock.today()), body)
        except AgencyError as unusable:
            record_failure(row.pk, error=unusable.reason, permanent=unusable.permanent)
            raise InvalidInput(unusable.reason) from unusable
        recorded = record_answer(row.pk, answer)
        return Response({"id": recorded.pk, "status": recorded.status})


def _signers(request: Request, body: bytes) -> list[str]:
    """Return the agencies whose secret signed this; whoever signed nothing learns nothing.

    Raises SignatureInvalid.
    """
    signers = [slug for slug in AGENCIES if _signed_by(slug, request, body)]
    if not signers:
        raise SignatureInvalid
    return signers


def _signed_by(slug: str, request: Request, body: bytes) -> bool:
    try:
        verify_signature(request.headers, body, secret_of(slug), clock.now())
    except SignatureRefused:
        return False
    return True
