"""Agencies answering later (异步答复): signed with the shared secret, believed no further.

The signature is the sign-in (Standard Webhooks 1.0). The same message again is harmless; what is
forged, stale or for another case is refused and written down.
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

from applications.actions import Letter, Receipt, refuse_letter, take_callback
from applications.connectors import (
    AGENCIES,
    SignatureRefused,
    SignatureStale,
    secret_of,
    verify_signature,
)
from applications.errors import MessageIdReused
from applications.models import Problem, Verification
from hukou.api.describing import FLAG, INSTANT, TEXT, closed
from hukou.api.describing import UUID as UUID_TEXT
from hukou.api.throttling import ForgeryRate
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
        refusals = {slug: self._refusal(slug, request) for slug in AGENCIES}
        signers = frozenset(slug for slug, refusal in refusals.items() if refusal is None)
        if not signers:
            stale = [slug for slug, refusal in refusals.items() if _is_stale(refusal)]
            _write_down(request, stale)
            raise AuthenticationFailed("the signature does not hold")
        return Signers(signers), None

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return 'Signature realm="agencies"'

    @staticmethod
    def _refusal(slug: str, request: Request) -> SignatureRefused | None:
        try:
            verify_signature(request.headers, request.body, secret_of(slug), clock.now())
        except SignatureRefused as refusal:
            return refusal
        return None


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
        letter = _letter(request, signers.agencies)
        row = _believed(take_callback(verification_id, letter=letter))
        return Response({"id": row.pk, "status": row.status})


def _believed(receipt: Receipt) -> Verification:
    """Return the row the letter was for, or raise why it was refused."""
    if receipt.row is None:
        raise NotFound
    if receipt.problem == Problem.OTHER_CASE:
        raise InvalidInput("must be the verification of this address", field="request_id")
    if receipt.problem == Problem.REUSED:
        raise MessageIdReused
    if receipt.problem is not None:
        raise InvalidInput(receipt.reason)
    return receipt.row


def _letter(request: Request, signers: frozenset[str]) -> Letter:
    told = request.headers.get("webhook-id", "")
    return Letter(message_id=told, body=request.body, signers=signers)


def _is_stale(refusal: SignatureRefused | None) -> bool:
    return isinstance(refusal, SignatureStale)


def _write_down(request: Request, stale: list[str]) -> None:
    """Keep what bore no good signature; a flood of them from one address only in part."""
    if not ForgeryRate().allow_request(request, None):
        return
    refuse_letter(
        request.parser_context["kwargs"]["verification_id"],
        letter=_letter(request, frozenset()),
        problem=Problem.STALE if stale else Problem.FORGED,
        agency=stale[0] if len(stale) == 1 else "",
    )
