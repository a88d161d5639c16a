"""Who is asking: an officer with a session, or an agency with an access token."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
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


class BearerToken(BaseAuthentication, ABC):
    """OAuth 2.0 access tokens of the client credentials grant (RFC 6749 4.4, RFC 6750).

    Whoever keeps the tokens says in `holder` whose a token is.
    """

    @abstractmethod
    def holder(self, token: str) -> Agency | None:
        """Return the agency that holds a token which is valid now."""

    def authenticate(self, request: Request) -> tuple[Agency, None] | None:
        """Return the agency; a bearer token that does not hold is refused, never ignored."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        agency = self.holder(token.strip())
        if agency is None:
            raise AuthenticationFailed
        return agency, None

    def authenticate_header(self, request: Request) -> str:
        sent = "Authorization" in request.headers
        return 'Bearer realm="api", error="invalid_token"' if sent else 'Bearer realm="api"'


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
