"""Checking a document by the code it bears (证件核验): for whoever reads its QR code."""

from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hukou.api.describing import DAY, MAYBE_DAY, TEXT, Schema, record
from hukou.api.views import OpenView
from hukou.kernel import clock
from registry.models import DocumentKind, DocumentStatus
from registry.queries import verified

VERIFIED: Final[dict[int, Schema]] = {
    200: record(
        kind={"enum": list(DocumentKind.values)},
        kind_name=TEXT,
        serial=TEXT,
        office_name=TEXT,
        issued_on=DAY,
        valid_until=MAYBE_DAY,
        status={"enum": list(DocumentStatus.values)},
        status_name=TEXT,
        holder={**TEXT, "description": "The holder's name, all but its first character hidden."},
        digest={**TEXT, "description": "The first 16 digits; the same stand at the paper's foot."},
    )
}


class VerifyView(OpenView):
    """Whether a document was issued, and how it stands: valid, expired, used, replaced or void."""

    @extend_schema(operation_id="verifyDocument", responses=VERIFIED)
    def get(self, request: Request, code: str) -> Response:  # noqa: ARG002
        found = verified(code, on=clock.today())
        answer = {name: getattr(found, name) for name in type(found).__dataclass_fields__}
        return Response(answer, headers={"Cache-Control": "no-store"})
