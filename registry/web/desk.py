"""Who sits at the desk: what the top bar of every page shows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from hukou.web.menu import BEGINS, COUNTER
from registry.models import Posting, PostingRole


def desk(request: HttpRequest) -> dict[str, object]:
    """Give templates `desk`: whether this is a demonstration, who is signed in and from where."""
    return {"desk": SimpleLazyObject(lambda: _desk(request))}


def _desk(request: HttpRequest) -> dict[str, object]:
    posting: Posting | None = getattr(request, "posting", None)
    role = str(posting.role) if posting else ""
    return {
        "demo": settings.HUKOU_DEMO,
        "name": getattr(getattr(request, "user", None), "name", ""),
        "office_name": posting.office.name if posting else "",
        "role_name": gettext(PostingRole(role).label) if role else "",
        "decides": posting is not None and posting.role != PostingRole.AUXILIARY,
        "serves": role in COUNTER,
        "begins": BEGINS.get(role, "worklist"),
    }
