"""Who looked at whose data (查询日志)."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from registry.queries import Scope

# Every reading waits for this: written out, it costs a quarter of what the ORM takes.
NOTE: Final = """
INSERT INTO registry_disclosure
    (account_id, office_id, client, person_id, people, household_id, kind, fields, purpose,
     application)
VALUES (%s, %s, %s, %s, %s::bigint[], %s, %s, %s::varchar[], %s, %s)
"""


@transaction.atomic
def note_disclosure(
    *,
    scope: Scope,
    kind: str,
    people: Collection[int],
    fields: Collection[str],
    purpose: str,
    household: int | None = None,
    application: UUID | None = None,
) -> None:
    """Note that these people's data were read: by whom, which fields, what for. One INSERT."""
    ids = sorted(people)
    who = (scope.account_id, scope.office_id, scope.client or "")
    whom = (ids[0] if len(ids) == 1 else None, ids, household)
    what = (kind, sorted(fields), purpose, application)
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [*who, *whom, *what])
