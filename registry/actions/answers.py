"""Answers kept under an Idempotency-Key (幂等应答); the API names this store in the settings.

Whoever works under a key holds a lock of its database session: when the process or the server
dies, the lock goes with the session, and the same request can be sent again at once. Sessions must
therefore not be shared by a pooler that gives each transaction another one.
"""

from contextlib import suppress
from typing import Any, Final, NamedTuple

from django.db import Error, connection, transaction

from registry.models import StoredAnswer

HOLD: Final = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
LET_GO: Final = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"
# Only whoever holds the lock comes here: a claim that has no answer was left behind.
CLAIM: Final = """
INSERT INTO registry_storedanswer AS kept (principal, key, request_digest)
VALUES (%s, %s, %s)
ON CONFLICT (principal, key) DO UPDATE
   SET recorded_at = clock_timestamp(), request_digest = excluded.request_digest
 WHERE kept.status IS NULL
RETURNING id
"""


class Kept(NamedTuple):
    """What stands under a key: of which request, and its answer once there is one."""

    digest: str
    status: int | None
    body: Any


class DatabaseStore:
    """Keeps answers in the table of StoredAnswer."""

    @transaction.atomic
    def claim(self, principal: str, key: str, *, digest: str) -> Kept | None:
        """Claim the key for this request; None means it is ours, else what stands there.

        Ours until `leave`, or until our session ends.
        """
        if not _ask(HOLD, _name(principal, key)):
            row = StoredAnswer.objects.filter(principal=principal, key=key).first()
            return _kept(row) if row else Kept(digest, None, None)
        if _ask(CLAIM, principal, key, digest):
            return None
        _ask(LET_GO, _name(principal, key))
        return _kept(StoredAnswer.objects.get(principal=principal, key=key))

    def leave(self, principal: str, key: str) -> None:
        """Work under the key no longer; a session that is gone has left it already."""
        with suppress(Error):
            _ask(LET_GO, _name(principal, key))

    @transaction.atomic
    def remember(self, principal: str, key: str, *, status: int, body: object) -> None:
        """Keep the answer of the request that claimed the key."""
        StoredAnswer.objects.filter(principal=principal, key=key).update(status=status, body=body)

    @transaction.atomic
    def forget(self, principal: str, key: str) -> None:
        """Free the key of a request that was refused."""
        StoredAnswer.objects.filter(principal=principal, key=key, status=None).delete()


def _name(principal: str, key: str) -> str:
    return f"answer {principal} {key}"


def _kept(row: StoredAnswer) -> Kept:
    return Kept(row.request_digest, row.status, row.body)


def _ask(statement: str, *told: str) -> bool:
    """Return whether the statement answered with something true."""
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        row = cursor.fetchone()
    return bool(row and row[0])
