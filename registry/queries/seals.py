"""Journals and their seals (日志封存): what was written once, and whether it still says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final, cast

from django.conf import settings
from django.db.models import F, Model, QuerySet
from django.utils.module_loading import import_string

from hukou.kernel import canonical
from registry.models import Disclosure, Office, Seal

from .chains import follow

AT_A_TIME: Final = 2000
LOWEST: Final = -(2**63)
"""Below every key: whoever forges rows takes negative ones too."""
NOBODY: Final = "—"
"""How the chain of rows without an office is named: programs, and who has no post."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A table that is only added to; `office` is the path to the office whose chain a row is in."""

    name: str
    model: type[Model]
    office: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def rows(self) -> QuerySet[Any]:
        return QuerySet(self.model).order_by("pk")

    def told(self, rows: QuerySet[Any]) -> Iterator[dict[str, Any]]:
        """Yield each row with everything it says, and its office as `_office`."""
        columns = [field.attname for field in self.model._meta.concrete_fields]
        found = rows.values(*columns, _office=F(self.office))
        yield from found.iterator(chunk_size=AT_A_TIME)


JOURNALS: Final = (Journal("disclosure", Disclosure, "office_id"),)


def journals() -> Iterator[Journal]:
    """Yield the journals of every floor; the register does not know who stands on it."""
    for path in settings.JOURNALS:
        yield from import_string(path)


def digest_of(row: Mapping[str, Any], suite: canonical.Suite) -> str:
    """Return the digest of one row as its seal keeps it: whose chain it is in is told by that."""
    return canonical.digest(
        {name: value for name, value in row.items() if name != "_office"}, suite
    )


def sealed_to(journal: str) -> int:
    """Return the key up to which a journal is sealed, 0 where it never was."""
    last = Seal.objects.filter(journal=journal).order_by("-high").values_list("high", flat=True)
    return last.first() or 0


def broken_seals() -> Iterator[str]:
    """Yield what is wrong with the journals, naming journal, office and row; nothing when all hold.

    Rows after the last seal are not sealed yet, and say nothing.
    """
    codes = dict(Office.objects.values_list("id", "code"))
    for journal in journals():
        seals = Seal.objects.filter(journal=journal.name).order_by("office_id", "sequence")
        chains = groupby(seals.iterator(chunk_size=AT_A_TIME), key=lambda seal: seal.office_id)
        for office, chain in chains:
            yield from follow(chain, f"{journal.name} {_code(codes, office)}", "seal", "seals")
        yield from _altered_rows(journal, codes)


def _altered_rows(journal: Journal, codes: Mapping[int, str]) -> Iterator[str]:
    """Compare the rows up to the last seal with what the seals say of them, key by key."""
    low = LOWEST
    marks = Seal.objects.filter(journal=journal.name).order_by("high").distinct("high")
    for high in marks.values_list("high", flat=True):
        seals = Seal.objects.filter(journal=journal.name, high=high)
        sealed = {int(key): (told, seal) for seal in seals for key, told in seal.rows.items()}
        for row in journal.told(journal.rows.filter(pk__gt=low, pk__lte=high)):
            told, seal = sealed.pop(row["id"], ("", None))
            where = f"{journal.name} {_code(codes, row['_office'])}: row {row['id']}"
            if seal is None:
                yield f"{where} was put in later"
            elif digest_of(row, cast("canonical.Suite", seal.suite)) != told:
                yield f"{where} was altered"
        for key, (_told, seal) in sorted(sealed.items()):
            yield f"{journal.name} {_code(codes, seal.office_id)}: row {key} is missing"
        low = high


def _code(codes: Mapping[int, str], office: int | None) -> str:
    return codes.get(office, NOBODY) if office else NOBODY
