"""Sealing journals (日志封存): what was added since the last time is chained, office by office."""

from typing import Final

from django.db import OperationalError, connection, transaction

from hukou.kernel import canonical
from registry.models import Seal
from registry.queries import Journal, digest_of, sealed_to

MARK: Final = "SELECT registry_journal_mark(%s)"
ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended('seal ' || %s, 0))"
MOST: Final = 20_000
"""Rows sealed at once; what is more waits for the next time."""


@transaction.atomic
def mark_journal(journal: Journal) -> int:
    """Return the key below which nothing of a journal can appear any more.

    The lock that shows it is held for this one look. Where somebody is still writing and does not
    end in a moment, it is what was sealed already: next time.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(MARK, [journal.table])
            return int(cursor.fetchone()[0])
    except OperationalError:
        return sealed_to(journal.name)


@transaction.atomic
def seal_journal(journal: Journal, *, mark: int, suite: canonical.Suite = "sha256") -> int:
    """Seal what a journal holds between its last seal and a mark; return how many rows.

    What is more than a seal should hold waits for the next time. Two at once seal it once.
    """
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [journal.name])
    low = sealed_to(journal.name)
    rows = journal.rows.filter(pk__gt=low, pk__lte=mark)
    keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
    if not keys:
        return 0
    high = keys[MOST - 1] if len(keys) > MOST else mark
    offices: dict[int | None, dict[str, str]] = {}
    for row in journal.told(rows.filter(pk__lte=high)):
        offices.setdefault(row["_office"], {})[str(row["id"])] = digest_of(row, suite)
    Seal.objects.bulk_create(
        _next(journal, office, told, high=high, suite=suite) for office, told in offices.items()
    )
    return sum(len(told) for told in offices.values())


def _next(
    journal: Journal,
    office: int | None,
    rows: dict[str, str],
    *,
    high: int,
    suite: canonical.Suite,
) -> Seal:
    chain = Seal.objects.filter(journal=journal.name, office=office).order_by("-sequence")
    last = chain.first()
    seal = Seal(
        journal=journal.name,
        office_id=office,
        sequence=last.sequence + 1 if last else 1,
        high=high,
        rows=rows,
        suite=suite,
        previous_digest=last.digest if last else "",
    )
    seal.digest = seal.compute_digest()
    return seal
