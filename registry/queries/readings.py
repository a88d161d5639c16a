"""Who has looked at somebody's data (被查询记录), as they may be told.

Personal Information Protection Law (个人信息保护法), articles 44 and 45.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from hukou.kernel import clock
from registry.models import Person

from .scope import Scope
from .sql import fetch

LOOKS_BACK: Final = timedelta(days=365)
MOST: Final = 500

# Readings of one person are found by index; lists that named them among others, by the days asked.
READINGS: Final = """
SELECT reading.recorded_at AS at, coalesce(office.name, '') AS office,
       coalesce(account.name, '') AS officer, coalesce(client.name, '') AS client,
       reading.kind, reading.fields, reading.purpose, reading.application,
       cardinality(reading.people) AS together
FROM registry_disclosure reading
LEFT JOIN registry_office office ON office.id = reading.office_id
LEFT JOIN registry_account account ON account.id = reading.account_id
LEFT JOIN registry_agencyclient client ON client.client_id = reading.client
WHERE reading.recorded_at >= %(since)s::timestamptz
  AND (reading.person_id = %(person)s::bigint
       OR reading.person_id IS NULL AND reading.people @> ARRAY[%(person)s::bigint])
ORDER BY reading.recorded_at DESC, reading.id DESC
LIMIT %(most)s::bigint
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at somebody's data: when, by whom, what was shown, what for.

    `together` counts the people shown at once: many of them is a list, one is a page.
    """

    at: datetime
    office: str
    officer: str
    client: str
    kind: str
    fields: tuple[str, ...]
    purpose: str
    application: UUID | None
    together: int

    @property
    def by(self) -> str:
        """Whoever looked, a member of staff or another agency's program."""
        return self.client or self.officer


def readings_of(
    person_id: int, *, scope: Scope, on: date, looks_back: timedelta = LOOKS_BACK
) -> list[Reading] | None:
    """Return who looked at somebody's data, the newest first; None where they are not shown."""
    if not scope.people(Person.objects.filter(pk=person_id)).exists():
        return None
    told = {"person": person_id, "since": clock.start_of(on - looks_back), "most": MOST}
    return [Reading(**row | {"fields": tuple(row["fields"])}) for row in fetch(READINGS, told)]
