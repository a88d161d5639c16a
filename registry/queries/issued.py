"""Documents that were issued (签发证件): those of an office, and one by the code it bears."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db.models import QuerySet

from hukou.kernel.errors import NotFound
from registry.models import DocumentKind, DocumentStatus, IssuedDocument

from .scope import Scope

RECENT: Final = 50
DIGEST_SHOWN: Final = 16
HIDDEN: Final = "＊"


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What anybody learns who holds a document's code: that it was issued, and how it stands."""

    kind: str
    kind_name: str
    serial: str
    office_name: str
    issued_on: date
    valid_until: date | None
    status: str
    status_name: str
    holder: str = field(repr=False)
    digest: str


def documents_of(
    scope: Scope, *, person_id: int | None = None, household_id: int | None = None
) -> list[IssuedDocument]:
    """Return what these offices issued, the latest 50 first; two statements.

    Narrowed to a person or a household where one is given.
    """
    rows = _seen(scope).select_related("office").prefetch_related("events").order_by("-id")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    if household_id is not None:
        rows = rows.filter(household_id=household_id)
    return list(rows[:RECENT])


def document_issued(document_id: int, *, scope: Scope) -> IssuedDocument:
    """Return one document with its log. Raises NotFound where it is not for this scope."""
    rows = _seen(scope).select_related("office", "issued_by", "replaces", "replaced_by")
    found = rows.prefetch_related("events__by").filter(pk=document_id).first()
    if found is None:
        raise NotFound
    return found


def verified(code: str, *, on: date) -> VerifiedDocument:
    """Return what a document's code tells a reader; the holder's name is masked.

    Raises NotFound: no document bears this code.
    """
    rows = IssuedDocument.objects.select_related("office").prefetch_related("events")
    document = rows.filter(verification_code=code).first()
    if document is None:
        raise NotFound
    status = document.status_on(on)
    return VerifiedDocument(
        kind=document.kind,
        kind_name=str(DocumentKind(document.kind).label),
        serial=document.serial,
        office_name=document.office.name,
        issued_on=document.issued_on,
        valid_until=document.valid_until,
        status=status.value,
        status_name=str(DocumentStatus(status).label),
        holder=masked_name(document.content["holder"]),
        digest=document.digest[:DIGEST_SHOWN],
    )


def masked_name(name: str) -> str:
    """Return a name's first character, and that more follow; how many is not told."""
    return f"{name[:1]}{HIDDEN * 2}" if name else ""


def _seen(scope: Scope) -> QuerySet[IssuedDocument]:
    return scope.rows(IssuedDocument.objects.all())
