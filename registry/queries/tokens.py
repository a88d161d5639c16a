"""Whose an access token is (访问令牌): how every request of another agency begins."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .sql import fetch

BY_CHECKSUM: Final = """
SELECT token.scope, client.client_id, client.name
FROM oauth2_provider_accesstoken token
JOIN oauth2_provider_application client ON client.id = token.application_id
WHERE token.token_checksum = %(checksum)s AND token.expires > %(at)s
  AND token.resource = '[]'::jsonb
"""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a valid token says: the program that holds it, and its scopes."""

    client_id: str
    name: str
    scopes: frozenset[str]


def grant_of(token: str, *, at: datetime) -> Grant | None:
    """Return what a token grants at an instant; None where it is unknown, revoked or expired.

    A token that was asked for with a resource of its own (RFC 8707) is not for this service.
    """
    checksum = hashlib.sha256(token.encode()).hexdigest()
    for row in fetch(BY_CHECKSUM, {"checksum": checksum, "at": at}):
        return Grant(row["client_id"], row["name"], frozenset(row["scope"].split()))
    return None
