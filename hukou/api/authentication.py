"""Who is asking: an officer with a session, or an agency with an access token."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest
from oauth2_provider.contrib.rest_framework import OAuth2Authentication
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request


@dataclass(frozen=True, slots=True)
class Agency:
    """Another agency's program (调用方), as its access token shows it."""

    client_id: str
    name: str
    scopes: frozenset[str]

    is_authenticated: ClassVar = True
    is_active: ClassVar = True
    pk: ClassVar = None

    @property
    def principal(self) -> str:
        return f"client:{self.client_id}"


class AgencyToken(OAuth2Authentication):  # type: ignore[misc] # published without types
    """OAuth 2.0 bearer tokens of the client credentials grant (RFC 6749 4.4, RFC 6750)."""

    def authenticate(self, request: Request) -> tuple[Agency, Any] | None:
        """Return the agency; a bearer token that does not hold is refused, never ignored."""
        if not _sent_bearer(request):
            return None
        found = super().authenticate(request)
        if found is None:
            raise AuthenticationFailed
        token = found[1]
        agency = Agency(
            client_id=token.application.client_id,
            name=token.application.name,
            scopes=frozenset(token.scope.split()),
        )
        return agency, token


class OfficerSession(SessionAuthentication):
    """The session of the counter's sign-in; writing requests must bring the CSRF token."""

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002
        return 'Session realm="counter"'


def principal_of(request: Request | HttpRequest) -> str:
    """Name who asks, in logs and as the owner of idempotency keys."""
    user = request.user
    if isinstance(user, Agency):
        return user.principal
    return f"account:{user.pk}" if user.is_authenticated else "anonymous"


def _sent_bearer(request: Request) -> bool:
    headers: Mapping[str, str] = request.headers
    return headers.get("Authorization", "").lower().startswith("bearer")
