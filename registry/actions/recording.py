"""Entries (登记记录): written with what they record, chained by digest per office."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from hukou.kernel import clock
from registry.models import Account, Entry, EntryChain, EntryKind

from .copying import copy_in

MANY: Final = 1000
"""Entries that go by COPY: one INSERT takes 65,535 parameters, and an entry has 19."""


class Pen:
    """Collects the entries of one event, then chains them all under one lock per office.

    The lock comes last, after those of households and people, and is held until the
    transaction ends: that is what makes sequences without gap and chains without fork.
    """

    def __init__(
        self,
        *,
        by: Account | None,
        on: date,
        basis: Mapping[str, Any],
        application: UUID | None = None,
    ) -> None:
        self.by, self.on, self.basis, self.application = by, on, dict(basis), application
        self.event = uuid4()
        self.entries: list[Entry] = []

    def note(
        self,
        kind: EntryKind,
        *,
        office_id: int,
        person_id: int | None = None,
        household_id: int | None = None,
        reason: str = "",
        details: Mapping[str, Any] | None = None,
        reverses: Entry | None = None,
    ) -> Entry:
        """Put an entry on the list; it has no number until `write`."""
        entry = Entry(
            kind=kind,
            office_id=office_id,
            person_id=person_id,
            household_id=household_id,
            reason=reason,
            details=dict(details or {}),
            legal_basis=self.basis,
            event_on=self.on,
            officer=self.by,
            application=self.application,
            event=self.event,
            reverses=reverses,
        )
        self.entries.append(entry)
        return entry

    def write(self) -> None:
        """Number, chain and store the entries noted so far."""
        at = clock.now()
        chains = EntryChain.objects.hold(*{entry.office_id for entry in self.entries})
        for entry in self.entries:
            chains[entry.office_id].append(entry, at=at)
        if len(self.entries) < MANY:
            Entry.objects.bulk_create(self.entries)
        else:
            copy_in(self.entries)
        EntryChain.objects.bulk_update(chains.values(), ["sequence", "digest"])
        self.entries = []
