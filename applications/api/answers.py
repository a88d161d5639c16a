"""Agencies answering later (异步答复): signed with the shared secret, believed no further.

The signature is the sign-in (Standard Webhooks 1.0). The same answer again is harmless.
"""

from dataclasses import dataclass
from typing import Any, ClassVar, Final
from uuid import UUID

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import IsAuthenticated
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


@dataclass(frozen=True, slots=True)
class Signers:
    """The agencies whose secret signed a message: one, where each has a secret of its own."""

    agencies: frozenset[str]

    is_authenticated: ClassVar = True
    is_active: ClassVar = True
    pk: ClassVar = None


class AgencySignature(BaseAuthentication):
    """The signature over the message is the sign-in; whoever signed nothing learns nothing."""

    def authenticate(self, request: Request) -> tuple[Signers, None]:
        signers = [slug for slug in AGENCIES if self._signed_by(slug, request)]
        if not signers:
            raise AuthenticationFailed("the signature does not hold")
        return Signers(frozenset(signers)), None

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return 'Signature realm="agencies"'

    @staticmethod
    def _signed_by(slug: str, request: Request) -> bool:
        try:
            verify_signature(request.headers, request.body, secret_of(slug), clock.now())
        except SignatureRefused:
            return False
        return True


class AgencySignatureScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the description names signatures."""

    target_class = AgencySignature
    name = "signature"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:  # noqa: ARG002
        return {"type": "apiKey", "in": "header", "name": "webhook-signature"}


class AnswerView(APIView):
    """Take an agency's answer to one verification."""

    authentication_classes = [AgencySignature]
    permission_classes = [IsAuthenticated]
    takes = {
        "POST": [
            {"in": "header", "name": name, "required": True, "schema": {"type": "string"}}
            for name in HEADERS
        ]
    }

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
        signers = request.user
        assert isinstance(signers, Signers)  # noqa: S101 - the only way in
        row = Verification.objects.filter(id=verification_id, agency__in=signers.agencies).first()
        if row is None:
            raise NotFound
        if not _is_for(request, verification_id):
            raise InvalidInput("must be the verification of this address", field="request_id")
        try:
            answer = parse_answer(question_for(row, on=clock.today()), request.body)
        except AgencyError as unusable:
            record_failure(row.pk, error=unusable.reason, permanent=unusable.permanent)
            raise InvalidInput(unusable.reason) from unusable
        recorded = record_answer(row.pk, answer)
        return Response({"id": recorded.pk, "status": recorded.status})


def _is_for(request: Request, verification_id: UUID) -> bool:
    """Whether the signed message is of this address: the signature does not cover addresses."""
    told = request.data.get("request_id") if isinstance(request.data, dict) else None
    return isinstance(told, str) and told.lower() == str(verification_id)
