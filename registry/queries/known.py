"""Rows as the register knew them (当时所知): transaction time, from the row history.

What was known at an instant is the earliest version superseded after it, or the live row when
no version is, provided that the row was recorded by then.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from hukou.kernel import clock

LIVE: Final = "(SELECT * FROM registry_{table} WHERE {key} = ANY({keys}))"

KNOWN: Final = """(
    SELECT live.* FROM registry_{table} live
    WHERE live.{key} = ANY({keys}) AND live.recorded_at <= %(known)s
      AND NOT EXISTS (
        SELECT FROM registry_rowversion later
        WHERE later."table" = 'registry_{table}' AND later.row_id = live.id
          AND later.until > %(known)s)
    UNION ALL
    SELECT was.* FROM (
        SELECT DISTINCT touched.row_id FROM registry_rowversion touched
        WHERE touched."table" = 'registry_{table}' AND touched.until > %(known)s
          AND {touched} = ANY({keys})
    ) touched
    CROSS JOIN LATERAL (
        SELECT version."row" FROM registry_rowversion version
        WHERE version."table" = 'registry_{table}' AND version.row_id = touched.row_id
          AND version.until > %(known)s
        ORDER BY version.until LIMIT 1
    ) first
    CROSS JOIN LATERAL jsonb_populate_record(NULL::registry_{table}, first."row") was
    WHERE was.{key} = ANY({keys}) AND was.recorded_at <= %(known)s
)"""


@dataclass(frozen=True, slots=True)
class Asked:
    """The day asked about, and the instant up to which the register's knowledge counts."""

    on: date
    known: datetime | None = None

    @classmethod
    def of(cls, on: date, known_on: date | datetime | None) -> "Asked":
        """Read a day of knowledge as its last instant in Asia/Shanghai."""
        if known_on is None or isinstance(known_on, datetime):
            return cls(on, known_on)
        return cls(on, datetime.combine(known_on, time.max, tzinfo=clock.ZONE))

    @property
    def known_on(self) -> date | None:
        """The day of knowledge, for showing."""
        return self.known.astimezone(clock.ZONE).date() if self.known else None

    def rows(self, table: str, *, key: str, keys: str) -> str:
        """Return SQL for the rows of a table whose `key` is in the array `keys`, as known."""
        touched = "touched.row_id" if key == "id" else f"(touched.\"row\" ->> '{key}')::bigint"
        template = LIVE if self.known is None else KNOWN
        return template.format(table=table, key=key, keys=keys, touched=touched)

    def joined(self, table: str, *, key: str, keys: str) -> str:
        """Return SQL for a table that the statement joins on `key`.

        Rows of today need no array of keys beside that; rows once known are looked for by it.
        """
        return f"registry_{table}" if self.known is None else self.rows(table, key=key, keys=keys)
