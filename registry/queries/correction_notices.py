"""Who was told of a correction (更正通知): to one recipient, and by one's own offices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from registry.models import EntryKind

from .page import Page
from .scope import Scope
from .sql import fetch

NOTICES: Final = """
SELECT notice.id, notice.entry_id AS entry, entry.kind, wrong.kind AS wrong_kind,
       coalesce(wrong.event_on, entry.event_on) AS wrong_on, notice.people,
       office.name AS office_name, notice.recorded_at AS told_at, notice.acknowledged_at,
       notice.answer, coalesce(account.name, agency.name, notice.client) AS recipient,
       (SELECT array_agg(known.name ORDER BY known.person_id) FROM registry_particulars known
        WHERE known.person_id = ANY(notice.people) AND upper_inf(known.period)) AS names
FROM registry_correctionnotice notice
JOIN registry_entry entry ON entry.id = notice.entry_id
JOIN registry_office office ON office.id = entry.office_id
LEFT JOIN registry_entry wrong ON wrong.id = entry.reverses_id
LEFT JOIN registry_account account ON account.id = notice.account_id
LEFT JOIN registry_agencyclient agency ON agency.client_id = notice.client
WHERE {whose} AND (%(before)s::bigint IS NULL OR notice.id < %(before)s::bigint)
ORDER BY notice.id DESC LIMIT %(limit)s::bigint
"""
MINE: Final = """
    (notice.account_id = %(account)s::bigint
     OR (%(client)s::varchar <> '' AND notice.client = %(client)s::varchar))
"""
TOLD: Final = "entry.office_id = ANY(%(offices)s::bigint[])"
ONE: Final = " AND notice.id = %(notice)s::bigint"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: of which correction, about whom, to whom, when, and what became of it.

    `wrong_kind` is that of the entry that was reversed; a correction of particulars has none.
    """

    id: int
    entry: int
    kind: str
    kind_name: str
    wrong_kind: str | None
    wrong_kind_name: str | None
    wrong_on: date
    people: list[int]
    names: list[str] = field(repr=False)
    office_name: str
    recipient: str
    told_at: datetime
    acknowledged_at: datetime | None
    answer: str


def notices_to(
    scope: Scope, *, limit: int, before: int | None = None, notice: int | None = None
) -> Page[Notice]:
    """Return the notices to an account or a client, the latest first; one statement."""
    asked = {"account": scope.account_id, "client": scope.client or "", "notice": notice}
    return _page(MINE + (ONE if notice else ""), asked, limit, before)


def notices_told(scope: Scope, *, limit: int, before: int | None = None) -> Page[Notice]:
    """Return who was told of the corrections of these offices, the latest first."""
    return _page(TOLD, {"offices": scope.offices or []}, limit, before)


def _page(whose: str, asked: Mapping[str, Any], limit: int, before: int | None) -> Page[Notice]:
    rows = fetch(NOTICES.format(whose=whose), {**asked, "before": before, "limit": limit + 1})
    return Page.of([_notice(row) for row in rows], limit=limit, key="id")


def _notice(row: dict[str, Any]) -> Notice:
    wrong = row["wrong_kind"]
    return Notice(
        **row | {"names": row["names"] or []},
        kind_name=str(EntryKind(row["kind"]).label),
        wrong_kind_name=str(EntryKind(wrong).label) if wrong else None,
    )
