"""Whether the chains of entries (登记链) hold: nothing changed, removed, added or reordered."""

from collections.abc import Generator, Iterator
from itertools import groupby
from typing import Protocol

from registry.models import Entry, EntryChain, Office


class Link(Protocol):
    """One link of a chain: an entry, or a seal."""

    sequence: int
    previous_digest: str
    digest: str

    def compute_digest(self) -> str: ...


def broken_links() -> Iterator[str]:
    """Yield what is wrong with the chains, naming office and entry; nothing when all hold.

    Reads every entry once, in chain order, without holding them in memory. After a fault the
    check goes on from the entry as it stands, so that each fault is named once.
    """
    ends = {chain.office_id: (chain.sequence, chain.digest) for chain in EntryChain.objects.all()}
    codes = dict(Office.objects.values_list("id", "code"))
    entries = Entry.objects.order_by("office_id", "sequence").iterator(chunk_size=2000)
    for office, chain in groupby(entries, key=lambda entry: entry.office_id):
        yield from _faults(codes[office], chain, ends.pop(office, (0, "")))
    for office, (sequence, _) in ends.items():
        if sequence:
            yield f"{codes[office]}: entries 1 to {sequence} are missing"


def follow(
    chain: Iterator[Link], where: str, one: str, many: str
) -> Generator[str, None, tuple[int, str]]:
    """Yield what is wrong with the links of a chain; return its end, sequence and digest.

    `one` and `many` say what the links are called.
    """
    sequence, digest = 0, ""
    for link in chain:
        if link.sequence != sequence + 1:
            yield f"{where}: {many} {sequence + 1} to {link.sequence - 1} are missing"
        elif link.previous_digest != digest:
            yield f"{where}: {one} {link.sequence} does not follow the one before it"
        if link.compute_digest() != link.digest:
            yield f"{where}: {one} {link.sequence} was altered"
        sequence, digest = link.sequence, link.digest
    return sequence, digest


def _faults(office: str, chain: Iterator[Entry], end: tuple[int, str]) -> Iterator[str]:
    sequence, digest = yield from follow(chain, office, "entry", "entries")
    if end[0] > sequence:
        yield f"{office}: entries {sequence + 1} to {end[0]} are missing"
    elif end != (sequence, digest):
        yield f"{office}: the chain should end at entry {end[0]}, not at {sequence}"
