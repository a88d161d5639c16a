"""Who may call an address at all; which rows and fields they see is the scope's business."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from .authentication import Agency


class MayCall(BasePermission):
    """Officers by their session; agencies when their token carries the view's scope.

    A view names the scope of each method: `scopes = {"GET": "residents:read"}`, or several of
    which one is enough, with spaces between. A method without a scope is not for agencies.
    """

    message = "this address is not for you"

    def has_permission(self, request: Request, view: object) -> bool:
        user: Any = request.user
        if isinstance(user, Agency):
            return bool(set(scopes_needed(view, str(request.method))) & user.scopes)
        return bool(user and user.is_authenticated)


def scopes_needed(view: object, method: str) -> list[str]:
    """Return the OAuth scopes of which calling `method` of this view takes one."""
    scopes: dict[str, str] = getattr(view, "scopes", {})
    return scopes.get("GET" if method == "HEAD" else method, "").split()
