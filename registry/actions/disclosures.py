"""Who looked at whose data (查询日志)."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from registry.models import Disclosure
from registry.queries import Scope


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
    Disclosure.objects.create(
        account_id=scope.account_id,
        client=scope.client or "",
        person_id=ids[0] if len(ids) == 1 else None,
        people=ids,
        household_id=household,
        kind=kind,
        fields=sorted(fields),
        purpose=purpose,
        application=application,
    )
