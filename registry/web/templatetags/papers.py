"""Documents that were issued, in words (签发证件): kinds, standing and log."""

from typing import Final

from django import template
from django.utils.translation import gettext

from hukou.kernel import clock
from registry.models import DocumentEventKind, DocumentKind, DocumentStatus, IssuedDocument

register = template.Library()

TONES: Final = {
    DocumentStatus.VALID: "ok",
    DocumentStatus.EXPIRED: "warn",
    DocumentStatus.USED: "plain",
    DocumentStatus.REPLACED: "plain",
    DocumentStatus.LOST: "bad",
    DocumentStatus.VOIDED: "bad",
}


@register.filter
def document_kind(kind: str) -> str:
    """Return what a kind of document is called."""
    return gettext(str(DocumentKind(kind).label))


@register.filter
def document_event(kind: str) -> str:
    """Return what happened to a document."""
    return gettext(str(DocumentEventKind(kind).label))


@register.filter
def standing(document: IssuedDocument) -> DocumentStatus:
    """Return how a document stands today."""
    return document.status_on(clock.today())


@register.filter
def standing_words(status: str) -> str:
    """Return how a document stands, in words."""
    return gettext(str(DocumentStatus(status).label))


@register.filter
def standing_tag(status: str) -> str:
    """Return the class of the tag that says how a document stands."""
    return f"tag tag-{TONES[DocumentStatus(status)]}"


@register.filter
def in_fours(code: str) -> str:
    """Return a code in groups that can be read aloud."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
