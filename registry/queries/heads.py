"""The ends of all chains on a day (链头), for somebody outside to keep (外部留存).

Who may write the whole database can write every chain anew, so that it holds. What was written
down elsewhere cannot be: a chain must still pass through every head that was ever exported.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.db.models import QuerySet

from hukou.kernel.errors import InvalidInput
from registry.models import Entry, EntryChain, Office, Seal

from .seals import NOBODY

ENTRIES: Final = "entry"
MEMBERS: Final = ("chain", "office", "sequence", "digest")


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of one office's chain of entries or of seals."""

    chain: str
    office: str
    sequence: int
    digest: str

    @property
    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def heads(*, area: Collection[int] | None = None) -> Iterator[Head]:
    """Yield the head of every chain of an area: entries first, then each journal's seals.

    How many links a chain has is for nobody outside its area. What belongs to no office is told
    with everything: without an `area`, or where it holds every office.
    """
    chains = EntryChain.objects.filter(sequence__gt=0)
    seals = Seal.objects.order_by("journal", "office", "-sequence").distinct("journal", "office")
    if area is not None and Office.objects.exclude(pk__in=area).exists():
        chains, seals = chains.filter(office__in=area), seals.filter(office__in=area)
    for chain in chains.select_related("office").order_by("office__code"):
        yield Head(ENTRIES, chain.office.code, chain.sequence, chain.digest)
    for seal in seals.select_related("office"):
        office = seal.office.code if seal.office else NOBODY
        yield Head(seal.journal, office, seal.sequence, seal.digest)


def read_heads(lines: Iterable[str]) -> list[Head]:
    """Return the heads of an exported file.

    Raises:
        InvalidInput: a line is none of ours.
    """
    return [_read(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _read(number: int, line: str) -> Head:
    try:
        told = json.loads(line)
        return Head(*(told[name] for name in MEMBERS))
    except (ValueError, KeyError, TypeError) as problem:
        raise InvalidInput(f"第 {number} 行不是链头记录。", field="heads") from problem


def missed_heads(exported: Iterable[Head]) -> Iterator[str]:
    """Yield every exported head that its chain does not pass through any more."""
    offices = dict(Office.objects.values_list("code", "id"))
    for head in exported:
        office = None if head.office == NOBODY else offices.get(head.office, -1)
        links: QuerySet[Any] = (
            Entry.objects.filter(office=office)
            if head.chain == ENTRIES
            else Seal.objects.filter(journal=head.chain, office=office)
        )
        found = links.filter(sequence=head.sequence).values_list("digest", flat=True)
        if found.first() != head.digest:
            yield f"{head.chain} {head.office}: link {head.sequence} is not the one kept outside"
