"""Answers kept under an Idempotency-Key (幂等应答); the API names this store in the settings."""

from typing import Any, NamedTuple

from django.db import connection, transaction

from registry.models import StoredAnswer

# One statement decides who goes first, whatever runs at the same time. A claim that was never
# answered may be taken over when its lease is over.
CLAIM = """
INSERT INTO registry_storedanswer AS kept (principal, key, request_digest)
VALUES (%s, %s, %s)
ON CONFLICT (principal, key) DO UPDATE
   SET recorded_at = clock_timestamp(), request_digest = excluded.request_digest
 WHERE kept.status IS NULL AND kept.recorded_at < clock_timestamp() - make_interval(secs => %s)
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
    def claim(self, principal: str, key: str, *, digest: str, lease: int) -> Kept | None:
        """Claim the key for this request; None means it is ours, else what stands there."""
        with connection.cursor() as cursor:
            cursor.execute(CLAIM, [principal, key, digest, lease])
            if cursor.fetchone() is not None:
                return None
        row = StoredAnswer.objects.get(principal=principal, key=key)
        return Kept(row.request_digest, row.status, row.body)

    @transaction.atomic
    def remember(self, principal: str, key: str, *, status: int, body: object) -> None:
        """Keep the answer of the request that claimed the key."""
        StoredAnswer.objects.filter(principal=principal, key=key).update(status=status, body=body)

    @transaction.atomic
    def forget(self, principal: str, key: str) -> None:
        """Free the key of a request that was refused."""
        StoredAnswer.objects.filter(principal=principal, key=key, status=None).delete()
