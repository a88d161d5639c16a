"""Whether the chains of entries (登记链) hold: nothing changed, removed, added or reordered."""

from collections.abc import Iterator
from itertools import groupby

from registry.models import Entry, EntryChain, Office


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


def _faults(office: str, chain: Iterator[Entry], end: tuple[int, str]) -> Iterator[str]:
    sequence, digest = 0, ""
    for entry in chain:
        if entry.sequence != sequence + 1:
            yield f"{office}: entries {sequence + 1} to {entry.sequence - 1} are missing"
        elif entry.previous_digest != digest:
            yield f"{office}: entry {entry.sequence} does not follow the one before it"
        if entry.compute_digest() != entry.digest:
            yield f"{office}: entry {entry.sequence} was altered"
        sequence, digest = entry.sequence, entry.digest
    if end[0] > sequence:
        yield f"{office}: entries {sequence + 1} to {end[0]} are missing"
    elif end != (sequence, digest):
        yield f"{office}: the chain should end at entry {end[0]}, not at {sequence}"
